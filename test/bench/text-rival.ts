import process from 'node:process';
import { DuckDBInstance } from '@duckdb/node-api';

import { expectations } from './planner-expectations.ts';
import { byHand } from './text-by-hand.ts';
import { formats, isFormat } from './text-formats.ts';

// The SELECT that one would write by hand, as a process of its own: `node text-rival.ts FORMAT ROWS EXTENSIONS FILE...`
// prints what it measured; EXTENSIONS is the folder of DuckDB's extensions, or nothing.

const [format = '', rowCount, extensions, ...files] = process.argv.slice(2);
if (!isFormat(format)) throw new Error(`There is no format ${format}.`);
const options = extensions ? { extension_directory: extensions } : {};
const connection = await (await DuckDBInstance.create(':memory:', options)).connect();
const chosen = expectations(Number(rowCount)).filter(({ name }) => byHand.includes(name));
const items = chosen.map(({ sql }, at) => `${sql} as e${at}`).join(', ');
const reader = await connection.runAndReadAll(
  `select ${items} from ${formats[format].relation(files)}`,
);
const values = (reader.getRows()[0] ?? []).map(Number);
connection.closeSync();
const red = chosen.filter(({ low, high }, at) => {
  const value = values[at] ?? Number.NaN;
  return !(value >= low && value <= high);
});
if (red.length > 0) throw new Error(`Missed: ${red.map(({ name }) => name).join(', ')}.`);
console.log(JSON.stringify({ values }));
