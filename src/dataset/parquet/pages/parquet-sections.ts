import type { ReadAt } from './parquet-footer.ts';
import type { Leaf } from './parquet-leaves.ts';
import type { Page } from './parquet-page.ts';
import { type Packed, unpacked } from './parquet-unpack.ts';

/** The levels of a page of data, packed as levels are; empty where its column needs none. */
export interface LevelBytes {
  readonly repetition: Uint8Array;
  readonly definition: Uint8Array;
  /** How many bytes they take in front of the values, of what is unpacked. */
  readonly taken: number;
}

/** The packed part of a page. */
export function packedPart({ at, size, inflated, levels, isPacked }: Page, codec: number): Packed {
  const first = levels === null ? 0 : levels.repetition + levels.definition;
  return {
    codec: isPacked ? codec : 0,
    at: at + first,
    size: size - first,
    inflated: inflated - first,
  };
}

const none = new Uint8Array(0);

/** Most levels lie within so many bytes. */
const enough = 2 ** 14;

/** Unpacks no more of a page than its levels. Null where they can't be what they say. */
export async function levelBytes(
  page: Page,
  codec: number,
  { lists, mostDefined }: Leaf,
  readAt: ReadAt,
): Promise<LevelBytes | null> {
  const { levels, at } = page;
  if (levels !== null) {
    return {
      repetition: readAt(at, levels.repetition),
      definition: readAt(at + levels.repetition, levels.definition),
      taken: 0,
    };
  }
  const parts = [lists.length > 0, mostDefined > 0];
  const packed = packedPart(page, codec);
  for (let count = enough; ; ) {
    const bytes = await unpacked(packed, count, readAt);
    if (bytes === null) return null;
    const { found, taken } = split(bytes, parts);
    if (taken <= bytes.length) {
      const [repetition = none, definition = none] = found;
      return { repetition, definition, taken };
    }
    if (taken > packed.inflated || bytes.length < Math.min(count, packed.inflated)) return null;
    count = taken + enough;
  }
}

/** Each has its length in front. */
function split(bytes: Uint8Array, parts: readonly boolean[]) {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  let taken = 0;
  const found = parts.map((isThere) => {
    if (!isThere) return none;
    const from = taken + 4;
    taken = from + (from <= bytes.length ? view.getUint32(taken, true) : 0);
    return bytes.subarray(from, taken);
  });
  return { found, taken };
}
