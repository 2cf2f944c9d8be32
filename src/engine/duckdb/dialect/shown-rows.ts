import type {
  ColumnDescription,
  DialectContext,
  ShownCell,
  ShownColumn,
  ShownRows,
} from '../../engine.ts';
import { identifier, literal, scalar } from './expressions.ts';
import { personalSql } from './personal-sql.ts';

/** The first rows that a condition is true for, by a query that ends when it has them. */
export const firstRowsSql = (where: string, rows: ShownRows, context: DialectContext): string =>
  `select ${rowSql(rows, context)} as m from ${rows.relation} where ${unpushed(where)} limit ${rows.most}`;

/**
 * Rows are numbered and packed only where one of the conditions holds, and masked once the first of each are found: to look for
 * what is personal takes 20 µs a value.
 */
export function firstRowsOfEachSql(
  where: readonly string[],
  rows: ShownRows,
  context: DialectContext,
): string {
  const conditions = where.map((one, at) => `(${one}) is true as f${at}`);
  const items = where.map(
    (_, at) =>
      `arg_min(r, n, ${rows.most}) filter (where f${at}) as s${at}, count(*) filter (where f${at}) as n${at}`,
  );
  const found = `select ${items.join(', ')} from (select ${textsSql(rows, context)} as r, row_number() over () as n, ${conditions.join(', ')} from ${rows.relation} where ${unpushed(...where)})`;
  const lists = `[${where.map((_, at) => `s${at}`).join(', ')}]`;
  const masked = `list_transform(${lists}, lambda s: list_transform(s, lambda r: ${shownSql('r', rows)}))`;
  const shown = where.map((_, at) => `masked[${at + 1}] as s${at}, n${at}`);
  return `select ${shown.join(', ')} from (select *, ${masked} as masked from (${found}))`;
}

/** The most values of a column that are masked before the most frequent are listed. */
const mostMasked = 1000;

/**
 * Equal values are counted before they are masked, which takes longer than all the rest. If a column has too many to mask each, only
 * the most frequent are, and no count is returned of those that were masked: there may be more.
 */
export function shownCountsSql(where: string, rows: ShownColumn, context: DialectContext): string {
  const [cell] = rows.cells;
  const text = cellSql(cell, rows.mask, context);
  const values = `select ${text} as t, count(*) as n from ${rows.relation} where ${unpushed(where)} group by 1`;
  const first = `select *, sum(n) over () as total, count(*) over () as kinds from (${values}) order by n desc, t limit ${mostMasked}`;
  const packed = `[${packedSql('t', cell)}]`;
  const shown = `select ${shownSql(packed, rows)}[1] as m, n, total, kinds from (${first})`;
  return `select m, sum(n) as n, max(total) as total from (${shown}) where kinds <= ${mostMasked} or m is distinct from ${literal(rows.mask)} group by m order by n desc, m limit ${rows.most}`;
}

/**
 * In a CASE, which the engine does not push into its reading of the file: what it pushes has lost rows
 * (duckdb/duckdb#24994).
 */
const unpushed = (...conditions: readonly string[]) =>
  `case ${conditions.map((where) => `when ${where} then true`).join(' ')} else false end`;

/**
 * The values of a row as a list of texts, masked in the engine; all of a text is looked at, for what is cut off may be
 * what is personal. A list, so that what looks at them stands in the query once.
 */
const rowSql = (rows: ShownRows, context: DialectContext): string =>
  shownSql(textsSql(rows, context), rows);

/** The values of a row as a list of texts with what is to be asked of each. */
function textsSql({ cells, mask }: ShownRows, context: DialectContext): string {
  return `[${cells.map((cell) => packedSql(cellSql(cell, mask, context), cell)).join(', ')}]`;
}

const packedSql = (text: string, { shown }: ShownCell): string =>
  `{t: ${text}, p: ${shown === 'unlessPersonal'}}`;

/** Masks and cuts such a list. */
function shownSql(texts: string, { cells, characters, mask }: ShownRows): string {
  // Written as `v.t`, it would be a field of the dataset's own column `v` where there is one.
  const [text, isAsked] = [`struct_extract(v, 't')`, `struct_extract(v, 'p')`];
  const cut = `left(${text}, ${characters})`;
  const isAnyAsked = cells.some(({ shown }) => shown === 'unlessPersonal');
  const shown = isAnyAsked
    ? `case when ${isAsked} and ${personalSql(text)} then ${literal(mask)} else ${cut} end`
    : cut;
  return `list_transform(${texts}, lambda v: ${shown})`;
}

function cellSql({ column, shown }: ShownCell, mask: string, context: DialectContext): string {
  if (shown === 'masked')
    return `case when ${identifier(column)} is null then null else ${literal(mask)} end`;
  const described = context.columns.find(({ name }) => name === column);
  return `cast(${asJudged(column, described?.type ?? '', context)} as varchar)`;
}

/** A FLOAT is judged as the double that it is, where 0.10000000149011612 would be shown as 0.1; an INTERVAL as ISO text. */
function asJudged(name: string, type: ColumnDescription['type'], context: DialectContext): string {
  if (type === 'FLOAT' || type === 'INTERVAL') return scalar({ kind: 'column', name }, context);
  const quoted = identifier(name);
  return /^FLOAT(?:\[\d*\])+$/.test(type)
    ? `cast(${quoted} as ${type.replace('FLOAT', 'DOUBLE')})`
    : quoted;
}
