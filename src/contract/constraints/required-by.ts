import { and, type Comparison, compare, literal, type Predicate } from '../../metric/expression.ts';
import type { Metric } from '../../metric/metric.ts';
import type { Requirement } from '../../metric/requirement.ts';
import { type Bound, satisfies } from '../../value/bound.ts';
import type { Quantity } from '../../value/quantity.ts';
import type { ExpectationNode } from '../expectation.ts';

/**
 * Returns the requirement of an expectation on single rows: a condition as it stands, and of measures those that say the
 * same of every row, such as a count of NULLs that is 0 or a least value that is at least 5. Null where the expectation is
 * about all rows together.
 */
export function requiredBy({ metric, bound }: ExpectationNode): Required | null {
  const { condition } = metric;
  if (condition) {
    const [limit = null] = bound.limits;
    return { requirement: condition, tolerance: toleratesNone(bound) ? null : limit };
  }
  const requirement = requiredByMeasure(metric, bound);
  return requirement && { requirement, tolerance: null };
}

/** A requirement on single rows, and how many of them may violate it; null where none may. */
export interface Required {
  readonly requirement: Requirement;
  readonly tolerance: Quantity | null;
}

function requiredByMeasure(metric: Metric, bound: Bound): Requirement | null {
  const { value } = metric;
  if (value.kind === 'countIf')
    return toleratesNone(bound) ? counted(metric, value.predicate) : null;
  if (value.kind === 'duplicates')
    return toleratesNone(bound) ? { kind: 'unique', of: value.of, nulls: value.nulls } : null;
  if (value.kind !== 'min' && value.kind !== 'max') return null;
  const terms = bound.not ? [] : limitsOf[value.kind](bound);
  if (terms.length === 0) return null;
  const holds = and(...terms.map(({ op, limit }) => compare(value.of, op, literal(limit))));
  return each(metric, holds);
}

const each = ({ of }: Metric, holds: Predicate): Requirement | null => {
  if (of.kind !== 'countIf') return null;
  return { kind: 'each', of: literal(true), judged: of.predicate, holds, formats: [] };
};

/** None of the rows that it counts may be there. */
function counted(metric: Metric, predicate: Predicate): Requirement {
  const holds: Predicate = { kind: 'not', term: predicate };
  const always: Predicate = { kind: 'always' };
  return (
    each(metric, holds) ?? { kind: 'each', of: literal(true), judged: always, holds, formats: [] }
  );
}

/** True for a bound on a count of violations that only 0 satisfies: it allows no exception, not of the least share. */
const toleratesNone = (bound: Bound): boolean =>
  !bound.not && satisfies(none, bound) && !satisfies(one, bound) && !satisfies(oneOfMany, bound);

const none = { value: 0, of: 1 };
const one = { value: 1, of: 1 };
const oneOfMany = { value: 1, of: 10n ** 40n };

type Limits = readonly { readonly op: Comparison; readonly limit: number | bigint | Date }[];

/** Limits of each value that follow from a bound on the least, or on the greatest, of all values. */
const limitsOf: Readonly<Record<'min' | 'max', (bound: Bound) => Limits>> = {
  min: ({ kind, limits: [first] }) =>
    kind === 'atMost' || kind === 'below' ? [] : limited(kind === 'above' ? '>' : '>=', first),
  max: ({ kind, limits }) =>
    kind === 'atLeast' || kind === 'above'
      ? []
      : limited(kind === 'below' ? '<' : '<=', limits.at(-1)),
};

function limited(op: Comparison, quantity: Quantity | undefined): Limits {
  if (quantity?.kind === 'instant') return [{ op, limit: new Date(quantity.milliseconds) }];
  if (quantity?.kind !== 'number' || typeof quantity.value === 'object') return [];
  return [{ op, limit: quantity.value }];
}
