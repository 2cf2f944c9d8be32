import type { Scalar } from '../../../metric/expression.ts';
import {
  apart,
  type CountedFrom,
  type Counting,
  type DialectContext,
  unshown,
} from '../../engine.ts';
import { cellOf } from './cell-of.ts';
import { evenRuns } from './even-runs.ts';
import { familyOf, isNanoseconds, literal, mayBeSpecial, scalar } from './expressions.ts';
import { microsecondsSql } from './instants.ts';

type Printers = {
  readonly [Kind in Counting['kind']]: (
    counting: Extract<Counting, { kind: Kind }>,
    from: CountedFrom,
    context: DialectContext,
  ) => string;
};

/** True for values that are dates or times with a date. */
export const isInstant = (of: Scalar, context: DialectContext) =>
  ['date', 'timestamp'].includes(familyOf(of, context));

/** Returns a number or an instant as a double; an instant in milliseconds since 1970, infinite ones as infinities. */
export function ordered(of: Scalar, context: DialectContext): string {
  const value = scalar(of, context);
  if (!isInstant(of, context)) return `cast(${value} as double)`;
  const finite = `cast(${microsecondsSql(value, isNanoseconds(of, context))} as double) / 1000`;
  const infinite = `case when ${value} > make_timestamp(0) then cast('Infinity' as double) else cast('-Infinity' as double) end`;
  return `case when isinf(${value}) then ${infinite} else ${finite} end`;
}

/** The rows with the value as `v`, and `outside`, by which the scope divides them: a bare WHERE has lost rows before. */
const rowsOf = (value: string, { relation, filter }: CountedFrom) =>
  `(select ${value} as v${filter === null ? '' : `, (${filter}) is not true as outside`} from ${relation})`;

const inScope = ({ filter }: CountedFrom) =>
  filter === null ? 'v' : 'case when not outside then v end';

/** Groups the rows of a scope by a key, and those outside of it by themselves. */
function grouped(
  [key, name]: readonly [key: string, name: string],
  items: string,
  rows: string,
  { filter }: CountedFrom,
): string {
  const [outside, held] =
    filter === null
      ? ['false as outside', key]
      : ['outside', `case when not outside then ${key} end`];
  return `select ${outside}, ${held} as ${name}, ${items} from ${rows} group by all`;
}

const special = (of: Scalar, context: DialectContext) =>
  isInstant(of, context) || mayBeSpecial(of, context);

/** The exponent of a number, above zero: the whole part of a logarithm, and another range of cells below zero. */
const octave = (isSpecial: boolean) => {
  const exponent = 'cast(floor(log2(abs(v))) as integer) + 1100';
  const finite = `case when v = 0 then 0 when v > 0 then ${exponent} else ${exponent} + 3000 end`;
  if (!isSpecial) return finite;
  return `case when isnan(v) then ${apart.nan} when isinf(v) then case when v > 0 then ${apart.above} else ${apart.below} end else ${finite} end`;
};

/** Adds up the rows of finer cells: those between two edges are neighbours. */
function together(
  byFiner: string,
  ends: boolean,
  edges: readonly number[],
  finer: readonly number[],
): string {
  const places = new Map(finer.map((edge, place) => [edge, place]));
  const aparts = Object.values(apart).sort((one, other) => one - other);
  const firsts = [...aparts, 0, ...edges.map((edge) => (places.get(edge) ?? 0) + 1)];
  const cells = `(select unnest([${unshown(firsts.join(', '))}]) as first, unnest(range(${aparts[0]}, ${edges.length + 1})) as cell)`;
  const least = ends ? ', min(least) as least, max(greatest) as greatest' : '';
  return `select f.outside, c.cell, cast(sum(f.n) as bigint) as n${least} from (${byFiner}) as f asof join ${cells} as c on f.cell >= c.first group by all`;
}

const shifted = ['TINYINT', 'SMALLINT', 'INTEGER', 'BIGINT', 'UTINYINT', 'USMALLINT', 'UINTEGER'];

