const controls: Readonly<Record<string, string>> = {
  0: '\0',
  b: '\b',
  f: '\f',
  n: '\n',
  r: '\r',
  t: '\t',
  v: '\v',
};

/** Returns what a character stands for behind a backslash, as MySQL and PostgreSQL write it in their text dumps. */
export const unescaped = (character: string): string => controls[character] ?? character;

/** The field that means NULL in the text dumps of MySQL and PostgreSQL. */
export const dumpedNull = (escaped: string): string => `${escaped}N`;

/**
 * True for a character that MySQL and PostgreSQL read differently behind a backslash, and that neither of them writes: a byte
 * by its digits (`\x41`, `\101`), and `\Z`.
 */
export const isDisputed = (byte: number): boolean =>
  (byte > 0x30 && byte < 0x38) || byte === 0x78 || byte === 0x5a;

/** True for digits behind `\0`, which PostgreSQL takes for a part of it. */
export const isOctal = (byte: number): boolean => byte >= 0x30 && byte < 0x38;
