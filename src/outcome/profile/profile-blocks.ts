import { stepBlocks } from '../drift/step-blocks.ts';
import type { ProfileColumn } from './profile-document.ts';

/** Draws how the values of a column lie as block characters: a histogram, or the shares of the most frequent values. */
export function profileBlocks({ histogram, topValues }: ProfileColumn, most: number): string {
  const frequent = topValues?.values.slice(0, most).map(([, count]) => count);
  const counts = histogram?.counts ?? frequent ?? [];
  if (counts.length < 2) return '';
  const total = counts.reduce((sum, count) => sum + count, 0) || 1;
  const bins = counts.map((count) => ({ reference: count / total, current: 0 }));
  return stepBlocks(bins, { most }).reference;
}
