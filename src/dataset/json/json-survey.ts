import { isUtf8 } from 'node:buffer';
import { mostListed } from '../files/record-location.ts';
import { broken, type Learner, mostLevels, unfinished } from './json-learner.ts';
import type { JsonFormat } from './json-scan.ts';

/** The records of a JSON file, counted apart from the engine. */
export interface JsonSurvey {
  readonly records: number;
  /** The size of the longest record, in bytes. */
  readonly longest: number;
  /** The size of all records, in bytes. */
  readonly bytes: number;
  /** The ordinals of the records that are left out, ascending: no objects with each key once, or with a number that is rounded. */
  readonly odd: readonly number[];
  /** The ordinals of those among them that seem to be no valid JSON. */
  readonly broken: readonly number[];
  /** The number of those among them that name a key twice in some object. */
  readonly twice: number;
  /** The number of those among them that are odd only for a number whose whole digits DOUBLE does not hold. */
  readonly rounded: number;
  /** The places of such a number in the first of them, by their ordinals. */
  readonly roundedAt: ReadonlyMap<number, string>;
  /** True if the file has an array. */
  readonly hasArray: boolean;
}

/** Limits of {@link surveyJson}. */
export interface SurveyLimits {
  /** The longest record that is read. */
  readonly longest: number;
  /** The number of bytes that are enough, for a sample of the records. */
  readonly enough?: number;
}

/**
 * Counts the records of a JSON file and learns what their keys and values are like. Null if the file can't be told apart into
 * records with certainty, or has a record that is too long: a careful scan then finds out what is wrong with it.
 */
export async function surveyJson(
  chunks: AsyncIterable<Uint8Array>,
  format: JsonFormat,
  learner: Learner,
  { longest, enough = Number.POSITIVE_INFINITY }: SurveyLimits,
): Promise<JsonSurvey | null> {
  const frame = format === 'lines' ? frameLines(learner) : frameValues(learner, format === 'array');
  // The bytes that are not yet read, from `from` to `to`, with a 0 byte behind them.
  let [buffer, from, to, seen] = [new Uint8Array(2 ** 16), 0, 0, 0];
  // A record that was found to be unfinished is read again when it has doubled.
  let wait = 0;
  for await (const chunk of chunks) {
    if (to + chunk.length >= buffer.length) {
      const rest = to - from;
      const roomy =
        rest + chunk.length < buffer.length / 2
          ? buffer
          : new Uint8Array(2 * (rest + chunk.length + 1));
      roomy.set(buffer.subarray(from, to));
      [buffer, from, to] = [roomy, 0, rest];
    }
    buffer.set(chunk, to);
    to += chunk.length;
    buffer[to] = 0;
    seen += chunk.length;
    if (to - from >= wait) {
      from = frame.take(buffer, from, to, false);
      if (from < 0) return null;
      wait = to - from > chunk.length ? 2 * (to - from) : 0;
      if (to - from > longest + mostSpace) return null;
    }
    if (seen >= enough) return frame.counted();
  }
  from = frame.take(buffer, from, to, true);
  const counted = frame.counted();
  return from < 0 || counted.longest > longest ? null : counted;
}

/** The most bytes between two records, such as spaces, that are not taken for a record. */
const mostSpace = 2 ** 20;

/** Reads the records of some bytes. */
interface Frame {
  /** Reads the whole records between two places, and returns where the rest begins; -1 if they are no records. */
  take(bytes: Uint8Array, from: number, to: number, isEnd: boolean): number;
  counted(): JsonSurvey;
}

const [TAB, LF, CR, SPACE, COMMA, OPEN, OPEN_LIST, CLOSE_LIST] = [
  0x09, 0x0a, 0x0d, 0x20, 0x2c, 0x7b, 0x5b, 0x5d,
] as const;

const isSpace = (byte: number) => byte === SPACE || byte === LF || byte === CR || byte === TAB;

