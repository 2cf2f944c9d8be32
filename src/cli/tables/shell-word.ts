/** Returns a text as a POSIX shell takes it for one word. */
export const inShell = (text: string): string =>
  /^[\w.,:%/=+@…-]+$/.test(text) ? text : `'${text.replaceAll("'", String.raw`'\''`)}'`;

/** Returns a text as one word of a command to paste; null for a text that is blank, or can't be shown on one line. */
export const shellWord = (text: string): string | null =>
  text.trim() === '' || /[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/u.test(text) ? null : inShell(text);
