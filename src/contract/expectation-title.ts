import type { Metric } from '../metric/metric.ts';
import { type Bound, printBound } from '../value/bound.ts';
import { printQuantity } from '../value/quantity.ts';

/** The parts of an expectation that its title is made of. */
interface Titled {
  readonly name: string | null;
  readonly metric: Metric;
  readonly bound: Bound;
  readonly isConfident?: boolean;
}

/**
 * Returns the title of an expectation on one line: the user's name for it, or the metric as written with its bound. `noun` is
 * one of what it judges.
 */
export function expectationTitle(
  { name, metric, bound, isConfident = false }: Titled,
  noun: 'row' | 'element' = 'row',
): string {
  if (name !== null) return name;
  if (!metric.condition)
    return `${metric.label} is ${printBound(bound)}${isConfident ? ', with confidence' : ''}`;
  const [limit] = bound.limits;
  const loosened = limit !== undefined && !(limit.kind === 'number' && limit.value === 0);
  return loosened
    ? `${metric.label} in all but ${printQuantity(limit)}${limit.kind === 'share' ? ' of' : ''} ${noun}s`
    : metric.label;
}
