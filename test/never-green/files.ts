import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { DuckDBInstance } from '@duckdb/node-api';
import type { Column, Folder, Source, Table } from './case.ts';
import { csvText, jsonText, sqliteLiteral, sqliteTypes, sqlLiteral, sqlTypes } from './formats.ts';
import { rowCount } from './table.ts';

/** A table of a source, and the file's name for it. */
export type Wanted = readonly [data: string, table: Table, source: Source];

const endings: Readonly<Record<Source, string>> = {
  parquet: 'parquet',
  csv: 'csv',
  json: 'json',
  sqlite: 'sqlite',
  rows: 'rows.json',
};

export const fileName = (data: string, source: Source): string =>
  `${data.replaceAll(/[^a-z0-9]+/gi, '-')}.${endings[source]}`;

/** In SQLite each table is called so. */
export const sqliteTable = 'data';

/** Write the files of these tables; `now` is what ages are taken from. */
export async function writeFiles(
  folder: string,
  wanted: readonly Wanted[],
  now: Date,
): Promise<void> {
  const instance = await DuckDBInstance.create(':memory:');
  const connection = await instance.connect();
  try {
    for (const [data, table, source] of wanted) {
      const path = join(folder, fileName(data, source));
      rmSync(path, { force: true, recursive: true });
      const run = (sql: string) => connection.run(sql);
      if (table.folder === undefined) await writeFile(table, path, source, now, run);
      else await writeFolder(table.folder, path, source, now, run);
    }
  } finally {
    connection.disconnectSync();
    instance.closeSync();
  }
}

type RunSql = (sql: string) => Promise<unknown>;

async function writeFile(table: Table, path: string, source: Source, now: Date, run: RunSql) {
  const whole = table.files?.[source];
  if (typeof whole === 'string') writeFileSync(path, whole);
  else if (whole !== undefined) writeFileSync(path, Buffer.from(whole.base64, 'base64'));
  else if (source === 'parquet') await run(parquetSql(table, path, now));
  else if (source === 'csv') writeFileSync(path, csvText(table, now));
  else if (source === 'json') writeFileSync(path, jsonText(table, now));
  else if (source === 'sqlite') writeSqlite(table, path, now);
}

async function writeFolder(
  { files }: Folder,
  path: string,
  source: Source,
  now: Date,
  run: RunSql,
) {
  for (const [name, held] of Object.entries(files)) {
    const file = join(path, typeof held === 'string' ? name : `${name}.${endings[source]}`);
    mkdirSync(dirname(file), { recursive: true });
    if (typeof held === 'string') writeFileSync(file, held);
    else await writeFile({ columns: held }, file, source, now, run);
  }
}

/** What a source is given in the place of the file of a table. */
export const filesOf = ({ folder }: Table, path: string, source: Source): string =>
  folder?.glob === undefined ? path : join(path, `${folder.glob}.${endings[source]}`);

function parquetSql(table: Table, path: string, now: Date): string {
  const columns = Object.entries(table.columns);
  const shape = columns.map(([name, { type }]) => `${quoted(name)} ${typeOf(type)}`).join(', ');
  const rows = cellRows(table).map(
    (row) => `(${row.map((cell) => sqlLiteral(cell, now)).join(', ')})`,
  );
  return [
    `create or replace temp table written (${shape});`,
    rows.length > 0 ? `insert into written values ${rows.join(', ')};` : '',
    `copy written to '${path}' (format parquet);`,
  ].join('\n');
}

function typeOf(type: Column['type']): string {
  if (type === 'mixed') throw new Error('A Parquet column holds values of one type.');
  return sqlTypes[type];
}

function writeSqlite(table: Table, path: string, now: Date): void {
  const database = new DatabaseSync(path);
  const shape = Object.entries(table.columns).map(
    ([name, { type }]) => `${quoted(name)} ${sqliteTypes[type]}`,
  );
  const name = table.view === undefined ? sqliteTable : 'stored';
  database.exec(`create table ${name} (${shape.join(', ')})`);
  database.exec('begin');
  for (const row of cellRows(table)) {
    const cells = row.map((cell) => sqliteLiteral(cell, now)).join(', ');
    database.exec(`insert into ${name} values (${cells})`);
  }
  database.exec('commit');
  if (table.view !== undefined) database.exec(`create view ${sqliteTable} as ${table.view}`);
  database.close();
}

const cellRows = (table: Table) =>
  Array.from({ length: rowCount(table) }, (_, at) =>
    Object.values(table.columns).map(({ values }) => values[at] ?? null),
  );

const quoted = (name: string): string => `"${name.replaceAll('"', '""')}"`;
