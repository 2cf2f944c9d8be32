import { loadDuckDB } from '../connection/duckdb-api.ts';
import { closeLocked, openLocked } from '../connection/locked.ts';
import { parseScript } from './parse-script.ts';
import { runScript } from './run-script.ts';
import type { Script, ScriptResult, ScriptTable } from './script.ts';

/** An instance of DuckDB that runs scripts on small tables, and keeps nothing between two runs. */
export interface Scripts {
  /**
   * Parses a script.
   *
   * @throws {ScriptError} `refused`, with the line and the column of a syntax error, and for statements that reach out
   * of the database.
   */
  readonly parse: (text: string) => Promise<Script>;
  /**
   * Runs a script on tables of its own. Runs that are asked for at once follow one another.
   *
   * @throws {ScriptError} if a statement fails or takes longer than `timeout` milliseconds, or if there is no result.
   */
  readonly run: (
    script: Script,
    tables: readonly ScriptTable[],
    timeout: number,
  ) => Promise<ScriptResult>;
  readonly close: () => Promise<void>;
}

/** Opens a locked instance for scripts. They may read the files with these absolute paths, and no others. */
export async function openScripts(files: readonly string[] = []): Promise<Scripts> {
  const api = await loadDuckDB();
  const open = () => openLocked({ ...grant, files });
  let locked = await open();
  let isSpent = false;
  let last: Promise<unknown> = Promise.resolve();
  const next = async (script: Script, tables: readonly ScriptTable[], timeout: number) => {
    if (isSpent) locked = await open();
    isSpent = false;
    const abandon = () => {
      isSpent = true;
    };
    const run = { instance: locked.instance, api, script, tables, timeout, abandon };
    return runScript(run);
  };
  return {
    parse: (text) => parseScript(locked.instance, text),
    run: (script, tables, timeout) => {
      const result = last.then(() => next(script, tables, timeout));
      last = result.catch(() => undefined);
      return result;
    },
    close: async () => {
      await last;
      if (!isSpent) closeLocked(locked);
    },
  };
}

/** Datasets of a few rows are faster on one thread. */
const grant = {
  threads: 1,
  memoryLimit: '512MB',
  directories: [],
  extensions: [],
  setup: [],
  progress: false,
} as const;