/** True if the values have an integer type that the engine shifts and compares with any other integer. */
const hasShift = (of: Scalar, { columns }: DialectContext) =>
  of.kind === 'column' &&
  shifted.includes(columns.find(({ name }) => name === of.name)?.type ?? '');

const printers: Printers = {
  octaves: ({ of }, from, context) => {
    const cell = `case when v is null then ${apart.null} else ${octave(special(of, context))} end`;
    return grouped(
      [cell, 'cell'],
      'count(*) as n, min(v) as least, max(v) as greatest',
      rowsOf(ordered(of, context), from),
      from,
    );
  },
  cells: ({ of, edges, ends }, from, context) => {
    const isInteger = hasShift(of, context);
    const value = isInteger ? scalar(of, context) : ordered(of, context);
    const sought = {
      double: isInteger ? 'cast(v as double)' : 'v',
      integer: isInteger ? 'v' : null,
      mayBeSpecial: special(of, context),
    };
    const finer = evenRuns(edges);
    const { code, cell } = cellOf(sought, finer);
    const [counts, least, greatest] = ['count(*) as n', 'min(v) as least', 'max(v) as greatest'];
    const items = ends ? `${counts}, ${least}, ${greatest}` : counts;
    const byCode = grouped([unshown(code), 'code'], items, rowsOf(value, from), from);
    const byCell = `select * exclude (code), ${unshown(cell)} as cell from (${byCode})`;
    return finer.length === edges.length ? byCell : together(byCell, ends, edges, finer);
  },
  ends: ({ of }, from, context) => {
    const value = inScope(from);
    return `select false as outside, count(${value}) as n, min(${value}) as least, max(${value}) as greatest from ${rowsOf(ordered(of, context), from)}`;
  },
  different: ({ of }, from, context) => {
    const value = inScope(from);
    return `select false as outside, count(${value}) as n, approx_count_distinct(${value}) as different from ${rowsOf(ordered(of, context), from)}`;
  },
  firstDifferent: ({ of, rows }, from, context) =>
    `select false as outside, count(v) as n, count(distinct v) as different from (select ${inScope(from)} as v from ${rowsOf(ordered(of, context), from)} limit ${rows})`,
  numbers: ({ of, most }, from, context) =>
    `${grouped(['v', 'v'], 'count(*) as n', rowsOf(ordered(of, context), from), from)} limit ${most}`,
  categories: ({ of, most, bytes }, from, context) => {
    const size = familyOf(of, context) === 'text' ? 'strlen(v)' : '1';
    const totals = 'partition by outside, v is null';
    const place = 'partition by outside, v is null order by n desc, v';
    return `select outside, v, n, categories, rows from (select *, count(*) over (${totals}) as categories, sum(n) over (${totals}) as rows, row_number() over (${place}) as place, sum(${size}) over (${place} rows unbounded preceding) as bytes from (${grouped(['v', 'v'], 'count(*) as n', rowsOf(scalar(of, context), from), from)})) where place <= ${most} and (bytes is null or bytes <= ${bytes})`;
  },
  listed: ({ of, values }, from, context) => {
    const list = values.map(literal).join(', ');
    const isListed = values.length === 0 ? 'false' : `v in (${unshown(list)})`;
    const rows = rowsOf(scalar(of, context), from);
    return `select outside, case when listed then v end as v, not listed as other, sum(n) as n, count(*) as others from (select *, v is null or ${isListed} as listed from (${grouped(['v', 'v'], 'count(*) as n', rows, from)})) group by 1, 2, 3`;
  },
};

/** A SELECT that counts the values of a column. */
export function distributionSql(
  counting: Counting,
  from: CountedFrom,
  context: DialectContext,
): string {
  const print = printers[counting.kind] as (
    counting: Counting,
    from: CountedFrom,
    context: DialectContext,
  ) => string;
  return print(counting, from, context);
}
