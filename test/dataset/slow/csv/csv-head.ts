/** The special characters of a CSV file; `''` where the file has none of that kind. */
export interface CsvCharacters {
  readonly delimiter: string;
  readonly quote: string;
  readonly escape: string;
}

/** The start of a CSV file, split into records. */
export interface CsvHead {
  /** The number of blank lines before the first record. */
  readonly blank: number;
  /** The fields of the first records. */
  readonly records: readonly (readonly string[])[];
}

/**
 * Splits the start of a text into at most `most` records. A record that the text cuts off is left out, unless the text
 * is the whole file (`isWhole`).
 */
export function readHead(
  text: string,
  characters: CsvCharacters,
  most: number,
  isWhole: boolean,
): CsvHead {
  const start = /^\ufeff?(?:\r\n|[\r\n])*/.exec(text)?.[0] ?? '';
  const blank = start.match(/\r\n|[\r\n]/g)?.length ?? 0;
  const records: string[][] = [];
  let at = start.length;
  while (at < text.length && records.length < most) {
    const record = readRecord(text, at, characters);
    if (!record.hasEnd && !isWhole) break;
    if (record.next > at + 1 || record.fields.length > 1) records.push(record.fields);
    at = record.next;
  }
  return { blank, records };
}

interface TextRecord {
  readonly fields: string[];
  readonly next: number;
  /** True if a line end closes the record, and not the end of the text. */
  readonly hasEnd: boolean;
}

function readRecord(
  text: string,
  from: number,
  { delimiter, quote, escape: escaped }: CsvCharacters,
): TextRecord {
  const fields: string[] = [];
  let field = '';
  let at = from;
  for (;;) {
    const character = text[at];
    if (character === undefined) return { fields: [...fields, field], next: at, hasEnd: false };
    if (character === '\n' || character === '\r') {
      const width = text.startsWith('\r\n', at) ? 2 : 1;
      return { fields: [...fields, field], next: at + width, hasEnd: true };
    }
    if (character === delimiter) {
      fields.push(field);
      field = '';
      at++;
    } else if (character === quote && (field === '' || field === ' ')) {
      const end = readQuoted(text, at + 1, quote, escaped);
      field = end.value;
      at = end.next;
    } else {
      field += character;
      at++;
    }
  }
}

function readQuoted(text: string, from: number, quote: string, escaped: string) {
  let value = '';
  let at = from;
  while (at < text.length) {
    const character = text[at] as string;
    const next = text[at + 1];
    if (character === escaped && (next === quote || next === escaped)) {
      value += next;
      at += 2;
    } else if (character === quote) return { value, next: at + 1 };
    else {
      value += character;
      at++;
    }
  }
  return { value, next: at };
}

/** Delimiters, as a user writes them in TypeScript; messages quote them so. */
export const delimiters: Readonly<Record<string, string>> = {
  ',': "','",
  ';': "';'",
  '\t': "'\\t'",
  '|': "'|'",
  ':': "':'",
};

/**
 * Guesses another delimiter for a file that has only one column with the current one. A guess must split the first
 * record into several fields, and either find an expected column name there (`isSure`) or give each record the same
 * number of fields.
 */
export function betterDelimiter(
  text: string,
  characters: CsvCharacters,
  expected: readonly string[],
): { readonly delimiter: string; readonly isSure: boolean } | null {
  const others = Object.keys(delimiters).filter((other) => other !== characters.delimiter);
  const scores = others.map((delimiter) => {
    const { records } = readHead(text, { ...characters, delimiter }, 10, false);
    const fields = records[0]?.length ?? 0;
    const isEven = records.length > 2 && records.every((record) => record.length === fields);
    const known = records[0]?.filter((name) => expected.includes(name.trim())).length ?? 0;
    return { delimiter, fields, known, isEven };
  });
  const best = scores
    .filter(({ fields, known, isEven }) => fields > 1 && (known > 0 || isEven))
    .sort((one, other) => other.known - one.known || other.fields - one.fields)[0];
  return best ? { delimiter: best.delimiter, isSure: best.known > 0 } : null;
}
