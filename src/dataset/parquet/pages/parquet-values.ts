import { deltas } from './parquet-delta.ts';
import type { ColumnChunk, ReadAt } from './parquet-footer.ts';
import type { Leaf } from './parquet-leaves.ts';
import type { Page } from './parquet-page.ts';
import { type ReadableRange, readableRange } from './parquet-range.ts';
import { levelBytes, packedPart } from './parquet-sections.ts';
import { encoding } from './parquet-support.ts';
import { unpacked } from './parquet-unpack.ts';

/**
 * Returns the range to check each value of a chunk against; null if the footer proves that all are in it, and
 * `beyondRange` if it proves that one is not.
 */
export function rangeToCheck(
  leaf: Leaf,
  { least, greatest }: ColumnChunk,
): ReadableRange | { readonly beyondRange: string } | null {
  const kept = readableRange(leaf);
  if (kept === null || !kept.isOrdered) return kept;
  const ends = [least, greatest].filter((end) => end?.length === kept.width);
  if (ends.length < 2) return kept;
  return ends.every((end) => end && kept.fits(viewOf(end), 0))
    ? null
    : { beyondRange: kept.beyond };
}

const viewOf = (bytes: Uint8Array) => new DataView(bytes.buffer, bytes.byteOffset, bytes.length);

/**
 * True if all values of a page are in the range; null if they can't be decompressed. A dictionary is a page of its own.
 */
export async function areInRange(
  page: Page,
  codec: number,
  kept: ReadableRange,
  leaf: Leaf,
  readAt: ReadAt,
): Promise<boolean | null> {
  const isDelta = page.kind === 'data' && page.encoding === encoding.DELTA_BINARY_PACKED;
  const isPlain = page.kind === 'dictionary' || page.encoding === encoding.PLAIN;
  if (page.kind === 'index' || !(isPlain || isDelta)) return true;
  const levels = page.kind === 'data' ? await levelBytes(page, codec, leaf, readAt) : null;
  if (page.kind === 'data' && levels === null) return null;
  const packed = packedPart(page, codec);
  const whole = await unpacked(packed, packed.inflated, readAt);
  const bytes = whole?.subarray(levels?.taken ?? 0);
  if (bytes === undefined) return null;
  return isDelta ? areDeltasKept(bytes, kept) : arePlainKept(bytes, kept);
}

function arePlainKept(bytes: Uint8Array, { width, fits }: ReadableRange): boolean {
  const view = viewOf(bytes);
  for (let at = 0; at + width <= bytes.length; at += width) if (!fits(view, at)) return false;
  return true;
}

function areDeltasKept(bytes: Uint8Array, { width, fits }: ReadableRange): boolean | null {
  const view = new DataView(new ArrayBuffer(8));
  try {
    for (const value of deltas(bytes, width === 4 ? 32 : 64)) {
      view.setBigInt64(0, value, true);
      if (!fits(view, 0)) return false;
    }
    return true;
  } catch (error) {
    if (error instanceof RangeError) return null;
    throw error;
  }
}
