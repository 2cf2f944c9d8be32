import { type Aggregate, type Traits, traitsOf } from '../../metric/aggregate.ts';
import type { Scalar } from '../../metric/expression.ts';
import { type Adding, topOf } from '../../metric/fixed-point.ts';
import type { Metric } from '../../metric/metric.ts';
import { columnsIn } from '../../metric/walk.ts';
import { approximate } from '../../value/numeric.ts';
import type { PassContext } from '../measure-request.ts';
import type { Item } from '../select.ts';
import { statesOf } from './item-states.ts';

/** Returns the way in which a metric's values are added up; undefined if it adds up none. */
export type Addings = (metric: Metric) => Adding | undefined;

/**
 * Returns summation in finer units, for values below a power of two. Metrics for which that is null stay as they are.
 */
export const finerAddings =
  (addings: Addings, topOf: (metric: Metric) => number | null): Addings =>
  (metric) => {
    const [adding, top] = [addings(metric), topOf(metric)];
    return adding?.kind === 'fixed' && top !== null ? { ...adding, top } : adding;
  };

/**
 * The steps of the power of two, in bits. The SQL that adds up values contains it, and thus their size: within a factor
 * of 2^4, or of 2^16 for masked values.
 */
const steps = { open: 4, masked: 16 } as const;

/**
 * Chooses how each metric's values are added up. Doubles are added up in fixed point (metric/fixed-point.ts), which
 * needs a power of two above all values: from the footers, or from a scan for the largest. It is that of all rows,
 * whatever the scope.
 */
export async function addingsOf(
  metrics: readonly Metric[],
  context: PassContext,
): Promise<Addings> {
  const { session } = context;
  const sizes = new Map<string, Item>();
  for (const { value } of metrics) {
    const of = addedBy(value);
    if (of !== null && isFixed(value, of, context))
      sizes.set(session.dialect.scalar(of, session), {
        aggregate: { kind: 'size', of },
        where: [],
      });
  }
  const states = await statesOf([...sizes.values()], context.pieces, context);
  return ({ value }) => {
    const of = addedBy(value);
    if (of === null) return undefined;
    const adds = session.dialect.adds(of, session);
    const item = sizes.get(session.dialect.scalar(of, session));
    if (!isFixed(value, of, context)) return { kind: adds === 'whole' ? 'whole' : 'exact' };
    const found = (item && states.get(item)) ?? [];
    const greatest = Math.max(0, ...found.map((one) => approximate(one ?? 0)));
    const isMasked = [...columnsIn(of)].some((name) => context.masked.has(name));
    const top = topOf(greatest, isMasked ? steps.masked : steps.open);
    return { kind: 'fixed', top, mayBeSpecial: adds === 'special' };
  };
}

/** The highest power of its values that an aggregate adds up; 0 if it adds up none. */
const highestPower: Readonly<Record<Traits['stableBy'], number>> = {
  counting: 0,
  comparing: 0,
  sums: 1,
  squares: 2,
  cubes: 3,
  fourths: 4,
};

const powerOf = (value: Aggregate) => highestPower[traitsOf(value).stableBy];

const addedBy = (value: Aggregate): Scalar | null =>
  powerOf(value) > 0 && 'of' in value && 'kind' in value.of ? value.of : null;

/**
 * True if values are added up in fixed point. Integers are if their squares are needed, unless they are small; small
 * ones are if their fourth powers are.
 */
function isFixed(value: Aggregate, of: Scalar, { session }: PassContext): boolean {
  const adds = session.dialect.adds(of, session);
  if (adds === 'whole') return powerOf(value) > 3;
  return adds !== 'exact' || powerOf(value) > 1;
}
