import { isAbsolute, join } from 'node:path';
import { literal } from '../../dataset/sql/quote.ts';
import { openScripts, type Scripts } from '../../engine/duckdb/script/open-scripts.ts';
import type { Script } from '../../engine/duckdb/script/script.ts';
import { ScriptError, type ScriptFailure } from '../../engine/duckdb/script/script-error.ts';
import { kindInWords } from '../../value/kind-in-words.ts';
import { FuzzError, StepError, type StepErrorCode } from '../fuzz-error.ts';
import type { OpenStep, Step, StepOptions, StepOutput, StepTable } from '../step.ts';
import { scriptTable } from './script-table.ts';
import { readStepFile, stepFile } from './step-file.ts';
import { checkStepOptions } from './step-options.ts';
import { stepRow } from './step-value.ts';

/** Options of {@link sqlStep}. */
export interface SqlStepOptions {
  /** Files that the SQL may read, such as lookups, relative to the root; none unless given. */
  readonly allow?: readonly string[];
}

/**
 * A cleaning step in SQL: the path of a file that ends in `.sql`, relative to the project's root, or SQL text. It runs
 * in an in-process DuckDB, where each run begins with nothing but its input.
 *
 * A single input is the table `input`; several stand under their names. The result is the rows of the last statement if
 * that is a query, else the table or view `output`. Times are in UTC. A text among the numbers of a column makes it
 * VARCHAR, as in a file. The SQL reads no files but those in `allow`, and writes none.
 *
 * @example
 * sqlStep('steps/clean.sql', { allow: ['data/countries.csv'] })
 */
export function sqlStep(fileOrText: string, options: SqlStepOptions = {}): Step {
  const { allow = [] } = checkStepOptions('sqlStep', options, {
    allow: {
      accepts: (value) => Array.isArray(value) && value.every((one) => typeof one === 'string'),
      wanted: "a list of paths, such as ['data/countries.csv']",
    },
  });
  const isFile = isPath(fileOrText);
  return Object.freeze({
    kind: 'step',
    label: isFile ? fileOrText : 'SQL step',
    watch: isFile ? [fileOrText, ...allow] : allow,
    isParallel: true,
    readsData: allow.length > 0,
    open: (surroundings: StepOptions) => openSql(fileOrText, isFile, allow, surroundings),
  } satisfies Step);
}

function isPath(given: unknown): boolean {
  if (typeof given === 'string' && /^[^\n;]+\.sql$/i.test(given)) return true;
  if (typeof given === 'string' && /\s/.test(given.trim())) return false;
  const shown = typeof given === 'string' ? JSON.stringify(given) : kindInWords(given);
  throw new FuzzError(
    'OPTION_INVALID',
    `sqlStep() takes the path of a file that ends in .sql, or SQL text such as 'select distinct * from input'; ${shown} is neither.`,
  );
}

async function openSql(
  fileOrText: string,
  isFile: boolean,
  allow: readonly string[],
  { root, timeout }: StepOptions,
): Promise<OpenStep> {
  const text = isFile ? readStepFile(fileOrText, root) : fileOrText;
  const files = allow.map((path) => stepFile(path, root));
  const label = isFile ? fileOrText : null;
  const scripts = await openScripts(files);
  try {
    const script = await worded(label, () => scripts.parse(absolutePaths(text, allow, root)));
    return {
      run: (tables) => worded(label, () => run(scripts, script, tables, timeout)),
      close: scripts.close,
    };
  } catch (error) {
    await scripts.close();
    throw error;
  }
}

/** DuckDB would look for relative paths in the folder of the process, which need not be the root. */
const absolutePaths = (text: string, allow: readonly string[], root: string) =>
  allow
    .filter((path) => !isAbsolute(path))
    .reduce((sql, path) => sql.replaceAll(literal(path), literal(join(root, path))), text);

async function run(
  scripts: Scripts,
  script: Script,
  tables: readonly StepTable[],
  timeout: number,
): Promise<StepOutput> {
  const { columns, rows } = await scripts.run(script, tables.map(scriptTable), timeout);
  return { columns, rows: rows.map((row) => stepRow(row, columns)) };
}

const codes: Readonly<Record<ScriptFailure, StepErrorCode>> = {
  failed: 'STEP_FAILED',
  refused: 'STEP_INVALID',
  timeout: 'STEP_TIMEOUT',
  'no result': 'STEP_INVALID',
};

/** Makes sentences of a script's errors, with the place in the file. */
async function worded<Result>(label: string | null, act: () => Promise<Result>): Promise<Result> {
  try {
    return await act();
  } catch (error) {
    if (!(error instanceof ScriptError)) throw error;
    const { statement, line, message } = error;
    const place = line === null ? (label ?? '') : `${label ?? 'its text'}:${line}`;
    const where = [statement === null ? '' : `statement ${statement}`, place].filter(Boolean);
    throw new StepError(
      codes[error.failure],
      `The SQL step${where.length === 0 ? '' : ` (${where.join(', ')})`} ${verbs[error.failure]}: ${reason(error.failure, message)}.`,
    );
  }
}

const verbs: Readonly<Record<ScriptFailure, string>> = {
  failed: 'failed',
  refused: "can't run",
  timeout: 'was stopped',
  'no result': 'has no result',
};

const reason = (failure: ScriptFailure, message: string) =>
  failure === 'refused' && message.startsWith('Permission Error')
    ? `a step that reads or writes outside of its folder may not run; name the files that it reads in the option allow (${message.replace(/\.$/, '')})`
    : message.replace(/[.!]$/, '');
