import type { Reader } from '../../../../src/dataset/dataset.ts';
import { identifier } from '../../../../src/dataset/sql/quote.ts';
import type { RowProblem } from '../record-location.ts';
import { type CastTrial, castFailureSql, countCastFailures } from './cast-failures.ts';
import type { TypedColumn } from './choose-types.ts';
import { textPattern } from './text-pattern.ts';

/** Rows whose text can't be read as the type of its column. */
export interface Misreads {
  readonly listed: readonly RowProblem[];
  /** The number of rows, each of which has one such text or more. */
  readonly count: number;
  /** The number of such texts in each column that has some. */
  readonly fields: ReadonlyMap<string, number>;
}

/**
 * Finds rows with a text that can't be read as its column's type. Counts all of them, and describes the first: the
 * expected type and the shape of the text, without the text. `row` is SQL for the row number.
 */
export async function findMisreads(
  reader: Reader,
  table: string,
  columns: readonly TypedColumn[],
  limit: number,
  row = 'rowid',
): Promise<Misreads> {
  const suspects = suspectsOf(columns);
  if (suspects.length === 0) return { listed: [], count: 0, fields: new Map() };
  const { ordered, list, any } = castFailureSql(suspects);
  const rows = await reader.query(
    `select ${row} as r, list_position(${list}, true) as i, [${ordered.map(({ from }) => from).join(', ')}][i] as t, [${ordered.map(({ from, reading }) => reading.refused?.is(from) ?? 'false').join(', ')}][i] as refused from ${table} where ${any} order by r limit ${limit}`,
  );
  const [total] = await reader.query(`select count(*) as n from ${table} where ${any}`);
  const listed = rows.map(({ r, i, t, refused }) => {
    const { from, reading } = ordered[Number(i) - 1] as CastTrial;
    const column = columns.find((one) => one.from === from)?.name ?? from;
    const words = (refused === true ? reading.refused : reading)?.words;
    const message = `the value is not ${words}: it is written like ${textPattern(String(t))}`;
    return { row: Number(r), column, message };
  });
  const fields = await countFields(reader, table, columns);
  return { listed, count: Number(total?.n ?? 0), fields };
}

/** Counts the texts of each column that can't be read as its type. Columns without any are left out. */
export async function countFields(
  reader: Reader,
  table: string,
  columns: readonly TypedColumn[],
): Promise<ReadonlyMap<string, number>> {
  const counts = await countCastFailures(reader, table, suspectsOf(columns));
  const named = [...counts].map(([{ from }, count]): [string, number] => [
    columns.find((one) => one.from === from)?.name ?? from,
    count,
  ]);
  return new Map(named.filter(([, count]) => count > 0));
}

const suspectsOf = (columns: readonly TypedColumn[]): readonly CastTrial[] =>
  columns.flatMap(({ from, reading, hasProblems }) =>
    reading && hasProblems ? [{ from, reading }] : [],
  );

/** Creates a table of the rows that can be read, with typed columns in their order, and returns its name. */
export async function makeTyped(
  reader: Reader,
  table: string,
  columns: readonly TypedColumn[],
): Promise<string> {
  const relation = identifier(reader.freshName());
  const items = columns.map(
    ({ from, name, reading }) => `${reading ? reading.cast(from) : from} as ${identifier(name)}`,
  );
  const suspects = suspectsOf(columns);
  const where = suspects.length === 0 ? '' : ` where not ${castFailureSql(suspects).any}`;
  await reader.query(
    `create temp table ${relation} as select ${items.join(', ')} from ${table}${where}`,
  );
  return relation;
}

/** Returns the note on a column that stays text although the contract wants another type. */
export async function wantedNote(
  reader: Reader,
  table: string,
  { from, name, wanted }: TypedColumn,
): Promise<string> {
  const [row] = await reader.query(`select ${from} as t from ${table} where ${from} <> '' limit 1`);
  return `Column "${name}" is left as text: no value in it is ${wanted}; the first is written like ${textPattern(String(row?.t ?? ''))}.`;
}
