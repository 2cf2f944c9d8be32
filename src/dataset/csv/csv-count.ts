import { wholeCharacters } from '../files/bytes/utf8.ts';
import type { CsvScanOptions } from './csv-records.ts';

/** The records of a CSV file, by its line ends and quotes, without a look at their fields. */
export interface CsvCount {
  /** The number of records, without the header. */
  readonly records: number;
  /** The number of blank lines between records of several fields. */
  readonly blanks: number;
  /** The number of lines that are comments. */
  readonly comments: number;
  /** False if something is there that only the scan of every byte can judge. `records` is then no count. */
  readonly isSure: boolean;
}

const [NUL, LF, CR, N] = [0x00, 0x0a, 0x0d, 0x4e] as const;

/**
 * Counts the records of a CSV file at the speed of memory: it goes from line end to line end, and from quote to quote. It is
 * sure of files whose lines all end alike and whose quotes stand at the ends of fields. If the engine, which counts the fields,
 * then read as many records and rejected none, no record was lost.
 */
export async function countCsv(
  chunks: AsyncIterable<Uint8Array>,
  options: CsvScanOptions,
): Promise<CsvCount> {
  const { quote, escape: escaped, comment } = options;
  if (quote >= 0 && escaped !== quote) return unsure;
  const isDump = quote < 0 && escaped >= 0;
  const counter = makeCounter(options);
  const lines = isDump || comment >= 0 ? wholeLines(chunks) : chunks;
  for await (const { bytes, invalid } of wholeCharacters(lines, options.utf8)) {
    if (isDump && !hasNoEscapes(bytes, options)) return unsure;
    if (invalid.length > 0 || !counter.feed(bytes)) return unsure;
  }
  return counter.finish();
}

const unsure: CsvCount = { records: 0, blanks: 0, comments: 0, isSure: false };

/** True if nothing in these lines is escaped but the N of fields that are NULL. */
function hasNoEscapes(lines: Uint8Array, { escape: escaped, delimiter }: CsvScanOptions): boolean {
  const ends = (byte: number | undefined) =>
    byte === undefined || byte === delimiter || byte === LF || byte === CR;
  for (let at = lines.indexOf(escaped); at >= 0; at = lines.indexOf(escaped, at + 2))
    if (!ends(lines[at - 1]) || lines[at + 1] !== N || !ends(lines[at + 2])) return false;
  return true;
}

