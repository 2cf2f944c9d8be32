import { expect } from 'vitest';
import type { Cuts, DistributionState } from '../../src/metric/distribution.ts';
import { rowsIn } from '../../src/metric/distribution.ts';
import { distributionOf } from '../../src/metric/distribution-metric.ts';
import { column } from '../../src/metric/expression.ts';
import { everywhere, type Scope } from '../../src/metric/metric.ts';
import { isUnmeasured, type PassContext } from '../../src/plan/measure-request.ts';
import { measureMetrics } from '../../src/plan/plan-passes.ts';

const observed = (cuts?: Cuts, scope: Scope = everywhere) =>
  distributionOf({ scope, label: "column('x')", value: column('x'), columns: ['x'] }, cuts);

/** Observes the distribution of the column `x`, whose base is all rows of its state. */
export async function stateOn(
  context: PassContext,
  cuts?: Cuts,
  scope?: Scope,
): Promise<DistributionState> {
  const metric = observed(cuts, scope);
  const found = await measureMetrics([{ metric, bounds: [], isExact: true }], context);
  const [result] = [...found.values()].map((timed) => timed.result);
  if (result === undefined || isUnmeasured(result)) throw new Error(result?.problem.message);
  const { state, segments } = result;
  if (state?.kind !== 'distribution') throw new Error('no distribution');
  expect(segments).toEqual([{ segment: [], value: null, of: BigInt(rowsIn(state)) }]);
  return state;
}

/** Returns the cells of ordered values. */
export const orderedIn = ({ values }: DistributionState) => {
  if (values.kind !== 'ordered') throw new Error('no order');
  return values.cells;
};

export const countsOf = (state: DistributionState) => orderedIn(state).map(([, , count]) => count);

/** The number of values in each cell between edges, found by halving. */
export function plainly(
  values: readonly number[],
  edges: readonly number[],
): ReadonlyMap<number, number> {
  const counts = new Map<number, number>();
  for (const value of values) {
    let [low, high] = [0, edges.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((edges[middle] ?? 0) <= value) low = middle + 1;
      else high = middle;
    }
    counts.set(low, (counts.get(low) ?? 0) + 1);
  }
  return counts;
}
