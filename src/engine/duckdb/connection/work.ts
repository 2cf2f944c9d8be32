import type { DuckDBConnection } from '@duckdb/node-api';
import type { DuckDB } from './duckdb-api.ts';

/** A connection that a session works on, whoever owns it. */
export interface Work {
  readonly connection: DuckDBConnection;
  readonly api: DuckDB;
  /** The folder that the engine may write to; null where it is not ours to say. */
  readonly scratch: string | null;
  /** Folders whose paths may stand in error texts. */
  readonly directories: readonly string[];
  readonly notes: readonly string[];
  /** True if rows come in the dataset's own order, as they do unless the user's connection says otherwise. */
  readonly isOrdered: boolean;
  /** Called once the dataset is open and all of its rows are read that will be: its file may be let go of. */
  opened(): Promise<void>;
  /** Notes that the engine failed within itself: it answers nobody any more, and is given to nobody after this. */
  spoil(): void;
  release(): Promise<void>;
}
