import { rmSync, writeFileSync } from 'node:fs';
import { DatabaseSync } from 'node:sqlite';
import { DuckDBInstance } from '@duckdb/node-api';
import { type DataType, Float64, Int64, Table, Utf8, vectorFromArray } from 'apache-arrow';
import { writeXlsx } from '../../support/write-xlsx.ts';
import type { LawColumn, LawRows, LawValue } from './law-rows.ts';

// One writer a format. Each writes the rows to a path, over what is there.

const quoted = (name: string) => `"${name.replaceAll('"', '""')}"`;
const literal = (value: LawValue) =>
  typeof value === 'string' ? `'${value.replaceAll("'", "''")}'` : String(value);

/** Texts are quoted, so that an empty one is no NULL and a cut one is seen. */
export function writeCsv(path: string, { columns, rows }: LawRows): void {
  const cell = (value: LawValue) => (typeof value === 'string' ? quoted(value) : `${value ?? ''}`);
  const lines = [columns.map(({ name }) => quoted(name)), ...rows.map((row) => row.map(cell))];
  writeFileSync(path, lines.map((fields) => `${fields.join(',')}\n`).join(''));
}

export function writeJson(path: string, { columns, rows }: LawRows): void {
  const cell = (value: LawValue) =>
    typeof value === 'bigint' ? `${value}` : JSON.stringify(value);
  const records = rows.map((row) => {
    const fields = columns.map(
      ({ name }, at) => `${JSON.stringify(name)}:${cell(row[at] ?? null)}`,
    );
    return `{${fields.join(',')}}`;
  });
  writeFileSync(path, `[${records.join(',\n')}]`);
}

/** The statements that make the table in an SQL database. */
function statements(table: string, { columns, rows }: LawRows, types: SqlTypes): readonly string[] {
  const shape = columns.map(({ name, type }) => `${quoted(name)} ${types[type]}`).join(', ');
  const values = rows.map((row) => `(${row.map(literal).join(', ')})`).join(', ');
  return [
    `create table ${table} (${shape})`,
    ...(rows.length > 0 ? [`insert into ${table} values ${values}`] : []),
  ];
}

type SqlTypes = Readonly<Record<LawColumn['type'], string>>;

export function writeSqlite(path: string, table: LawRows): void {
  rmSync(path, { force: true });
  const database = new DatabaseSync(path);
  const types = { integer: 'integer', number: 'real', text: 'text' };
  for (const statement of statements('t', table, types)) database.exec(statement);
  database.close();
}

const duckdbTypes = { integer: 'bigint', number: 'double', text: 'varchar' };

async function inDuckDB(path: string, all: readonly string[]): Promise<void> {
  const instance = await DuckDBInstance.create(path);
  const connection = await instance.connect();
  try {
    for (const statement of all) await connection.run(statement);
  } finally {
    connection.disconnectSync();
    instance.closeSync();
  }
}

export async function writeDuckDB(path: string, table: LawRows): Promise<void> {
  rmSync(path, { force: true });
  await inDuckDB(path, statements('t', table, duckdbTypes));
}

export async function writeParquet(path: string, table: LawRows): Promise<void> {
  const copy = `copy t to ${literal(path)} (format parquet)`;
  await inDuckDB(':memory:', [...statements('t', table, duckdbTypes), copy]);
}

export const writeExcel = (path: string, { columns, rows }: LawRows): void =>
  writeXlsx(path, [columns.map(({ name }) => name), ...rows]);

/** A character count wide enough for each value of the laws' tables. */
export const fieldWidth = 12;

export function writeFixedWidth(path: string, { rows }: LawRows): void {
  const line = (row: readonly LawValue[]) =>
    row.map((value) => `${value ?? ''}`.padStart(fieldWidth)).join('');
  writeFileSync(path, rows.map((row) => `${line(row)}\n`).join(''));
}

export const objectsOf = ({ columns, rows }: LawRows): readonly object[] =>
  rows.map((row) => Object.fromEntries(columns.map(({ name }, at) => [name, row[at] ?? null])));

const arrowTypes = {
  integer: () => new Int64(),
  number: () => new Float64(),
  text: () => new Utf8(),
};

export const arrowTable = ({ columns, rows }: LawRows): Table =>
  new Table(
    Object.fromEntries(
      columns.map(({ name, type }, at) => [
        name,
        vectorFromArray<DataType>(
          rows.map((row) => row[at] ?? null),
          arrowTypes[type](),
        ),
      ]),
    ),
  );
