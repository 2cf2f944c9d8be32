import process from 'node:process';

import { DuckDBInstance } from '@duckdb/node-api';

import { columns, expectations } from './planner-expectations.ts';

// A rival of Assay as a process of its own: `node planner-rival.ts fused|single ROWS FILE...` prints what it measured.

const [kind, rowCount, ...files] = process.argv.slice(2);
const all = expectations(Number(rowCount));
const relation = `read_parquet([${files.map((file) => `'${file}'`).join(', ')}])`;

const connection = await (await DuckDBInstance.create(':memory:')).connect();
const start = performance.now();
const values = kind === 'fused' ? await measured(all.map(({ sql }) => sql)) : await oneByOne();
const typed = await columnTypes();
const engine = (performance.now() - start) / 1000;
connection.closeSync();

const red = all.filter(({ low, high }, at) => {
  const value = values[at] ?? Number.NaN;
  return !(value >= low && value <= high);
});
if (!typed || red.length > 0) {
  throw new Error(`Expected all to hold, and missed: ${red.map(({ name }) => name).join(', ')}`);
}
console.log(JSON.stringify({ engine, values }));

async function measured(sqls: readonly string[]): Promise<readonly number[]> {
  const items = sqls.map((sql, at) => `${sql} as e${at}`);
  const reader = await connection.runAndReadAll(`select ${items.join(', ')} from ${relation}`);
  return (reader.getRows()[0] ?? []).map(Number);
}

async function oneByOne(): Promise<readonly number[]> {
  const found: number[] = [];
  for (const { sql } of all) found.push(...(await measured([sql])));
  return found;
}

async function columnTypes(): Promise<boolean> {
  const reader = await connection.runAndReadAll(`describe select * from ${relation}`);
  const found = new Map(reader.getRows().map(([name, type]) => [String(name), String(type)]));
  return Object.entries(columns).every(([name, [, type]]) => found.get(name) === type);
}
