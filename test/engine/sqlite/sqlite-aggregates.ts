import {
  Declined,
  type DialectContext,
  type Examples,
  type FusedAggregate,
  type GroupedAggregate,
  type GroupedFrom,
  type Scalar,
} from 'assay/engine';
import { familyOf, identifier, predicate, scalar } from './sqlite-predicates.ts';

type Printers = {
  readonly [Kind in FusedAggregate['kind']]?: (
    aggregate: Extract<FusedAggregate, { kind: Kind }>,
    filter: string | null,
    context: DialectContext,
  ) => string;
};

const within = (filter: string | null, value: string) =>
  filter === null ? value : `case when ${filter} then ${value} end`;

/** Extremes of instants are asked for in microseconds. */
function extreme(call: 'min' | 'max') {
  return ({ of }: { readonly of: Scalar }, filter: string | null, context: DialectContext) => {
    if (of.kind === 'elapsed')
      return `(${context.now.getTime()} - ${call === 'min' ? 'max' : 'min'}(${within(filter, scalar(of.of, context))}))`;
    const value = `${call}(${within(filter, scalar(of, context))})`;
    return familyOf(of, context) === 'timestamp' ? `(${value} * 1000)` : value;
  };
}

/** What has no printer is declined: another pass measures it, or an error says that none does. */
const printers: Printers = {
  count: (_, filter) => `count(${within(filter, '1')})`,
  countIf: (aggregate, filter, context) =>
    `count(case when ${[filter, predicate(aggregate.predicate, context)].filter(Boolean).join(' and ')} then 1 end)`,
  min: extreme('min'),
  max: extreme('max'),
  sum: ({ of }, filter, context) => `sum(${within(filter, scalar(of, context))})`,
  mean: ({ of }, filter, context) => `avg(${within(filter, scalar(of, context))})`,
  size: ({ of }, filter, context) => `max(abs(${within(filter, scalar(of, context))}))`,
  powers: ({ of, exponent }, filter, context) => {
    const value = `(${within(filter, scalar(of, context))})`;
    return `sum(${Array.from({ length: exponent }, () => value).join(' * ')})`;
  },
  distinct: ({ of }, filter, context) => {
    const [only, ...more] = of;
    if (only === undefined || more.length > 0) throw new Declined('SQLite has no distinct tuples');
    return `count(distinct ${within(filter, scalar(only, context))})`;
  },
};

export function aggregateSql(
  aggregate: FusedAggregate,
  filter: string | null,
  context: DialectContext,
): string {
  const print = printers[aggregate.kind] as
    | ((a: FusedAggregate, f: string | null, c: DialectContext) => string)
    | undefined;
  if (print === undefined) throw new Declined(`SQLite has no ${aggregate.kind}`);
  return print(aggregate, filter, context);
}

type Grouping = Extract<GroupedAggregate, { kind: 'duplicates' | 'mode' }>;

function groupingOf(aggregate: GroupedAggregate): Grouping {
  if (aggregate.kind === 'duplicates' || aggregate.kind === 'mode') return aggregate;
  throw new Declined(`SQLite has no ${aggregate.kind}, in this toy`);
}

const keysOf = (grouping: Grouping): readonly Scalar[] =>
  grouping.kind === 'duplicates' ? grouping.of : [grouping.of];

/** Groups of equal values with their sizes. */
function groups(grouping: Grouping, from: GroupedFrom, context: DialectContext): string {
  const { relation, filter, per } = from;
  const list = [
    ...per.map((name, at) => `${identifier(name)} as s${at}`),
    ...keysOf(grouping).map((key, at) => `${scalar(key, context)} as k${at}`),
  ];
  const places = list.map((_, at) => at + 1).join(', ');
  return `(select ${list.join(', ')}, count(${within(filter, '1')}) as n from ${relation} group by ${places})`;
}

export function groupedSql(
  aggregate: GroupedAggregate,
  from: GroupedFrom,
  context: DialectContext,
): string {
  const grouping = groupingOf(aggregate);
  const segments = from.per.map((_, at) => `s${at}`);
  const isIncomplete = keysOf(grouping)
    .map((_, at) => `k${at} is null`)
    .join(' or ');
  const value =
    grouping.kind === 'duplicates'
      ? `coalesce(sum(case when ${isIncomplete} then ${grouping.nulls === 'skip' ? '0' : 'n'} else max(n - 1, 0) end), 0)`
      : `coalesce(max(case when not (${isIncomplete}) then n end), 0)`;
  const groupBy = segments.length === 0 ? '' : ` group by ${segments.join(', ')}`;
  return `select ${[...segments, `${value} as value`].join(', ')} from ${groups(grouping, from, context)}${groupBy}`;
}

export function examplesSql(
  aggregate: GroupedAggregate,
  from: GroupedFrom,
  context: DialectContext,
): Examples {
  const grouping = groupingOf(aggregate);
  const keys = keysOf(grouping);
  const columns = [
    ...keys.map((key, at) => (key.kind === 'column' ? key.name : `value ${at + 1}`)),
    'rows',
  ];
  const isComplete = keys.map((_, at) => `k${at} is not null`).join(' and ');
  const isCounted =
    grouping.kind === 'mode'
      ? isComplete
      : grouping.nulls === 'skip'
        ? `n > 1 and ${isComplete}`
        : `n > 1 or not (${isComplete})`;
  const list = [...keys.map((_, at) => `k${at}`), 'n'].map(
    (item, at) => `${item} as ${identifier(columns[at] ?? '')}`,
  );
  return {
    columns,
    sql: `select ${list.join(', ')} from ${groups(grouping, from, context)} where ${isCounted} order by ${columns.length} desc, 1 limit 10`,
  };
}