function tally() {
  let records = 0;
  let longest = 0;
  let bytes = 0;
  let twice = 0;
  let rounded = 0;
  const odd: number[] = [];
  const broken: number[] = [];
  const roundedAt = new Map<number, string>();
  return {
    /** Counts a record of this size; true if it is one to keep. */
    count(size: number, isValid: boolean, learner: Learner): boolean {
      const { isObject, isTwice } = learner;
      if (size > longest) longest = size;
      bytes += size;
      const isRow = isValid && isObject() && !isTwice();
      const place = isRow ? learner.roundedAt() : null;
      const isSound = isRow && place === null;
      if (!isSound) odd.push(records);
      if (place !== null) {
        rounded++;
        if (roundedAt.size < mostListed) roundedAt.set(records, place);
      }
      if (!isValid) broken.push(records);
      else if (isTwice()) twice++;
      records++;
      return isSound;
    },
    counted: (hasArray: boolean): JsonSurvey => ({
      records,
      longest,
      bytes,
      odd,
      broken,
      twice,
      rounded,
      roundedAt,
      hasArray,
    }),
  };
}

/** Reads a record from each line that is not blank. */
function frameLines(learner: Learner): Frame {
  const found = tally();
  const take = (bytes: Uint8Array, from: number, to: number, isEnd: boolean): number => {
    let at = from;
    const isText = isUtf8(bytes.subarray(from, to));
    for (;;) {
      let isStray = false;
      while (at < to && (bytes[at] as number) <= SPACE) {
        const byte = bytes[at++] as number;
        isStray = byte !== LF && (isStray || !isSpace(byte));
      }
      if (at === to) return to;
      let last = isStray ? broken : learner.read(bytes, at, to, true);
      if (last >= 0)
        while (last < to && bytes[last] !== LF && isSpace(bytes[last] as number)) last++;
      const isWhole = last >= 0 && (last < to ? bytes[last] === LF : isEnd);
      if (!isWhole) {
        last = bytes.subarray(0, to).indexOf(LF, at);
        if (last < 0) {
          if (!isEnd) return at;
          last = to;
        }
        // Depth without an end is refused, with the file, and never shown to the engine.
        if (mayBeDeep(bytes.subarray(at, last))) return -1;
      }
      const isValid = isWhole && (isText || isUtf8(bytes.subarray(at, last)));
      if (found.count(last - at, isValid, learner)) learner.keep(bytes, at, last);
      at = last;
    }
  };
  return { take, counted: () => found.counted(false) };
}

/** True if a line has so many opening brackets that its values may lie too deep to be read. */
function mayBeDeep(line: Uint8Array): boolean {
  let brackets = 0;
  for (const byte of line) if (byte === OPEN || byte === OPEN_LIST) brackets++;
  return brackets > mostLevels;
}

/** Reads the values of an array, or those that follow each other. */
function frameValues(learner: Learner, isArray: boolean): Frame {
  const found = tally();
  let state: 'start' | 'first' | 'value' | 'comma' | 'end' = isArray ? 'start' : 'value';
  const take = (bytes: Uint8Array, from: number, to: number, isEnd: boolean): number => {
    let at = from;
    for (;;) {
      if (state === 'start' && bytes[at] === 0xef) {
        if (to - at < 3) return isEnd ? -1 : at;
        if (bytes[at + 1] !== 0xbb || bytes[at + 2] !== 0xbf) return -1;
        at += 3;
      }
      while (at < to && isSpace(bytes[at] as number)) at++;
      if (at === to) return isEnd && isArray && state !== 'start' && state !== 'end' ? -1 : to;
      const byte = bytes[at] as number;
      if (state === 'end') return -1;
      if (state === 'start') {
        if (byte !== OPEN_LIST) return -1;
        state = 'first';
        at++;
      } else if (isArray && byte === CLOSE_LIST && state !== 'value') {
        state = 'end';
        at++;
      } else if (state === 'comma') {
        if (byte !== COMMA) return -1;
        state = 'value';
        at++;
      } else {
        const last = learner.read(bytes, at, to, false);
        if (last === unfinished && !isEnd) return at;
        if (last < 0 || !isUtf8(bytes.subarray(at, last))) return -1;
        if (found.count(last - at, true, learner)) learner.keep(bytes, at, last);
        at = last;
        if (isArray) state = 'comma';
      }
    }
  };
  return { take, counted: () => found.counted(isArray && state !== 'start') };
}
