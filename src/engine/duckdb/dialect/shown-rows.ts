import type { ColumnDescription, DialectContext, ShownCell, ShownRows } from '../../engine.ts';
import { identifier, literal, scalar } from './expressions.ts';
import { personalSql } from './personal-sql.ts';

/** The first rows that a condition is true for, by a query that ends when it has them. */
export const firstRowsSql = (where: string, rows: ShownRows, context: DialectContext): string =>
  `select ${rowSql(rows, context)} as m from ${rows.relation} where ${unpushed(where)} limit ${rows.most}`;

/** Rows are numbered and packed only where one of the conditions holds. */
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
  return `select ${items.join(', ')} from (select ${rowSql(rows, context)} as r, row_number() over () as n, ${conditions.join(', ')} from ${rows.relation} where ${unpushed(...where)})`;
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
function rowSql({ cells, characters, mask }: ShownRows, context: DialectContext): string {
  const texts = cells.map((cell) => ({
    text: cellSql(cell, mask, context),
    isAsked: cell.shown === 'unlessPersonal',
  }));
  const cut = (text: string) => `left(${text}, ${characters})`;
  if (!texts.some(({ isAsked }) => isAsked))
    return `[${texts.map(({ text }) => cut(text)).join(', ')}]`;
  const list = texts.map(({ text, isAsked }) => `{t: ${text}, p: ${isAsked}}`).join(', ');
  // Written as `v.t`, it would be a field of the dataset's own column `v` where there is one.
  const [text, isAsked] = [`struct_extract(v, 't')`, `struct_extract(v, 'p')`];
  return `list_transform([${list}], lambda v: case when ${isAsked} and ${personalSql(text)} then ${literal(mask)} else ${cut(text)} end)`;
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
