import { createHash } from 'node:crypto';
import type { Part } from '../../dataset/dataset.ts';

/**
 * Small files are read together, each bundle as one piece. Where a bundle ends depends on the name of its last file
 * and on how many files make up the wanted size, to a power of two: a file that is added or changed makes one bundle
 * another, and leaves the others as they are. Of little, planning a SELECT costs more than reading it.
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
