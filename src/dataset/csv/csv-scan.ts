import { type Characters, wholeCharacters } from '../files/bytes/utf8.ts';
import { isDisputed, isOctal } from './csv-escapes.ts';
import {
  BROKEN_QUOTE,
  type CsvScanOptions,
  countRecords,
  DISPUTED,
  INVALID,
  orEscaped,
  type Records,
  SOUND,
  SPACED_QUOTE,
} from './csv-records.ts';

/** The result of a scan of a whole CSV file. */
export interface CsvScan extends Records {
  /** True if a quote is never closed, so that the rest of the file can't be parsed. */
  readonly unclosed: boolean;
  /** The kinds of line ends: all alike, mixed, or mixed with bare carriage returns among them. */
  readonly lineEnds: 'alike' | 'mixed' | 'mixed with \\r';
  /** True if spaces stand beside the quotes of some field, which the engine would drop. */
  readonly spaced: boolean;
}

/** Takes the bytes of each record that is data and can be read, without its line end. */
export type TakeRecord = (bytes: Uint8Array, isPlain: boolean) => void;

// What a byte is to the scanner.
const [OTHER, SPACE, DELIMITER, QUOTE, ESCAPE, LF, CR] = [0, 1, 2, 3, 4, 5, 6] as const;

// Where in a field the scanner stands: before it, behind its first space, in it, in its quotes, after an escape there,
// after a quote there, behind the closing quote, beyond repair; in a comment; or in a file without quotes after an escape, after
// one and a carriage return, or after one and a zero. Spaces behind a closing quote belong to the field.
const [START, SPACED, PLAIN, QUOTED, ESCAPED, CLOSING, AFTER, BROKEN] = [
  0, 1, 2, 3, 4, 5, 6, 7,
] as const;
const [COMMENT, BARE_ESCAPED, BARE_CR, BARE_ZERO] = [8, 9, 10, 11] as const;

const BACKSLASH = 0x5c;

const [ENDS_LF, ENDS_CR, ENDS_CRLF] = [1, 2, 4] as const;

/**
 * Counts the records of a CSV file by the rules of RFC 4180. The counts are compared with what the engine read: DuckDB
 * skips records that it can't parse without reporting all of them.
 *
 * `wanted` are ordinals of good records, ascending from 0, whose lines are needed; the scan ends at the last of them.
 */
export async function scanCsv(
  chunks: AsyncIterable<Uint8Array>,
  options: CsvScanOptions,
  wanted: readonly number[] = [],
  take: TakeRecord | null = null,
): Promise<CsvScan> {
  const scanner = makeScanner(options, wanted, take);
  for await (const characters of wholeCharacters(chunks, options.utf8)) {
    if (scanner.feed(characters)) break;
  }
  return scanner.finish();
}

