import type { DuckDBConnection, DuckDBInstance, DuckDBMaterializedResult } from '@duckdb/node-api';
import { messageOf } from '../../../value/thrown.ts';
import type { DuckDB } from '../connection/duckdb-api.ts';
import { isInternal } from '../duckdb-errors.ts';
import { describeColumns } from '../values/duckdb-types.ts';
import { chunkRows } from '../values/engine-values.ts';
import { appendRows, tableOf } from '../values/insert-rows.ts';
import type { Script, ScriptResult, ScriptTable } from './script.ts';
import { readPointed, ScriptError } from './script-error.ts';
import type { Statement } from './split-statements.ts';
import { withTimeout } from './with-timeout.ts';

/** All that a run needs. */
export interface ScriptRun {
  readonly instance: DuckDBInstance;
  readonly api: DuckDB;
  readonly script: Script;
  readonly tables: readonly ScriptTable[];
  readonly timeout: number;
  /** Called when the instance can't be used again: a query does not end although it was interrupted. */
  readonly abandon: () => void;
}

/**
 * Runs a script on a connection of its own, in a transaction that is rolled back: tables, views, macros and sequences go
 * with the transaction; variables and prepared statements with the connection.
 */
export async function runScript(run: ScriptRun): Promise<ScriptResult> {
  const { instance, timeout, abandon } = run;
  const connection = await instance.connect();
  const result = resultOf(connection, run).finally(() => connection.disconnectSync());
  return withTimeout(result, timeout, { interrupt: () => connection.interrupt(), abandon });
}

async function resultOf(connection: DuckDBConnection, run: ScriptRun): Promise<ScriptResult> {
  const { statements } = run.script;
  await fill(connection, run);
  const last = await lastResult(connection, statements).catch(async (error: unknown) => {
    if (isInterrupted(error)) throw error;
    if (isInternal(error)) run.abandon();
    await connection.run('rollback');
    await fill(connection, run);
    throw await located(connection, run.script, error);
  });
  return readResult(await queried(connection, last, run.api), run.api);
}

/** Runs all statements but the last in one call: of several, DuckDB returns the first result, not the last. */
async function lastResult(
  connection: DuckDBConnection,
  statements: readonly Statement[],
): Promise<DuckDBMaterializedResult> {
  const before = statements.slice(0, -1).map(({ sql }) => sql);
  if (before.length > 0) await connection.run(before.join('\n;\n'));
  return connection.run(statements.at(-1)?.sql ?? '');
}

/** Begins the transaction, and creates its tables. */
async function fill(connection: DuckDBConnection, { api, tables }: ScriptRun): Promise<void> {
  const made = tables.map(({ name, columns }) => `create ${tableOf(name, columns)}`);
  await connection.run(['begin', ...made].join('; '));
  for (const { name, columns, rows } of tables)
    await appendRows(connection, api, name, columns, rows);
}

const isInterrupted = (error: unknown) => messageOf(error).startsWith('INTERRUPT Error');

/** Runs the statements one by one, to find the one that failed when they ran in one call, which is faster. */
async function located(
  connection: DuckDBConnection,
  { statements }: Script,
  error: unknown,
): Promise<ScriptError> {
  for (const [index, { sql, line }] of statements.entries()) {
    try {
      await connection.run(sql);
    } catch (failed) {
      if (isInterrupted(failed)) throw failed;
      const pointed = readPointed(messageOf(failed), sql);
      return new ScriptError(failureOf(pointed.words), pointed.words, {
        statement: index + 1,
        line: line + (pointed.line ?? 1) - 1,
      });
    }
  }
  const { words } = readPointed(messageOf(error), '');
  return new ScriptError('failed', words);
}

/** Rights do not depend on the data. */
const failureOf = (words: string) => (words.startsWith('Permission Error') ? 'refused' : 'failed');

/** The last statement's rows if it is a query, else those of `output`. */
async function queried(
  connection: DuckDBConnection,
  last: DuckDBMaterializedResult,
  api: DuckDB,
): Promise<DuckDBMaterializedResult> {
  if (last.returnType === api.ResultReturnType.QUERY_RESULT) return last;
  return connection.run('from output').catch((error: unknown) => {
    const words = messageOf(error);
    if (!words.startsWith('Catalog Error')) throw error;
    throw new ScriptError(
      'no result',
      'its last statement is no query, and there is no table or view called output: end with a select, or create a table output',
    );
  });
}

function readResult(result: DuckDBMaterializedResult, api: DuckDB): ScriptResult {
  const columns = describeColumns(result, api);
  const names = columns.map(({ name }) => name);
  const twice = names.find((name, index) => names.indexOf(name) < index);
  if (twice !== undefined)
    throw new ScriptError(
      'no result',
      `its result has two columns called '${twice}': give one of them another name`,
    );
  const rows = Array.from({ length: result.chunkCount }, (_, index) => {
    const chunk = result.getChunk(index);
    return chunkRows(chunk, names, chunk.rowCount, api);
  }).flat();
  return { columns, rows };
}
