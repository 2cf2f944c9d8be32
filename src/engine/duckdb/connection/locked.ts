import type { DuckDBConnection, DuckDBInstance } from '@duckdb/node-api';
import { DatasetError } from '../../../dataset/dataset.ts';
import { EngineError, type EngineOptions } from '../../engine.ts';
import { damageOf, engineError, maskError } from '../duckdb-errors.ts';
import { loadDuckDB } from './duckdb-api.ts';
import { loadExtensions } from './extensions.ts';
import { makeScratch, removeScratch } from './scratch.ts';

/** The access and settings of an instance, locked before a user's SQL runs on it. */
export interface Grant extends EngineOptions {
  readonly directories: readonly string[];
  /** Files that may be opened besides what lies in the directories. */
  readonly files?: readonly string[];
  readonly extensions: readonly string[];
  readonly setup: readonly string[];
  readonly progress: boolean;
}

/** An instance that can do no more than it was granted. */
export interface Locked {
  readonly instance: DuckDBInstance;
  readonly scratch: string;
  /** Made before the lock, for what can only be set on a connection. */
  readonly spare: DuckDBConnection[];
}

/** Opens an instance with what is granted, and locks it. */
export async function openLocked(grant: Grant): Promise<Locked> {
  const { DuckDBInstance: Instance } = await loadDuckDB();
  const scratch = makeSpillFolder(grant.spillDirectory);
  try {
    const instance = await Instance.create(':memory:', configuration(grant, scratch)).catch(
      (error: unknown) => {
        throw new EngineError('ENGINE_FAILED', startProblem(grant, error));
      },
    );
    try {
      return { instance, scratch, spare: await prepare(instance, grant) };
    } catch (error) {
      instance.closeSync();
      throw error;
    }
  } catch (error) {
    removeScratch(scratch);
    throw error;
  }
}

/** Closes an instance, and removes the folder that it spills into. */
export function closeLocked({ instance, spare, scratch }: Locked): void {
  for (const connection of spare) connection.disconnectSync();
  instance.closeSync();
  removeScratch(scratch);
}

function makeSpillFolder(parent: string | undefined): string {
  try {
    return makeScratch(parent);
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? ` (${error.code})` : '';
    throw new EngineError(
      'ENGINE_FAILED',
      `No temporary folder can be made in ${parent ?? 'the system’s own'}${code}: give a spillDirectory that exists and may be written to.`,
    );
  }
}

function configuration(grant: Grant, scratch: string): Record<string, string> {
  return {
    autoinstall_known_extensions: 'false',
    autoload_known_extensions: 'false',
    allow_community_extensions: 'false',
    // A remote file is else read with the secrets kept in the home folder, which the lock forbids to open.
    allow_persistent_secrets: 'false',
    temp_directory: scratch,
    // A file that is written anew within the second, as long as it was, is else answered for from what it held before.
    enable_external_file_cache: 'false',
    // What a query has freed is else given back to the system from 512 MB on.
    allocator_bulk_deallocation_flush_threshold: '16MB',
    ...(grant.extensionDirectory !== undefined && {
      extension_directory: grant.extensionDirectory,
    }),
    ...(grant.memoryLimit !== undefined && { memory_limit: grant.memoryLimit }),
    ...(grant.threads !== undefined && { threads: String(grant.threads) }),
  };
}

function startProblem({ threads, memoryLimit, extensionDirectory }: Grant, error: unknown): string {
  const why = error instanceof Error ? error.message.split('\n')[0] : '';
  const options = JSON.stringify({ threads, memoryLimit, extensionDirectory });
  return `DuckDB does not start with the options ${options}: ${why}`;
}

/** The most sessions that can show their progress at once. */
const watched = 4;

/** Extensions and databases first, for they need the access that is then taken away for good. */
async function prepare(instance: DuckDBInstance, grant: Grant): Promise<DuckDBConnection[]> {
  const connection = await instance.connect();
  try {
    await loadExtensions(connection, grant.extensions);
    for (const statement of grant.setup) await setUp(connection, statement, grant);
    const spare = grant.progress ? await watchable(instance) : [];
    await connection.run(lock(grant));
    return spare;
  } finally {
    connection.disconnectSync();
  }
}

/** Runs a statement of a dataset's setup. */
export async function setUp(
  connection: DuckDBConnection,
  statement: string,
  { directories }: Pick<Grant, 'directories'>,
): Promise<void> {
  try {
    await connection.run(statement);
  } catch (error) {
    if (!(error instanceof Error)) throw error;
    const { code } = engineError(error, directories);
    if (code !== 'ENGINE_FAILED') throw engineError(error, directories);
    throw new DatasetError(
      'DATASET_UNREADABLE',
      `The dataset can't be opened: ${damageOf(error.message, directories) ?? maskError(error.message, directories)}`,
    );
  }
}

async function watchable(instance: DuckDBInstance): Promise<DuckDBConnection[]> {
  const made = await Promise.all(Array.from({ length: watched }, () => instance.connect()));
  for (const connection of made)
    await connection.run('set enable_progress_bar = true; set enable_progress_bar_print = false');
  return made;
}

function lock({ directories, files = [] }: Grant): string {
  const list = (paths: readonly string[]) =>
    `[${paths.map((path) => `'${path.replaceAll("'", "''")}'`).join(', ')}]`;
  return [
    // Times without a zone are UTC here, wherever the run is.
    "set global TimeZone = 'UTC'",
    // Of statistics in Parquet files, DuckDB 1.5 believes that there is no NaN beyond them: pyarrow leaves it out of them,
    // and `x > 5`, which NaN is, was decided to be false for every row.
    "set global disabled_optimizers = 'statistics_propagation'",
    `set allowed_directories = ${list(directories)}`,
    ...(files.length > 0 ? [`set allowed_paths = ${list(files)}`] : []),
    'set enable_external_access = false',
    'set lock_configuration = true',
  ].join(';\n');
}
