import type { DuckDBMaterializedResult } from '@duckdb/node-api';
import { EngineError, type SessionSettings, type StreamOptions } from '../engine.ts';
import type { Work } from './connection/work.ts';
import { engineError, interrupted, isInternal } from './duckdb-errors.ts';
import { chunkRows, type EngineRow } from './values/engine-values.ts';
import { streamRows } from './values/stream-rows.ts';
import { watchProgress } from './watch-progress.ts';

/** The settings that a session answers to; a later run that takes it over brings its own. */
export interface Live {
  readonly settings: SessionSettings;
}

/** The queries of a session, each watched, timed and stopped by the settings of the run. */
export interface Queries {
  /** Runs a statement. `shown` is the text that the run is shown in its place. */
  ask(sql: string, shown?: string): Promise<DuckDBMaterializedResult>;
  query(sql: string, shown?: string): Promise<EngineRow[]>;
  stream(sql: string, options?: StreamOptions): AsyncIterable<readonly EngineRow[]>;
  /** Turns an error of DuckDB's into one without data in it. */
  toError(error: unknown): unknown;
}

/**
 * Returns the queries on a connection. `spend` is called when its instance has failed within itself, and `bring` before each
 * statement, to make what it reads. `shownOf` returns the text of a query without paths that are none of the dataset's.
 */
export function queriesOn(
  work: Work,
  live: Live,
  spend: () => void,
  bring: (sql: string) => Promise<void>,
  shownOf: (sql: string) => string,
): Queries {
  const { connection, api, directories } = work;
  const toError = (error: unknown) => {
    // Its instance answers nobody any more: later sessions get another one.
    if (isInternal(error)) spend();
    return engineError(error, directories);
  };
  const watched = (sql: string) => {
    const started = performance.now();
    const { onProgress, onQuery } = live.settings;
    const done = watchProgress(connection, onProgress);
    return () => {
      done();
      onQuery?.(shownOf(sql), performance.now() - started);
    };
  };
  const ask = async (sql: string, shown = sql) => {
    if (live.settings.signal?.aborted) throw interrupted();
    await bring(sql);
    const done = watched(shown);
    try {
      return await connection.run(sql);
    } catch (error) {
      throw toError(error);
    } finally {
      done();
    }
  };
  let isStreaming = false;
  const query = async (sql: string, shown = sql): Promise<EngineRow[]> => {
    if (isStreaming) throw busy();
    const result = await ask(sql, shown);
    const names = result.columnNames();
    const rows: EngineRow[] = [];
    for (const chunk of await result.fetchAllChunks())
      for (const row of chunkRows(chunk, names, chunk.rowCount, api)) rows.push(row);
    return rows;
  };
  async function* stream(sql: string, options?: StreamOptions) {
    if (isStreaming) throw busy();
    if (live.settings.signal?.aborted) throw interrupted();
    if (!work.isOrdered) throw unordered();
    await bring(sql);
    isStreaming = true;
    const done = watched(sql);
    try {
      yield* streamRows(sql, connection, api, options);
    } catch (error) {
      throw toError(error);
    } finally {
      done();
      isStreaming = false;
    }
  }
  return { ask, query, stream, toError };
}

/** DuckDB would end the stream without a word. */
const busy = () =>
  new EngineError(
    'ENGINE_FAILED',
    'A dataset was asked while its rows were being streamed: read the stream to its end first.',
  );

const unordered = () =>
  new EngineError(
    'ENGINE_FAILED',
    'Rows without an order have no last one by which to tell that all have come: run set preserve_insertion_order = true on the connection.',
  );
