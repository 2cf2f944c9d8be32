import type { DuckDBInstance } from '@duckdb/node-api';
import { messageOf } from '../../../value/thrown.ts';
import type { Script } from './script.ts';
import { readPointed, ScriptError } from './script-error.ts';
import { type Statement, splitStatements } from './split-statements.ts';

/** Statements that read or write files, or reach other databases. */
const outside: ReadonlySet<string> = new Set([
  'ATTACH',
  'COPY',
  'DETACH',
  'EXPORT',
  'IMPORT',
  'INSTALL',
  'LOAD',
]);

/** A run is one transaction already, which is rolled back in the end. */
const transaction: ReadonlySet<string> = new Set(['BEGIN', 'START', 'COMMIT', 'END']);

/** Parses a script with DuckDB, and refuses what would outlive a run. */
export async function parseScript(instance: DuckDBInstance, text: string): Promise<Script> {
  const all = splitStatements(text);
  if (all.length === 0) throw new ScriptError('refused', 'it holds no statement');
  const count = await countStatements(instance, text);
  const statements = all.filter(({ verb }) => !transaction.has(verb));
  for (const [index, statement] of all.entries()) checkReach(statement, index + 1);
  if (count !== all.length || statements.length === 0) {
    throw new ScriptError(
      'refused',
      `DuckDB finds ${count} statement(s) in it, and ${all.length} end in a semicolon: write one statement after another`,
    );
  }
  return { statements };
}

async function countStatements(instance: DuckDBInstance, text: string): Promise<number> {
  const connection = await instance.connect();
  try {
    return (await connection.extractStatements(text)).count;
  } catch (error) {
    const { words, line, column } = readPointed(messageOf(error), text);
    const place = line === null ? '' : ` at line ${line}, column ${column}`;
    throw new ScriptError('refused', `its SQL can't be parsed${place}: ${words}`);
  } finally {
    connection.disconnectSync();
  }
}

function checkReach({ verb, line, sql }: Statement, statement: number): void {
  const place = { statement, line };
  if (outside.has(verb)) {
    throw new ScriptError(
      'refused',
      `${verb} reads or writes outside of the step's own tables, which no step may: read a lookup by read_csv() or read_parquet(), and name its file in the option allow`,
      place,
    );
  }
  if (verb === 'ROLLBACK' || verb === 'ABORT') {
    throw new ScriptError(
      'refused',
      `${verb} would undo the tables of the run: a run is one transaction, so leave it out`,
      place,
    );
  }
  const isSetting = /^(?:SET|RESET)$/.test(verb) && !/^\s*\w+\s+variable\b/i.test(sql);
  if (isSetting) {
    throw new ScriptError(
      'refused',
      `${verb} changes a setting of the database, and these are fixed (times are in UTC): leave it out`,
      place,
    );
  }
}
