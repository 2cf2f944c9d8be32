import type { Cell, DistributionState, OrderedValues } from '../metric/distribution.ts';
import { countsBetween } from '../metric/drift/counts-between.ts';
import { nextUp } from '../metric/drift/next-up.ts';
import type { Metric } from '../metric/metric.ts';

/** Returns the edges that the contract gives for a distribution of numbers or instants; null if it gives none. */
export function givenEdges(
  { value }: Metric,
  state: DistributionState | null,
): readonly number[] | null {
  if (value.kind !== 'distribution' || value.cuts.kind !== 'edges') return null;
  return state?.values.kind === 'ordered' ? value.cuts.edges : null;
}

/** Counts ordered values between edges alone. Neither a value nor the least or greatest one is left. */
export function betweenEdges(values: OrderedValues, edges: readonly number[]): OrderedValues {
  const counts = countsBetween(values, edges);
  if (counts === null) throw new TypeError('The values were counted between other edges.');
  const cells = counts.map((count, at): Cell => {
    const from = edges[at - 1] ?? Number.NEGATIVE_INFINITY;
    const to = edges[at] ?? Number.POSITIVE_INFINITY;
    return [from, to === nextUp(from) ? from : to, count];
  });
  return { kind: 'ordered', cells: cells.filter(([, , count]) => count > 0) };
}
