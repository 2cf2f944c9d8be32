import { type Characters, wholeCharacters } from '../../../../src/dataset/files/bytes/utf8.ts';
import { type CsvScanOptions, countRecords, type Records } from './csv-records.ts';

/** The result of a scan of a whole CSV file. */
export interface CsvScan extends Records {
  /** True if a quote is never closed, so that the rest of the file can't be parsed. */
  readonly unclosed: boolean;
  /** The kinds of line ends: all alike, mixed, or mixed with bare carriage returns among them. */
  readonly lineEnds: 'alike' | 'mixed' | 'mixed with \\r';
}

// What a byte is to the scanner.
const [OTHER, SPACE, DELIMITER, QUOTE, ESCAPE, LF, CR] = [0, 1, 2, 3, 4, 5, 6] as const;

// Where in a field the scanner stands: before it, behind its first space, in it, in its quotes, after an escape there,
// after a quote there, behind the closing quote, beyond repair. As DuckDB has it, one space may stand before a quote,
// and behind the closing quote spaces, and then another quote.
const [START, SPACED, PLAIN, QUOTED, ESCAPED, CLOSING, AFTER, BROKEN] = [
  0, 1, 2, 3, 4, 5, 6, 7,
] as const;

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
): Promise<CsvScan> {
  const scanner = makeScanner(options, wanted);
  for await (const characters of wholeCharacters(chunks, options.utf8)) {
    if (scanner.feed(characters)) break;
  }
  return scanner.finish();
}

/** Returns a scanner that reads the bytes in one pass. Its state is in local variables, for speed. */
function makeScanner(options: CsvScanOptions, wanted: readonly number[]) {
  const kinds = byteKinds(options);
  const isDoubled = options.escape === options.quote;
  const records = countRecords(options, wanted);
  const at = {
    line: 1,
    recordLine: 1,
    size: 0,
    fields: 1,
    filled: 0,
    state: START as number,
    ends: 0,
  };
  const is = { invalid: false, afterCr: false };

  const feed = ({ bytes, invalid }: Characters): boolean => {
    let { line, recordLine, size, fields, filled, state, ends } = at;
    let { invalid: isInvalid, afterCr } = is;
    let nextInvalid = 0;
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
        isInvalid = true;
        nextInvalid++;
      }
      if (afterCr) {
        afterCr = false;
        if (state !== QUOTED) ends |= kind === LF ? ENDS_CRLF : ENDS_CR;
        if (kind === LF) {
          if (state === QUOTED) size++;
          continue;
        }
      }
      if (state === CLOSING) {
        if (kind === QUOTE && isDoubled) {
          state = QUOTED;
          size++;
          continue;
        }
        const mayFollow = kind === SPACE || kind === DELIMITER || kind === LF || kind === CR;
        state = mayFollow ? AFTER : BROKEN;
      }
      if (state === QUOTED || state === ESCAPED) {
        size++;
        if (kind === LF || kind === CR) {
          line++;
          afterCr = kind === CR;
        }
        if (state === ESCAPED) state = QUOTED;
        else if (kind === QUOTE) state = CLOSING;
        else if (kind === ESCAPE) state = ESCAPED;
        continue;
      }
      if (kind === LF || kind === CR) {
        if (kind === LF) ends |= ENDS_LF;
        else afterCr = true;
        records.end(recordLine, size, fields, filled, isInvalid, state === BROKEN);
        line++;
        recordLine = line;
        size = 0;
        fields = 1;
        state = START;
        filled = 0;
        isInvalid = false;
        continue;
      }
      size++;
      if (state === BROKEN) continue;
      if (kind === DELIMITER) {
        fields++;
        state = START;
      } else if (state === START) {
        filled = fields;
        state = kind === QUOTE ? QUOTED : kind === SPACE ? SPACED : PLAIN;
      } else if (state === SPACED) {
        state = kind === QUOTE ? QUOTED : PLAIN;
      } else if (state === AFTER && kind !== SPACE) {
        state = kind === QUOTE ? QUOTED : BROKEN;
      }
    }
    Object.assign(at, { line, recordLine, size, fields, filled, state, ends });
    Object.assign(is, { invalid: isInvalid, afterCr });
    return records.isDone();
  };

  const finish = (): CsvScan => {
    const { line, recordLine, size, fields, filled, state } = at;
    const ends = is.afterCr && state !== QUOTED ? at.ends | ENDS_CR : at.ends;
    const unclosed = state === QUOTED || state === ESCAPED;
    if (unclosed) records.lose(recordLine, openQuote(line));
    else if (size > 0) records.end(recordLine, size, fields, filled, is.invalid, state === BROKEN);
    return { ...records.counted(), unclosed, lineEnds: lineEnds(ends) };
  };

  return { feed, finish };
}

const lineEnds = (ends: number) =>
  (ends & (ends - 1)) === 0 ? 'alike' : (ends & ENDS_CR) === 0 ? 'mixed' : 'mixed with \\r';

const openQuote = (last: number) =>
  `opens a quote that is never closed, so that nothing from there to the end (line ${last}) can be read`;

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
