import type { Cell, OrderedValues } from '../distribution.ts';
import { isSingle } from './next-up.ts';

/** The share of the values up to a point: its bounds, and as if the values of a cell were spread evenly over it. */
export interface Height {
  readonly low: number;
  readonly high: number;
  readonly even: number;
}

/** The heights of two distribution functions just below a point and at it. */
export interface Step {
  readonly at: number;
  readonly below: readonly [reference: Height, current: Height];
  readonly upTo: readonly [reference: Height, current: Height];
}

/** Returns the steps of two distribution functions, ascending: neither changes its bounds between two of them. */
export function stepsOf(reference: OrderedValues, current: OrderedValues): readonly Step[] {
  const before = climb(reference.cells);
  const after = climb(current.cells);
  return breakpoints(reference, current).map((at) => ({
    at,
    below: [before(at, false), after(at, false)],
    upTo: [before(at, true), after(at, true)],
  }));
}

function breakpoints(reference: OrderedValues, current: OrderedValues): readonly number[] {
  const ends = [reference, current].flatMap(({ cells }) =>
    cells.flatMap((cell) => (isSingle(cell) ? [cell[0]] : [cell[0], cell[1]])),
  );
  return [...new Set(ends)].sort((a, b) => a - b);
}

/** Returns the height at points that are asked for in ascending order. */
function climb(cells: readonly Cell[]): (at: number, isIncluded: boolean) => Height {
  const total = cells.reduce((sum, [, , count]) => sum + count, 0);
  let passed = 0;
  let next = 0;
  return (at, isIncluded) => {
    let cell = cells[next];
    while (cell !== undefined && isPassed(cell, at, isIncluded)) {
      passed += cell[2];
      next += 1;
      cell = cells[next];
    }
    const isEntered =
      cell !== undefined && !isSingle(cell) && (isIncluded ? cell[0] <= at : cell[0] < at);
    const inside = cell !== undefined && isEntered ? cell[2] : 0;
    const share = cell !== undefined && isEntered ? shareBelow(cell, at) : 0;
    return {
      low: passed / total,
      high: (passed + inside) / total,
      even: (passed + inside * share) / total,
    };
  };
}

const isPassed = (cell: Cell, at: number, isIncluded: boolean): boolean => {
  if (!isSingle(cell)) return cell[1] <= at;
  return isIncluded ? cell[0] <= at : cell[0] < at;
};

/** Returns the share of a range below a point. The values of one without an end are taken to be at the other. */
function shareBelow([from, to]: Cell, at: number): number {
  if (from === Number.NEGATIVE_INFINITY) return 0;
  return to === Number.POSITIVE_INFINITY ? 1 : (at - from) / (to - from);
}
