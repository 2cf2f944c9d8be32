import type { OrderedValues } from '../distribution.ts';
import { middle } from './middle.ts';
import { isSingle } from './next-up.ts';

/** Returns the standard deviation of values (with n below the root) and its bounds, as their places in cells are unknown. */
export function deviationOf({ cells }: OrderedValues): {
  readonly value: number;
  readonly low: number;
  readonly high: number;
} {
  const total = cells.reduce((sum, [, , count]) => sum + count, 0);
  const placed = cells.map((cell) => ({
    at: isSingle(cell) ? cell[0] : middle(cell),
    width: isSingle(cell) ? 0 : cell[1] - cell[0],
    share: cell[2] / total,
  }));
  const mean = placed.reduce((sum, { at, share }) => sum + share * at, 0);
  const variance = placed.reduce((sum, { at, share }) => sum + share * (at - mean) ** 2, 0);
  const spread = placed.reduce((sum, { width, share }) => sum + share * width ** 2, 0);
  // No value is further from the middle of its cell than half a width; deviations obey the triangle inequality.
  const error = Math.sqrt(spread) / 2;
  const deviation = Math.sqrt(variance);
  // Values spread evenly over a cell add a twelfth of its squared width.
  const inside = Number.isFinite(spread) ? spread / 12 : 0;
  return {
    value: Math.sqrt(variance + inside),
    low: Math.max(0, deviation - error),
    high: deviation + error,
  };
}
