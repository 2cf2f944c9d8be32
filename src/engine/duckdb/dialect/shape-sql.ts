import type { Scalar } from '../../../metric/expression.ts';
import { fewestValues, type OutlierRule, robustFactor } from '../../../metric/outlier-rule.ts';
import type { DialectContext, Examples, GroupedFrom } from '../../engine.ts';
import { identifier, scalar } from './expressions.ts';
import {
  aliases,
  besideSegments,
  groupBy,
  groups,
  list,
  outer,
  partition,
  scoped,
  selected,
  sumOfTerms,
} from './grouping-sql.ts';

/**
 * Selects Shannon's entropy. Groups of one size are taken together: there are few sizes, however many values there are.
 * `n / total` and `total / n` are written apart, since the logarithm of a share close to 1 would lose its last digits.
 */
export function entropySql(of: Scalar, from: GroupedFrom, context: DialectContext): string {
  const { per } = from;
  const segments = aliases(per);
  const present = `(select ${list(...segments, 'case when n > 0 and k0 is not null then n end as n')} from ${groups([of], from, context)})`;
  const sizes = `(select ${list(...segments, 'n', 'count(*) as times')} from ${present}${groupBy([...segments, 'n'])})`;
  const total = `cast(sum(n * times) over (${partition(per)}) as double)`;
  const shares = `(select ${list(...segments, 'cast(n as double) as n', 'times', `${total} as total`)} from ${sizes})`;
  return outer(per, sumOfTerms('times * (n / total) * ln(total / n)'), shares);
}

interface Outliers {
  readonly of: Scalar;
  readonly rule: OutlierRule;
}

const quantile = (value: string, p: number) => `quantile_cont(${value}, ${p})`;
const double = (value: number) => `cast('${value}' as double)`;

/** The parts of a query of outliers. The values are `v` beside the limits, all computed as doubles. */
interface OutlierParts {
  readonly values: string;
  /** The limits of each segment, with `n`, the number of its values. */
  readonly limits: string;
  readonly areFinite: string;
  readonly isOutlier: string;
  /** The point from which the furthest values are shown. */
  readonly middle: string;
}

function partsOf({ of, rule }: Outliers, from: GroupedFrom, context: DialectContext): OutlierParts {
  const { relation, filter, per } = from;
  const segments = aliases(per);
  const value = scoped(filter, `cast(${scalar(of, context)} as double)`);
  const values = `(select ${list(selected(per), `${value} as v`)} from ${relation})`;
  const numbers = `${values} where not isnan(v)`;
  if (rule.kind === 'iqr') {
    const ends = [`${quantile('v', 0.25)} as low`, `${quantile('v', 0.75)} as high`];
    const width = `${double(rule.limit)} * (high - low)`;
    return {
      values,
      limits: `(select ${list(...segments, ...ends, 'count(v) as n')} from ${numbers}${groupBy(segments)})`,
      areFinite: 'isfinite(low) and isfinite(high)',
      isOutlier: `(isnan(v) or v < low - ${width} or v > high + ${width})`,
      middle: '(low + high) / 2',
    };
  }
  const middles = `(select ${list(...segments, `${quantile('v', 0.5)} as middle`)} from ${numbers}${groupBy(segments)})`;
  const own = segments.map((alias) => `a.${alias}`);
  const spread = `${quantile('abs(v - middle)', 0.5)} as mad`;
  return {
    values,
    limits: `(select ${list(...own, 'max(middle) as middle', spread, 'count(v) as n')} from ${besideSegments(per, values, middles)} where not isnan(v)${groupBy(segments)})`,
    areFinite: 'isfinite(middle) and isfinite(mad)',
    isOutlier: `(isnan(v) or case when mad = 0 then v <> middle else ${double(robustFactor)} * abs(v - middle) / mad > ${double(rule.limit)} end)`,
    middle: 'middle',
  };
}

/** Counts the outliers of each segment: NULL of too few values, NaN where the limits are not finite. */
export function outliersSql(
  aggregate: Outliers,
  from: GroupedFrom,
  context: DialectContext,
): string {
  const { values, limits, areFinite, isOutlier } = partsOf(aggregate, from, context);
  const own = aliases(from.per).map((alias) => `a.${alias}`);
  const least = fewestValues[aggregate.rule.kind];
  const count = `case when max(n) >= ${least} then case when bool_and(${areFinite}) then count(*) filter (where ${isOutlier}) else ${double(Number.NaN)} end end`;
  return `select ${list(...own, `${count} as value`)} from ${besideSegments(from.per, values, limits)}${groupBy(own)}`;
}

/** Selects the outliers that lie furthest away. */
export function outlierExamples(
  aggregate: Outliers,
  from: GroupedFrom,
  context: DialectContext,
): Examples {
  const { values, limits, isOutlier, middle } = partsOf(aggregate, from, context);
  const name = aggregate.of.kind === 'column' ? aggregate.of.name : 'value';
  const far = `(select distinct v, abs(v - ${middle}) as far from ${besideSegments(from.per, values, limits)} where ${isOutlier})`;
  return {
    columns: [name],
    sql: `select v as ${identifier(name)} from ${far} order by far desc, v limit 10`,
  };
}
