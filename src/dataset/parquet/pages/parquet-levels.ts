import type { Leaf } from './parquet-leaves.ts';
import type { LevelBytes } from './parquet-sections.ts';

/** Writes the next levels into a buffer, and returns how many there were. */
type Levels = (into: Uint8Array) => number;

/** Reads levels from Parquet's RLE hybrid: runs of one level, and bit-packed groups of eight. */
function levelsOf(bytes: Uint8Array, most: number): Levels {
  const width = 32 - Math.clz32(most);
  const mask = (1 << width) - 1;
  let at = 0;
  /**
   * The state of the current run or group: the levels that are left, the level of a run, and the next bit of a group
   * (-1 in a run).
   */
  let left = 0;
  let level = 0;
  let bit = -1;
  /** Starts the next run or group; false if there is none. */
  const begin = (): boolean => {
    let head = 0;
    for (let factor = 1; ; factor *= 128) {
      const byte = bytes[at++];
      if (byte === undefined || factor > 2 ** 35) return false;
      head += (byte & 0x7f) * factor;
      if (byte < 0x80) break;
    }
    const count = Math.floor(head / 2);
    if (head % 2 === 1) {
      bit = at * 8;
      at += count * width;
      // The last group may have been cut to what is needed.
      left = Math.min(count * 8, Math.floor((bytes.length * 8 - bit) / width));
    } else {
      bit = -1;
      level = bytes[at++] ?? 0;
      left = at > bytes.length ? 0 : count;
    }
    return true;
  };
  const unpack = (into: Uint8Array, from: number, to: number) => {
    for (let index = from; index < to; index++, bit += width) {
      const place = bit >>> 3;
      const pair = (bytes[place] ?? 0) | ((bytes[place + 1] ?? 0) << 8);
      into[index] = (pair >> (bit & 7)) & mask;
    }
  };
  return (into) => {
    let filled = 0;
    while (filled < into.length) {
      if (left === 0) {
        if (!begin()) break;
        continue;
      }
      const to = Math.min(filled + left, into.length);
      if (bit < 0) into.fill(level, filled, to);
      else unpack(into, filled, to);
      left -= to - filled;
      filled = to;
    }
    return filled;
  };
}

/** The state of a column's lists, carried from page to page. */
export interface ListState {
  /** The number of rows that have begun. */
  rows: number;
  /** The definition level of the previous value; -1 at the start. */
  previous: number;
}

/** The number of levels that are checked together. */
const stretch = 4096;

/**
 * Checks that the levels of a page form valid lists. Returns the fault as the end of a sentence; null if there is none.
 */
export function listFault(
  levels: Pick<LevelBytes, 'repetition' | 'definition'>,
  count: number,
  { lists, mostDefined }: Pick<Leaf, 'lists' | 'mostDefined'>,
  state: ListState,
): string | null {
  const repetitions = levelsOf(levels.repetition, lists.length);
  const definitions = levelsOf(levels.definition, mostDefined);
  const repetition = new Uint8Array(Math.min(stretch, count));
  const definition = new Uint8Array(repetition.length);
  // By the level of a repetition, what must be defined at least.
  const needed = [0, ...lists];
  for (let found = 0; found < count; found += stretch) {
    const length = Math.min(stretch, count - found);
    if (repetitions(repetition.subarray(0, length)) < length) return 'it has too few levels';
    if (definitions(definition.subarray(0, length)) < length) return 'it has too few levels';
    for (let index = 0; index < length; index++) {
      const repeated = repetition[index] ?? 0;
      const defined = definition[index] ?? 0;
      if (repeated > lists.length || defined > mostDefined)
        return 'it has a level that is too great';
      if (repeated === 0) state.rows += 1;
      else if (state.previous < 0) return 'it goes on with a list before any has begun';
      else if (Math.min(state.previous, defined) < (needed[repeated] ?? 0))
        return 'it goes on with a list that is empty';
      state.previous = defined;
    }
  }
  return null;
}
