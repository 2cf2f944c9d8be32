import type { ReadAt } from './parquet-footer.ts';
import type { Leaf } from './parquet-leaves.ts';
import type { Page } from './parquet-page.ts';
import { type Packed, unpacked } from './parquet-unpack.ts';

/** The levels of a data page, encoded; empty if its column needs none. */
export interface LevelBytes {
  readonly repetition: Uint8Array;
  readonly definition: Uint8Array;
  /** The number of bytes that they take before the values, decompressed. */
  readonly taken: number;
}

/** Returns the compressed part of a page. */
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

/** The number of bytes that contains the levels of most pages. */
const enough = 2 ** 14;

/** Decompresses the levels of a page, and little more. Returns null if they are invalid. */
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

/** Splits levels that each have their length before them. */
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
