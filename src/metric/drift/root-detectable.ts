import { chiSquareQuantile } from './chi-square.ts';
import type { Compared } from './compared.ts';
import { noise } from './method.ts';

/**
 * Returns the Jensen-Shannon or Hellinger distance that samples of one population stay below. The square of both is near
 * an eighth of Pearson's Σ (c - r)² / r for close distributions (Lin 1991; Österreicher and Vajda 2003).
 */
export const rootDetectable = ({ bins, rows }: Compared, alpha: number): number =>
  Math.min(1, Math.sqrt((chiSquareQuantile(alpha, bins.length - 1) * noise(rows)) / 8));
