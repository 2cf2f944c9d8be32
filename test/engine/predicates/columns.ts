import type { DuckDBConnection } from '@duckdb/node-api';
import { type Draw, pick } from './draw.ts';
import { type ColumnType, types } from './types.ts';

/** A column of a file, with the values that are there to be asked for. */
export interface Column {
  readonly name: string;
  /** `int8`, of the name `int8_sorted`. */
  readonly typeName: string;
  readonly shape: string;
  readonly type: ColumnType;
  /** Its values as DuckDB prints them, ascending. */
  readonly values: readonly string[];
}

/** The columns of a table, whose names say what they are. */
export async function columnsOf(
  table: string,
  connection: DuckDBConnection,
): Promise<readonly Column[]> {
  const described = await connection.runAndReadAll(`describe ${table}`);
  const names = described.getRows().map(([name]) => String(name));
  const values = names.map(
    (name) => `cast(list(distinct ${name} order by ${name} nulls first) as varchar[])`,
  );
  const distinct = await connection.runAndReadAll(`select ${values.join(', ')} from ${table}`);
  const lists = distinct.getRowsJS()[0] ?? [];
  return names.map((name, at) => columnOf(name, lists[at]));
}

function columnOf(name: string, distinct: unknown): Column {
  const [typeName = '', shape = ''] = name.split('_');
  const type = types[typeName];
  if (!type || !Array.isArray(distinct)) throw new Error(`There is no type for column ${name}.`);
  const values = distinct.filter((value) => value !== null).map(String);
  return { name, typeName, shape, type, values };
}

export const quoted = (text: string) => `'${text.replaceAll("'", "''")}'`;

/** A predicate holds no NUL, so such text is put together. */
const quotedText = (text: string) =>
  text.includes('\0') ? `(${text.split('\0').map(quoted).join(' || chr(0) || ')})` : quoted(text);

/** A value in SQL, in one of the ways in which a person would write it. */
function spelled(value: string, { type }: Column, draw: Draw): string {
  const cast = `cast(${quotedText(value)} as ${type.sql})`;
  if (type.sql === 'varchar') return quotedText(value);
  if (type.bare === 'never' || draw(2) === 0) return cast;
  if (type.bare === 'quoted') return quoted(value);
  return /^-?\d+(\.\d+)?$/.test(value) ? value : cast;
}

/** A constant to compare with: often a value of the column, else one that it has not, and now and then NULL. */
export function constant(column: Column, draw: Draw): string {
  const kind = draw(20);
  if (kind === 0) return 'null';
  if (kind < 5) return pick(column.type.absent, draw);
  return spelled(pick(column.values, draw), column, draw);
}

/** Two constants of the column's values, the lesser one first. */
export function range(column: Column, draw: Draw): readonly [string, string] {
  const [low, high] = [draw(column.values.length), draw(column.values.length)].sort(
    (a, b) => a - b,
  );
  const at = (index = 0) => spelled(column.values[index] ?? '', column, draw);
  return [at(low), at(high)];
}
