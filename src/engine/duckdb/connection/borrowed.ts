import type { DuckDBConnection, DuckDBInstance } from '@duckdb/node-api';
import { type Dataset, DatasetError } from '../../../dataset/dataset.ts';
import { loadDuckDB } from './duckdb-api.ts';
import { settleMeanings } from './meaning-settings.ts';
import { refuseShadows } from './shadows.ts';
import type { Work } from './work.ts';

/**
 * Borrows what the user opened: never locked, never closed, and its settings put back. Refused where macros of the
 * user's would answer in place of DuckDB's functions, before the work and after it.
 */
export async function borrowConnection(dataset: Dataset): Promise<Work> {
  const api = await loadDuckDB();
  const given = dataset.connection;
  const owned = isInstance(given) ? await given.connect() : null;
  const connection = owned ?? (isConnection(given) ? given : null);
  if (connection === null)
    throw new DatasetError(
      'DATASET_INVALID',
      `The connection of ${dataset.label} is neither a DuckDBConnection nor a DuckDBInstance of @duckdb/node-api: pass one of these.`,
    );
  try {
    await refuseShadows(connection, dataset);
    const restore = await settleMeanings(connection, dataset);
    const { isOrdered, optimizers } = await settingsOf(connection);
    const believing = await disbelieve(connection, optimizers);
    let isReleased = false;
    const release = async () => {
      if (isReleased) return;
      isReleased = true;
      try {
        await believing.restore();
        await refuseShadows(connection, dataset);
      } finally {
        if (owned) owned.disconnectSync();
        else await restore();
      }
    };
    return {
      api,
      connection,
      scratch: null,
      directories: [],
      notes: [...(isOrdered ? [] : [unordered]), ...believing.notes],
      isOrdered,
      opened: async () => {},
      // It is the user's, who knows what becomes of it.
      spoil: () => {},
      release,
    };
  } catch (error) {
    owned?.disconnectSync();
    throw error;
  }
}

const unordered =
  'The connection does not keep the order of rows (preserve_insertion_order is off): measures that go by it may differ from run to run.';

// By what they can do, not by class: the user's copy of the package may be another one.
const has = (value: unknown, ...methods: string[]) =>
  typeof value === 'object' &&
  value !== null &&
  methods.every((name) => typeof Reflect.get(value, name) === 'function');

const isInstance = (value: unknown): value is DuckDBInstance => has(value, 'connect');
const isConnection = (value: unknown): value is DuckDBConnection => has(value, 'run', 'stream');

async function settingsOf(connection: DuckDBConnection) {
  const result = await connection.run(
    "select current_setting('preserve_insertion_order'), current_setting('disabled_optimizers')",
  );
  const [order, optimizers] = (await result.getRows())[0] ?? [];
  return {
    isOrdered: order === true,
    optimizers: String(optimizers).split(',').filter(Boolean),
  };
}

const believer = 'statistics_propagation';

const believed =
  "The connection's configuration is locked: where it reads Parquet files whose statistics leave NaN out, DuckDB may overlook a NaN. Run set disabled_optimizers = 'statistics_propagation' before it is locked.";

/**
 * DuckDB decides comparisons by Parquet statistics that may leave NaN out (see duckdb-lock.ts), in a user's own view as
 * well. It is kept from that while the session lasts; the setting is of the whole database, and put back.
 */
async function disbelieve(connection: DuckDBConnection, disabled: readonly string[]) {
  const set = (names: readonly string[]) =>
    connection.run(`set disabled_optimizers = '${names.join(',')}'`);
  if (disabled.includes(believer)) return { notes: [], restore: async () => {} };
  try {
    await set([...disabled, believer]);
  } catch {
    return { notes: [believed], restore: async () => {} };
  }
  return {
    notes: [],
    restore: async () => {
      await set(disabled);
    },
  };
}