/** Returns a counter that is fed with bytes, and returns false once it is no longer sure. */
function makeCounter({ quote, delimiter, comment, fields, header, longest }: CsvScanOptions) {
  let records = 0;
  let comments = 0;
  let blanks = 0;
  // Those above the first record and behind the last one are nothing to speak of.
  let blanksSince = -1;
  // The bytes of the record that earlier chunks held, and the last of them.
  let carried = 0;
  let isCommentOpen = false;
  let last: number = LF;
  let isQuoted = false;
  // A quote that ended the last chunk: it closes the field, unless another one follows.
  let isClosing = false;
  let crlf = 0;
  let bare = 0;
  const isBlankRecord = fields === 1;

  const end = (size: number): boolean => {
    if (size > longest) return false;
    if (size === 0 && (!isBlankRecord || (header && records === 0))) {
      if (blanksSince >= 0) blanksSince++;
      return true;
    }
    if (blanksSince > 0) blanks += blanksSince;
    blanksSince = 0;
    records++;
    return true;
  };
  const mayFollow = (byte: number | undefined) =>
    byte === undefined || byte === delimiter || byte === LF || byte === CR;
  const mayOpen = (byte: number) => byte === delimiter || byte === LF || byte === CR;

  /** Ends the records of a stretch outside of quotes; returns where the open one begins, or -1 if it is not sure. */
  const lines = (bytes: Uint8Array, from: number, to: number, start: number): number => {
    let begin = start;
    for (let at = bytes.indexOf(LF, from); at >= 0 && at < to; at = bytes.indexOf(LF, at + 1)) {
      const before = at > 0 ? (bytes[at - 1] as number) : last;
      const isCrlf = before === CR;
      if (isCrlf) crlf++;
      else bare++;
      const size = at - begin + carried - (isCrlf ? 1 : 0);
      if (carried === 0 && bytes[begin] === comment) comments++;
      else if (!end(size)) return -1;
      carried = 0;
      begin = at + 1;
    }
    return begin;
  };

  /** True if the character of comments is nowhere in this stretch but at the start of lines, and in comments. */
  const isOnlyAtStart = (bytes: Uint8Array, from: number, to: number): boolean => {
    for (let at = bytes.indexOf(comment, from); at >= 0 && at < to; ) {
      const isStart = at === 0 ? carried === 0 : bytes[at - 1] === LF;
      if (!isStart) return false;
      const close = bytes.indexOf(LF, at);
      at = close < 0 ? -1 : bytes.indexOf(comment, close);
    }
    return true;
  };

  const feed = (bytes: Uint8Array): boolean => {
    const stop = bytes.length;
    if (stop === 0) return true;
    // The engine takes a field beyond the last column that holds nothing but NUL for an empty one.
    if (bytes.includes(NUL)) return false;
    let at = 0;
    let start = 0;
    if (isClosing) {
      isClosing = false;
      if (bytes[0] === quote) {
        isQuoted = true;
        at = 1;
      } else if (!mayFollow(bytes[0])) return false;
    }
    while (at < stop) {
      if (isQuoted) {
        const close = bytes.indexOf(quote, at);
        if (close < 0) break;
        if (close + 1 === stop) {
          isQuoted = false;
          isClosing = true;
          break;
        }
        if (bytes[close + 1] === quote) {
          at = close + 2;
          continue;
        }
        if (!mayFollow(bytes[close + 1])) return false;
        isQuoted = false;
        at = close + 1;
        continue;
      }
      const open = quote < 0 ? -1 : bytes.indexOf(quote, at);
      start = lines(bytes, at, open < 0 ? stop : open, start);
      if (start < 0) return false;
      const isComment = carried === 0 && bytes[start] === comment;
      if (comment >= 0 && !isOnlyAtStart(bytes, at, open < 0 ? stop : open)) return false;
      if (open < 0) break;
      if (isComment) {
        const close = bytes.indexOf(LF, open);
        if (close < 0) break;
        at = close;
        continue;
      }
      if (!mayOpen(open > 0 ? (bytes[open - 1] as number) : last)) return false;
      isQuoted = true;
      at = open + 1;
    }
    isCommentOpen = carried === 0 && stop > start && bytes[start] === comment;
    carried += stop - start;
    last = bytes[stop - 1] as number;
    return areEndsAlike(bytes);
  };

  let returns = 0;
  /** Counts carriage returns, also those within quotes: one that is alone makes the count unsure. */
  const areEndsAlike = (bytes: Uint8Array): boolean => {
    for (let at = bytes.indexOf(CR); at >= 0; at = bytes.indexOf(CR, at + 1)) returns++;
    return true;
  };

  const finish = (): CsvCount => {
    if (isCommentOpen) comments++;
    else if (carried > 0 && !end(carried)) return unsure;
    const isSure = !isQuoted && (crlf === 0 || bare === 0) && returns === crlf;
    return { records: Math.max(0, records - (header ? 1 : 0)), blanks, comments, isSure };
  };
  return { feed, finish };
}

/** Yields chunks that are cut behind line ends, but for the last. */
async function* wholeLines(chunks: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  let rest: Uint8Array[] = [];
  for await (const chunk of chunks) {
    const cut = chunk.lastIndexOf(LF) + 1;
    if (cut === 0) {
      rest.push(Buffer.from(chunk));
      continue;
    }
    const whole = chunk.subarray(0, cut);
    yield rest.length === 0 ? whole : Buffer.concat([...rest, whole]);
    rest = cut < chunk.length ? [Buffer.from(chunk.subarray(cut))] : [];
  }
  if (rest.length > 0) yield Buffer.concat(rest);
}
