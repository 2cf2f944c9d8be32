import type { Scalar } from '../../../metric/expression.ts';
import type { DialectContext, FusedAggregate } from '../../engine.ts';
import {
  familyOf,
  isNanoseconds,
  mayBeSpecial,
  predicate as predicateSql,
  scalar,
} from './expressions.ts';
import { asDouble, fixedSql } from './fixed-sums.ts';
import { microsecondsSql } from './instants.ts';

type Printers = {
  readonly [Kind in FusedAggregate['kind']]: (
    aggregate: Extract<FusedAggregate, { kind: Kind }>,
    filter: string | null,
    context: DialectContext,
  ) => string;
};

const all = (...conditions: readonly (string | null)[]) =>
  conditions.filter((condition) => condition !== null).join(' and ');

/** NULL outside the scope, which every aggregate skips. */
const within = (filter: string | null, value: string) =>
  filter === null ? value : `case when ${filter} then ${value} end`;

const countWhere = (condition: string) => `count(case when ${condition} then 1 end)`;

type Call = (value: string) => string;

/**
 * A measure of numbers. DuckDB takes NaN for the greatest number, and a deviation of infinity stops the query; so what
 * would poison the result is counted beside it, and kept out of the call where that would fail.
 */
function measured(
  of: Scalar,
  call: Call,
  poisonOf: 'isnan' | 'not isfinite',
  filter: string | null,
  context: DialectContext,
): string {
  const value = scalar(of, context);
  const family = familyOf(of, context);
  if (family === 'date' || family === 'timestamp')
    return microsecondsSql(call(within(filter, value)), isNanoseconds(of, context));
  if (!mayBeSpecial(of, context)) return call(within(filter, value));
  const poison = `${poisonOf}(${value})`;
  const kept = poisonOf === 'isnan' ? filter : all(filter, `isfinite(${value})`);
  return `case when ${countWhere(all(filter, poison))} > 0 then cast('nan' as double) else ${call(within(kept, value))} end`;
}

function finite(of: Scalar, filter: string | null, context: DialectContext): string {
  const value = asDouble(of, context);
  return within(mayBeSpecial(of, context) ? all(filter, `isfinite(${value})`) : filter, value);
}

/** The time from the newest instant, which has none where it is infinite. */
function leastElapsed(of: Scalar, filter: string | null, context: DialectContext): string {
  const newest = microsecondsSql(
    `max(${within(filter, scalar(of, context))})`,
    isNanoseconds(of, context),
  );
  return `((${BigInt(context.now.getTime()) * 1000n} - ${newest}) / 1000.0)`;
}

/**
 * Returns the query that a person would run, beside the sums that the number is made of. DuckDB's own skewness and
 * kurtosis lose every digit of values far from zero, so that their mean is subtracted first. For equal values they are
 * NaN.
 */
const momentSql =
  (name: 'skewness' | 'kurtosis'): Call =>
  (x) =>
    `case when min(${x}) < max(${x}) then list_aggregate(list_transform(list(${x}), lambda assay_value: assay_value - avg(${x})), '${name}') end`;

/** A sum that meets NaN is NaN by itself. */
const summed = (of: Scalar, call: Call, filter: string | null, context: DialectContext) =>
  call(within(filter, scalar(of, context)));

/**
 * Counts and scopes are CASE, where FILTER would say the same: DuckDB 1.5 gives each FILTER a buffer for
 * the columns of all others, so that 3,000 of them took 7.6 GB and 40 s. Neither is pushed into the scan as a bare
 * WHERE is, which has lost rows before.
 */
const printers: Printers = {
  count: (_, filter) => (filter === null ? 'count(*)' : countWhere(filter)),
  countIf: ({ predicate }, filter, context) =>
    countWhere(all(filter, predicateSql(predicate, context))),
  min: ({ of }: { readonly of: Scalar }, filter, context) =>
    of.kind === 'elapsed'
      ? leastElapsed(of.of, filter, context)
      : measured(of, (x) => `min(${x})`, 'isnan', filter, context),
  max: ({ of }, filter, context) => measured(of, (x) => `max(${x})`, 'isnan', filter, context),
  sum: ({ of }, filter, context) => summed(of, (x) => `sum(${x})`, filter, context),
  mean: ({ of }, filter, context) => summed(of, (x) => `avg(${x})`, filter, context),
  stddev: ({ of }, filter, context) =>
    measured(of, (x) => `stddev_samp(${x})`, 'not isfinite', filter, context),
  skewness: ({ of }, filter, context) =>
    measured(of, momentSql('skewness'), 'not isfinite', filter, context),
  kurtosis: ({ of }, filter, context) =>
    measured(of, momentSql('kurtosis'), 'not isfinite', filter, context),
  size: ({ of }, filter, context) => `max(abs(${finite(of, filter, context)}))`,
  powers: ({ of, exponent }, filter, context) => {
    const value = `cast(${within(filter, scalar(of, context))} as bigint)`;
    const square = `${value} * ${value}`;
    return exponent === 2
      ? `sum(${square})`
      : `sum(cast(${square} as hugeint) * ${exponent === 3 ? value : square})`;
  },
  fixed: ({ of, part, top }, filter, context) =>
    fixedSql(part, within(filter, asDouble(of, context)), top),
  quantile: ({ of, p }, filter, context) =>
    measured(of, (x) => `quantile_cont(cast(${x} as double), ${p})`, 'isnan', filter, context),
  distinct: ({ of }, filter, context) => {
    const values = of.map((one) => scalar(one, context));
    const [only = 'null', ...more] = values;
    if (more.length === 0) return `count(distinct ${within(filter, only)})`;
    const complete = values.map((value) => `${value} is not null`).join(' and ');
    return `count(distinct ${within(all(filter, complete), `(${values.join(', ')})`)})`;
  },
};

/** An item of a SELECT list. */
export function aggregateSql(
  aggregate: FusedAggregate,
  filter: string | null,
  context: DialectContext,
): string {
  const print = printers[aggregate.kind] as (
    a: FusedAggregate,
    f: string | null,
    c: DialectContext,
  ) => string;
  return print(aggregate, filter, context);
}
