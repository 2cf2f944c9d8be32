import type { Scalar } from '../metric/expression.ts';
import { familyOf, predicate as predicateSql, scalar } from './duckdb-expressions.ts';
import type { DialectContext, FusedAggregate } from './engine.ts';

type Printers = {
  readonly [Kind in FusedAggregate['kind']]: (
    aggregate: Extract<FusedAggregate, { kind: Kind }>,
    filter: string | null,
    context: DialectContext,
  ) => string;
};

const where = (...conditions: readonly (string | null)[]) => {
  const given = conditions.filter((condition) => condition !== null);
  return given.length === 0 ? '' : ` filter (where ${given.join(' and ')})`;
};

type Call = (value: string) => string;

/**
 * A measure of numbers. DuckDB takes NaN for the greatest number, and a standard deviation of infinity stops the
 * query; so what is not finite is kept out of the call and decides the result by itself.
 */
function measured(
  of: Scalar,
  call: Call,
  keepInfinite: boolean,
  filter: string | null,
  context: DialectContext,
): string {
  const value = scalar(of, context);
  const family = familyOf(of, context);
  if (family === 'date' || family === 'timestamp')
    return `epoch_us(${call(value)}${where(filter)})`;
  if (family !== 'float') return `${call(value)}${where(filter)}`;
  const poison = keepInfinite ? `isnan(${value})` : `not isfinite(${value})`;
  return `case when count(*)${where(filter, poison)} > 0 then cast('nan' as double) else ${call(value)}${where(filter, `not (${poison})`)} end`;
}

const printers: Printers = {
  count: (_, filter) => `count(*)${where(filter)}`,
  countIf: ({ predicate }, filter, context) =>
    `count(*)${where(filter, predicateSql(predicate, context))}`,
  min: ({ of }, filter, context) => measured(of, (x) => `min(${x})`, true, filter, context),
  max: ({ of }, filter, context) => measured(of, (x) => `max(${x})`, true, filter, context),
  sum: ({ of }, filter, context) => measured(of, (x) => `sum(${x})`, true, filter, context),
  mean: ({ of }, filter, context) => measured(of, (x) => `avg(${x})`, true, filter, context),
  stddev: ({ of }, filter, context) =>
    measured(of, (x) => `stddev_samp(${x})`, false, filter, context),
  quantile: ({ of, p }, filter, context) =>
    measured(of, (x) => `quantile_cont(cast(${x} as double), ${p})`, true, filter, context),
  distinct: ({ of }, filter, context) => {
    const values = of.map((one) => scalar(one, context));
    const complete = values.map((value) => `${value} is not null`).join(' and ');
    const [only, ...more] = values;
    return more.length === 0
      ? `count(distinct ${only})${where(filter)}`
      : `count(distinct (${values.join(', ')}))${where(filter, complete)}`;
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
