import process from 'node:process';
import { DuckDBInstance } from '@duckdb/node-api';

// A plain scan of a CSV file as a process of its own, in which each field of each column is parsed: `node csv-scan.ts FILE`.

const [file] = process.argv.slice(2);
const connection = await (await DuckDBInstance.create(':memory:')).connect();
const reader = await connection.runAndReadAll(`select count(columns(*)) from read_csv('${file}')`);
console.log(reader.getRows()[0]?.length);
connection.closeSync();
