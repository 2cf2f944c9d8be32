import type { DialectContext, FrequentLimits, ValuesAt } from '../../engine.ts';
import { identifier, scalar } from './expressions.ts';

/** One scan for all columns, each a grouping set of its own. */
export function frequenciesSql(values: readonly string[], relation: string, most: number): string {
  const keys = values.map((_, at) => `k${at}`);
  const list = values.map((value, at) => `${value} as k${at}`);
  const sets = keys.map((key) => `(${key})`).join(', ');
  return `select ${keys.join(', ')}, grouping(${keys.join(', ')}) as absent, count(*) as n from (select ${list.join(', ')} from ${relation}) group by grouping sets (${sets}) limit ${most}`;
}

/** One scan for all values, each a grouping set of its own, of which only the first rows leave the engine. */
export function frequentSql(
  values: readonly string[],
  relation: string,
  { most, longest }: FrequentLimits,
): string {
  const keys = values.map((_, at) => `k${at}`);
  const list = values.map((value, at) => `${value} as k${at}`);
  const sets = keys.map((key) => `(${key})`).join(', ');
  const text = keys.map((key) => `cast(${key} as varchar)`).join(', ');
  const counted = `select ${keys.join(', ')}, grouping(${keys.join(', ')}) as absent, coalesce(${text}, null) as v, count(*) as n from (select ${list.join(', ')} from ${relation}) group by grouping sets (${sets})`;
  const place = `row_number() over (partition by absent order by n desc, ${keys.join(', ')})`;
  const kinds = `count(*) over (partition by absent) as kinds, sum(n) over (partition by absent) as held`;
  return `select absent, case when length(v) <= ${longest} then v end as v, n, kinds, held from (select absent, v, n, ${kinds}, ${place} as place from (${counted}) where v is not null) where place <= ${most}`;
}

/** Each value beside the one before it, as the engine hands them over. */
export const orderSql = (value: string, relation: string): string =>
  `select count(*) filter (where v <= previous) as descents, count(*) filter (where previous is null) as starts from (select v, lag(v) over () as previous from (select ${value} as v from ${relation} where ${value} is not null))`;

/** The values of an interval as a sorted list, and those at some of its places. */
export function valuesAtSql(
  { of, low, high, places }: ValuesAt,
  relation: string,
  context: DialectContext,
): string {
  const value = `cast(${scalar(of, context)} as double)`;
  const [from, to] = [low, high].map((end) => `cast('${end}' as double)`);
  const sorted = `list_sort(list(${value}) filter (where ${value} >= ${from} and ${value} <= ${to}))`;
  const items = places.map((place, at) => `v[${place + 1}] as v${at}`).join(', ');
  return `select ${items} from (select ${sorted} as v from ${relation})`;
}

/** Selects the most frequent values of a column, without NULL. */
export function topValuesSql(column: string, relation: string, most: number): string {
  const quoted = identifier(column);
  return `select ${quoted} as v from ${relation} where ${quoted} is not null group by ${quoted} order by count(*) desc, ${quoted} limit ${most}`;
}
