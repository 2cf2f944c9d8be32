import { createHash } from 'node:crypto';
import type { Dataset } from '../dataset/dataset.ts';

/**
 * Returns a text that is the same for copies of the data, wherever they lie and whatever they are called, and changes with
 * the data. Null if the data has none.
 */
export async function dataDigest({ digests }: Dataset, root: string): Promise<string | null> {
  const found = (await digests?.(root).catch(() => null)) ?? null;
  if (found === null || found.length === 0) return null;
  const all = createHash('sha256');
  for (const digest of found.toSorted()) all.update(`${digest}\n`);
  return all.digest('hex').slice(0, 32);
}
