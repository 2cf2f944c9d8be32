import { type KeyWatch, watchKeys } from './json-keys.ts';

/** The format of a JSON file: one array, one record a line, or records one after another. */
export type JsonFormat = 'array' | 'lines' | 'values';

/** The result of a scan of a JSON file. */
export interface JsonScan {
  readonly records: number;
  /** The size of the longest record, in bytes. */
  readonly longest: number;
  /** The greatest depth of nested values. */
  readonly depth: number;
  /** The ordinals of the records in which an object seems to name a key twice. */
  readonly suspects: readonly number[];
  /** True if the array of the file is closed. */
  readonly isClosed: boolean;
  /** True if a control character stands between values, which DuckDB takes for a space. Always false for `'lines'`. */
  readonly isStray: boolean;
  /** The line numbers of the requested records, in their order. */
  readonly lines: readonly number[];
}

const [TAB, LF, CR, SPACE, QUOTE, BACKSLASH, COMMA] = [
  0x09, 0x0a, 0x0d, 0x20, 0x22, 0x5c, 0x2c,
] as const;
const [OPEN, CLOSE, OPEN_LIST, CLOSE_LIST] = [0x7b, 0x7d, 0x5b, 0x5d] as const;

/**
 * Counts the records of a JSON file apart from the engine, since DuckDB takes an unclosed array for a whole one.
 * `wanted` are ordinals of records, ascending from 0, whose lines are needed; the scan ends at the last of them.
 */
export async function scanJson(
  chunks: AsyncIterable<Uint8Array>,
  format: JsonFormat,
  wanted: readonly number[] = [],
): Promise<JsonScan> {
  const records = countRecords(wanted);
  const keys = watchKeys();
  const scanner =
    format === 'lines' ? lineScanner(records, keys) : valueScanner(format, records, keys);
  for await (const chunk of chunks) {
    scanner.feed(chunk);
    if (records.isDone()) break;
  }
  return { ...records.counted(), ...scanner.result(), suspects: keys.suspects() };
}

function countRecords(wanted: readonly number[]) {
  const lines: number[] = [];
  let count = 0;
  let start = 0;
  let longest = 0;
  return {
    begin(line: number, at: number) {
      if (wanted[lines.length] === count) lines.push(line);
      start = at;
      return count++;
    },
    end(at: number) {
      if (at - start > longest) longest = at - start;
    },
    isDone: () => wanted.length > 0 && lines.length === wanted.length,
    counted: () => ({ records: count, longest, lines }),
  };
}

type Counter = ReturnType<typeof countRecords>;

interface Scanner {
  feed(bytes: Uint8Array): void;
  result(): Pick<JsonScan, 'isClosed' | 'isStray' | 'depth'>;
}

const isNoSpace = (byte: number) => byte < SPACE && byte !== TAB && byte !== LF && byte !== CR;

/** Returns a scanner of lines that are not blank. */
function lineScanner(records: Counter, keys: KeyWatch): Scanner {
  let line = 1;
  let isBlank = true;
  let offset = 0;
  const feed = (bytes: Uint8Array) => {
    for (let at = 0; at < bytes.length; at++) {
      if (isBlank) {
        const byte = bytes[at] as number;
        if (byte === LF) line++;
        if (byte <= SPACE) continue;
        keys.begin(records.begin(line, offset + at));
        isBlank = false;
      }
      const end = bytes.indexOf(LF, at);
      keys.feed(bytes, at, end < 0 ? bytes.length : end);
      if (end < 0) break;
      records.end(offset + end);
      line++;
      isBlank = true;
      at = end;
    }
    offset += bytes.length;
    if (!isBlank) records.end(offset);
  };
  return { feed, result: () => ({ isClosed: true, isStray: false, depth: keys.depth() }) };
}

/** Returns a scanner of values within an array, or at the top level. */
function valueScanner(format: JsonFormat, records: Counter, keys: KeyWatch): Scanner {
  const base = format === 'array' ? 1 : 0;
  let line = 1;
  let depth = 0;
  let most = 0;
  let isText = false;
  let isEscaped = false;
  let isInValue = false;
  let isStray = false;
  let offset = 0;
  // Where in the chunk the value begins, or goes on.
  let from = 0;

  const begin = (at: number) => {
    if (isInValue || depth < base) return;
    isInValue = true;
    from = at - offset;
    keys.begin(records.begin(line, at));
  };
  const end = (bytes: Uint8Array, at: number) => {
    if (!isInValue || depth > base) return;
    isInValue = false;
    keys.feed(bytes, from, at - offset);
    records.end(at);
  };
  const step = (bytes: Uint8Array, byte: number, at: number) => {
    if (isEscaped) isEscaped = false;
    else if (isText) {
      isText = byte !== QUOTE;
      isEscaped = byte === BACKSLASH;
    } else if (byte <= SPACE || byte === COMMA) {
      if (isNoSpace(byte)) isStray = true;
      end(bytes, at);
      if (byte === LF) line++;
    } else if (byte === CLOSE || byte === CLOSE_LIST) {
      depth--;
      end(bytes, at + 1);
    } else {
      begin(at);
      isText = byte === QUOTE;
      if (byte === OPEN || byte === OPEN_LIST) depth++;
      if (depth > most) most = depth;
    }
  };
  const feed = (bytes: Uint8Array) => {
    from = 0;
    for (let at = 0; at < bytes.length; at++) step(bytes, bytes[at] as number, offset + at);
    if (isInValue) keys.feed(bytes, from, bytes.length);
    offset += bytes.length;
  };
  const isClosed = () => depth === 0 && !isText;
  return { feed, result: () => ({ isClosed: isClosed(), isStray, depth: most }) };
}
