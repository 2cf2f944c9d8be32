import type {
  ColumnDescription,
  DialectContext,
  FlaggedRows,
  FlagNames,
  RowFlag,
} from '../../engine.ts';
import { identifier, literal } from './expressions.ts';

/** All rows with their numbers. */
const withNumbers = ({ relation, numbered, names: { row } }: FlaggedRows) =>
  numbered ?? `(select *, row_number() over () as ${row} from ${relation})`;

/** All rows with their numbers and flags. */
function flagged(rows: FlaggedRows): string {
  const tests = rows.flags.map(
    ({ sql }, at) => `case when ${sql} then true else false end as ${rows.names.flag}${at}`,
  );
  return `select ${['*', ...tests].join(', ')} from ${withNumbers(rows)}`;
}

const anyFlag = (flags: readonly RowFlag[], { flag }: FlagNames) =>
  flags.length === 0 ? 'false' : flags.map((_, at) => `${flag}${at}`).join(' or ');

/**
 * A condition with which all rows are read. The reader is not given conditions of two columns: by one of a single column it
 * would skip row groups, and their statistics may be wrong. No number is below 1.
 */
const unread = (condition: string, { row }: FlagNames) => `(${condition}) or ${row} < 1`;

const inOrder = (flags: readonly RowFlag[], { row }: FlagNames) =>
  flags.some(({ shuffles }) => shuffles) ? ` order by ${row}` : '';

function fileSql({ files, names: { row } }: FlaggedRows): string | null {
  if (files === null) return null;
  const ends = files.map(({ name, last }) => `when ${row} <= ${last} then ${literal(name)}`);
  return `case ${ends.join(' ')} end`;
}

/** Types that Parquet has no place for, or would round. */
const asText = /HUGEINT|BIGNUM|^BIT$|UNION|VARIANT|GEOMETRY/;

function storedSql({ name, type }: ColumnDescription): string {
  const quoted = identifier(name);
  return asText.test(type) ? `cast(${quoted} as varchar) as ${quoted}` : quoted;
}

/** The rows that violate anything: all their columns, what they violate, and where they stand. */
export function violatingRowsSql(rows: FlaggedRows, { columns }: DialectContext): string {
  const { flags, names } = rows;
  const ids = flags.map(({ id }, at) => `case when ${names.flag}${at} then ${literal(id)} end`);
  const file = fileSql(rows);
  const list = [
    ...columns.map(storedSql),
    `list_filter([${ids.join(', ')}], lambda id: id is not null) as ${names.expectations}`,
    ...(file === null ? [] : [`${file} as ${names.file}`]),
    names.row,
  ];
  return `select ${list.join(', ')} from (${flagged(rows)}) where ${unread(anyFlag(flags, names), names)}${inOrder(flags, names)}`;
}

/** The rows that violate nothing of it, as they are. */
export function cleanRowsSql(rows: FlaggedRows, { columns }: DialectContext): string {
  const { flags, names } = rows;
  const list = columns.map(storedSql).join(', ');
  return `select ${list} from (${flagged(rows)}) where ${unread(`not (${anyFlag(flags, names)})`, names)}${inOrder(flags, names)}`;
}

/** A bitmap of the rows for which one flag is true. It reads no more columns than the flag needs. */
export function bitmapSql(rows: FlaggedRows, { sql }: RowFlag): string {
  const { row } = rows.names;
  const last = Math.max(1, rows.count);
  const found = `select ${row} from (select ${row}, case when ${sql} then true else false end as flag from ${withNumbers(rows)}) where ${unread('flag', rows.names)}`;
  return `select bitstring_agg(${row}, 1, ${last}) from (${found}) where ${row} between 1 and ${last}`;
}

/** A condition that is true for the rows of a bitmap, which a variable holds. */
export const inBitmapSql = (variable: string, { row }: FlagNames, count: number): string =>
  `case when ${row} <= ${count} then get_bit(getvariable(${literal(variable)}), cast(${row} - 1 as integer)) = 1 end`;

/** Counts the rows of each name in a column of lists of names. */
export const rowsOfEachSql = (list: string, relation: string): string =>
  `select id, count(*) as n from (select unnest(${list}) as id from ${relation}) group by id`;
