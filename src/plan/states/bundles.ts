import { createHash } from 'node:crypto';
import type { Part } from '../../dataset/dataset.ts';

/**
 * Puts small files into bundles, each of which is read as one piece. Planning a SELECT for a small file costs more than
 * reading it. A bundle ends at a file whose path's hash says so, with a frequency that depends on the number of files
 * per wanted size, rounded to a power of two. So a file that is added or changed affects one bundle, and the others
 * stay as they are.
 */
export function bundlesOf(
  parts: readonly Part[],
  wantedBytes: number,
): readonly (readonly Part[])[] {
  const bytes = parts.reduce((sum, part) => sum + part.bytes, 0);
  const perBundle = (wantedBytes * parts.length) / Math.max(bytes, 1);
  const size = 2 ** Math.max(0, Math.round(Math.log2(perBundle)));
  const bundles: Part[][] = [];
  let isOpen = false;
  for (const part of parts) {
    if (isOpen) bundles.at(-1)?.push(part);
    else bundles.push([part]);
    isOpen = !endsBundle(part, size);
  }
  return bundles;
}

function endsBundle({ footer }: Part, size: number): boolean {
  const hash = createHash('sha256').update(footer).digest().readUInt32LE(0);
  return hash % size === 0;
}
