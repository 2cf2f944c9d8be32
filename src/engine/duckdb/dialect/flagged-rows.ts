import type {
  ColumnDescription,
  DialectContext,
  FlaggedRows,
  FlagNames,
  RowFlag,
} from '../../engine.ts';
import { identifier, literal } from './expressions.ts';

/** All rows with their numbers and flags; numbered first, so that nothing is pushed down. */
function flagged({ relation, flags, names }: FlaggedRows): string {
  const tests = flags.map(
    ({ sql }, at) => `case when ${sql} then true else false end as ${names.flag}${at}`,
  );
  const numbered = `select *, row_number() over () as ${names.row} from ${relation}`;
  return `select ${['*', ...tests].join(', ')} from (${numbered})`;
}

const anyFlag = (flags: readonly RowFlag[], { flag }: FlagNames) =>
  flags.length === 0 ? 'false' : flags.map((_, at) => `${flag}${at}`).join(' or ');

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
  return `select ${list.join(', ')} from (${flagged(rows)}) where ${anyFlag(flags, names)}${inOrder(flags, names)}`;
}

/** The rows that violate nothing of it, as they are. */
export function cleanRowsSql(rows: FlaggedRows, { columns }: DialectContext): string {
  const { flags, names } = rows;
  const list = columns.map(storedSql).join(', ');
  return `select ${list} from (${flagged(rows)}) where not (${anyFlag(flags, names)})${inOrder(flags, names)}`;
}

/** Counts the rows of each name in a column of lists of names. */
export const rowsOfEachSql = (list: string, relation: string): string =>
  `select id, count(*) as n from (select unnest(${list}) as id from ${relation}) group by id`;