/** Returns a scanner that reads the bytes in one pass. Its state is in local variables, for speed. */
function makeScanner(options: CsvScanOptions, wanted: readonly number[], take: TakeRecord | null) {
  const kinds = byteKinds(options);
  const { comment, firstLine } = options;
  const isDump = options.quote < 0 && options.escape >= 0;
  const isDoubled = options.escape === options.quote;
  const records = countRecords(options, wanted);
  const at = {
    line: firstLine,
    recordLine: firstLine,
    size: 0,
    fields: 1,
    filled: 0,
    state: START as number,
    ends: 0,
    fault: SOUND as number,
  };
  const isEscapable = isDoubled && options.quote >= 0;
  const is = { afterCr: false, plain: true, spaced: false, slashed: false };
  /** The last byte of the chunk before. */
  let last = 0;
  // What earlier chunks held of the open record.
  let held: Uint8Array[] = [];

  const hand = (bytes: Uint8Array, from: number, to: number, isPlain: boolean): void => {
    const end = bytes.subarray(from, to);
    take?.(held.length === 0 ? end : Buffer.concat([...held, end]), isPlain);
  };

  const feed = ({ bytes, invalid }: Characters): boolean => {
    let { line, recordLine, size, fields, filled, state, ends, fault } = at;
    let { afterCr, plain: isPlain, spaced: isSpaced, slashed: isSlashed } = is;
    let nextInvalid = 0;
    let recordFrom = 0;
    const end = bytes.length;
    for (let i = 0; i < end; i++) {
      if ((state === PLAIN || state === QUOTED) && !afterCr) {
        const stop = nextInvalid < invalid.length ? (invalid[nextInvalid] as number) : end;
        const from = i;
        while (i < stop && kinds[bytes[i] as number] === OTHER) i++;
        size += i - from;
        if (i === end) break;
      }
      const kind = kinds[bytes[i] as number] as number;
      if (nextInvalid < invalid.length && invalid[nextInvalid] === i) {
        if (state !== COMMENT) fault = Math.max(fault, INVALID);
        nextInvalid++;
      }
      if (afterCr) {
        afterCr = false;
        if (state !== QUOTED) ends |= kind === LF ? ENDS_CRLF : ENDS_CR;
        if (kind === LF) {
          if (state === QUOTED) size++;
          else recordFrom = i + 1;
          continue;
        }
      }
      if (state === BARE_ESCAPED) {
        const byte = bytes[i] as number;
        size++;
        if (kind === LF || kind === CR) line++;
        if (isDisputed(byte)) fault = Math.max(fault, DISPUTED);
        state = kind === CR ? BARE_CR : byte === 0x30 ? BARE_ZERO : PLAIN;
        continue;
      }
      if (state === BARE_ZERO && isOctal(bytes[i] as number)) fault = Math.max(fault, DISPUTED);
      if (state === BARE_CR || state === BARE_ZERO) {
        const isWhole = state === BARE_CR && kind === LF;
        state = PLAIN;
        if (isWhole) {
          size++;
          continue;
        }
      }
      if (size === 0 && state === START && bytes[i] === comment) state = COMMENT;
      if (state === CLOSING) {
        if (kind === QUOTE && isDoubled) {
          state = QUOTED;
          size++;
          continue;
        }
        const mayFollow = kind === SPACE || kind === DELIMITER || kind === LF || kind === CR;
        state = mayFollow ? AFTER : BROKEN;
        if (kind === SPACE) {
          isPlain = false;
          isSpaced = true;
        }
      }
      if (state === QUOTED || state === ESCAPED) {
        size++;
        if (kind === LF || kind === CR) {
          line++;
          afterCr = kind === CR;
        }
        if (state === ESCAPED) state = QUOTED;
        else if (kind === QUOTE) {
          state = CLOSING;
          if (isEscapable && (i > 0 ? bytes[i - 1] : last) === BACKSLASH) isSlashed = true;
        } else if (kind === ESCAPE) state = ESCAPED;
        continue;
      }
      if (kind === LF || kind === CR) {
        if (kind === LF) ends |= ENDS_LF;
        else afterCr = true;
        if (state === COMMENT) records.comment();
        else {
          if (state === BROKEN) fault = BROKEN_QUOTE;
          const isGood = records.end(recordLine, size, fields, filled, fault, isSlashed);
          if (isGood && take !== null) hand(bytes, recordFrom, i, isPlain);
        }
        if (held.length > 0) held = [];
        recordFrom = i + 1;
        line++;
        recordLine = line;
        size = 0;
        fields = 1;
        state = START;
        filled = 0;
        fault = SOUND;
        isPlain = true;
        isSlashed = false;
        continue;
      }
      size++;
      if (state === BROKEN || state === COMMENT) continue;
      if (kind === DELIMITER) {
        fields++;
        state = START;
      } else if (isDump && kind === ESCAPE) {
        filled = fields;
        isPlain = false;
        state = BARE_ESCAPED;
      } else if (state === START) {
        filled = fields;
        state = kind === QUOTE ? QUOTED : kind === SPACE ? SPACED : PLAIN;
      } else if (state === SPACED) {
        state = kind === QUOTE ? QUOTED : PLAIN;
        if (kind === QUOTE) {
          fault = Math.max(fault, SPACED_QUOTE);
          isSpaced = true;
        }
      } else if (state === AFTER && kind !== SPACE) {
        state = BROKEN;
      }
    }
    if (take !== null && recordFrom < end && state !== COMMENT)
      held.push(Buffer.from(bytes.subarray(recordFrom, end)));
    Object.assign(at, { line, recordLine, size, fields, filled, state, ends, fault });
    Object.assign(is, { afterCr, plain: isPlain, spaced: isSpaced, slashed: isSlashed });
    last = bytes[end - 1] ?? last;
    return records.isDone();
  };

  const finish = (): CsvScan => {
    const { line, recordLine, size, fields, filled, state, fault } = at;
    const ends = is.afterCr && state !== QUOTED ? at.ends | ENDS_CR : at.ends;
    const unclosed = state === QUOTED || state === ESCAPED;
    if (unclosed) records.lose(recordLine, openQuote(line, is.slashed));
    else if (state === COMMENT) records.comment();
    else if (size > 0) {
      const worst = state === BROKEN ? BROKEN_QUOTE : state === BARE_ESCAPED ? DISPUTED : fault;
      const isGood = records.end(recordLine, size, fields, filled, worst, is.slashed);
      if (isGood && take !== null) hand(nothing, 0, 0, is.plain);
    }
    return { ...records.counted(), unclosed, lineEnds: lineEnds(ends), spaced: is.spaced };
  };

  return { feed, finish };
}

const nothing = new Uint8Array(0);

const lineEnds = (ends: number) =>
  (ends & (ends - 1)) === 0 ? 'alike' : (ends & ENDS_CR) === 0 ? 'mixed' : 'mixed with \\r';

const openQuote = (last: number, isSlashed: boolean) =>
  `opens a quote that is never closed, so that nothing from there to the end (line ${last}) can be read${orEscaped(isSlashed)}`;

function byteKinds(options: CsvScanOptions): Uint8Array {
  const kinds = new Uint8Array(256);
  kinds[0x20] = SPACE;
  kinds[0x0a] = LF;
  kinds[0x0d] = CR;
  if (options.escape >= 0) kinds[options.escape] = ESCAPE;
  if (options.quote >= 0) kinds[options.quote] = QUOTE;
  kinds[options.delimiter] = DELIMITER;
  return kinds;
}
