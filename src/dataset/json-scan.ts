/** How a JSON file holds its records: in one array, one a line, or one after another however they are spread. */
export type JsonFormat = 'array' | 'lines' | 'values';

export interface JsonScan {
  readonly records: number;
  /** Bytes of the longest. */
  readonly longest: number;
  /** How deep values lie in others at most; of short lines it is not told. */
  readonly depth: number;
  /** Whether the array that the file is has its end. */
  readonly isClosed: boolean;
  /** Whether a byte stands between values that is none of JSON's, which DuckDB takes for a space; of lines it is not told. */
  readonly isStray: boolean;
  /** Lines of the records asked for, in their order. */
  readonly lines: readonly number[];
}

/** Levels of arrays and objects that are read: DuckDB goes down by recursion, and its stack ends with the process. */
export const deepest = 250;

const [TAB, LF, CR, SPACE, QUOTE, BACKSLASH, COMMA] = [
  0x09, 0x0a, 0x0d, 0x20, 0x22, 0x5c, 0x2c,
] as const;
const [OPEN, CLOSE, OPEN_LIST, CLOSE_LIST] = [0x7b, 0x7d, 0x5b, 0x5d] as const;

/**
 * Count the records of a JSON file beside the engine: DuckDB takes an array without its end for a whole one.
 * `wanted` are ordinals of records, ascending from 0, whose lines are needed; the scan ends at the last of them.
 */
export async function scanJson(
  chunks: AsyncIterable<Uint8Array>,
  format: JsonFormat,
  wanted: readonly number[] = [],
): Promise<JsonScan> {
  const records = countRecords(wanted);
  const scanner = format === 'lines' ? lineScanner(records) : valueScanner(format, records);
  for await (const chunk of chunks) {
    scanner.feed(chunk);
    if (records.isDone()) break;
  }
  return { ...records.counted(), ...scanner.told() };
}

function countRecords(wanted: readonly number[]) {
  const lines: number[] = [];
  let count = 0;
  let start = 0;
  let longest = 0;
  return {
    begin(line: number, at: number) {
      if (wanted[lines.length] === count) lines.push(line);
      count++;
      start = at;
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
  told(): Pick<JsonScan, 'isClosed' | 'isStray' | 'depth'>;
}

const isNoSpace = (byte: number) => byte < SPACE && byte !== TAB && byte !== LF && byte !== CR;

/** How deep the values of a line lie in others. */
function depthOfLines() {
  let depth = 0;
  let most = 0;
  let isText = false;
  let isEscaped = false;
  return {
    begin() {
      depth = 0;
      isText = false;
      isEscaped = false;
    },
    feed(bytes: Uint8Array, from: number, to: number) {
      for (let at = from; at < to; at++) {
        const byte = bytes[at] as number;
        if (isEscaped) isEscaped = false;
        else if (isText) {
          isText = byte !== QUOTE;
          isEscaped = byte === BACKSLASH;
        } else if (byte === QUOTE) isText = true;
        else if (byte === OPEN || byte === OPEN_LIST) {
          depth++;
          if (depth > most) most = depth;
        } else if (byte === CLOSE || byte === CLOSE_LIST) depth--;
      }
    },
    most: () => most,
  };
}

/** Lines that are not blank. */
function lineScanner(records: Counter): Scanner {
  let line = 1;
  let isBlank = true;
  let offset = 0;
  const depth = depthOfLines();
  const feed = (bytes: Uint8Array) => {
    let from = 0;
    for (let at = 0; at < bytes.length; at++) {
      if (isBlank) {
        const byte = bytes[at] as number;
        if (byte === LF) line++;
        if (byte <= SPACE) continue;
        records.begin(line, offset + at);
        depth.begin();
        isBlank = false;
        from = at;
      }
      const end = bytes.indexOf(LF, at);
      const isWhole = end >= 0 && from === at && at > 0;
      // A short line is not deep, and most are short: they need no second look.
      if (!isWhole || end - at > deepest) depth.feed(bytes, at, end < 0 ? bytes.length : end);
      if (end < 0) break;
      records.end(offset + end);
      line++;
      isBlank = true;
      at = end;
    }
    offset += bytes.length;
    if (!isBlank) records.end(offset);
  };
  return { feed, told: () => ({ isClosed: true, isStray: false, depth: depth.most() }) };
}

/** Values within an array, or at the top. */
function valueScanner(format: JsonFormat, records: Counter): Scanner {
  const base = format === 'array' ? 1 : 0;
  let line = 1;
  let depth = 0;
  let most = 0;
  let isText = false;
  let isEscaped = false;
  let isInValue = false;
  let isStray = false;
  let offset = 0;

  const begin = (at: number) => {
    if (isInValue || depth < base) return;
    isInValue = true;
    records.begin(line, at);
  };
  const end = (at: number) => {
    if (!isInValue || depth > base) return;
    isInValue = false;
    records.end(at);
  };
  const step = (byte: number, at: number) => {
    if (isEscaped) isEscaped = false;
    else if (isText) {
      isText = byte !== QUOTE;
      isEscaped = byte === BACKSLASH;
    } else if (byte <= SPACE || byte === COMMA) {
      if (isNoSpace(byte)) isStray = true;
      end(at);
      if (byte === LF) line++;
    } else if (byte === CLOSE || byte === CLOSE_LIST) {
      depth--;
      end(at + 1);
    } else {
      begin(at);
      isText = byte === QUOTE;
      if (byte === OPEN || byte === OPEN_LIST) depth++;
      if (depth > most) most = depth;
    }
  };
  const feed = (bytes: Uint8Array) => {
    for (let at = 0; at < bytes.length; at++) step(bytes[at] as number, offset + at);
    offset += bytes.length;
  };
  const isClosed = () => depth === 0 && !isText;
  return { feed, told: () => ({ isClosed: isClosed(), isStray, depth: most }) };
}
