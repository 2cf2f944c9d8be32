import type { DuckDBConnection } from '@duckdb/node-api';
import { type Dataset, DatasetError } from '../../../dataset/dataset.ts';

/** Settings of a connection that decide what an expression means, and what they are on an engine of our own. */
const meanings: Readonly<Record<string, string>> = {
  Calendar: 'gregorian',
  TimeZone: 'UTC',
  default_collation: '',
  default_null_order: 'NULLS_LAST',
  default_order: 'ASC',
  disable_timestamptz_casts: 'false',
  // An error in JSON would pass for one of another program's, and be told with the value that it quotes.
  errors_as_json: 'false',
  ieee_floating_point_ops: 'true',
  integer_division: 'false',
  lambda_syntax: 'DEFAULT',
  old_implicit_casting: 'false',
  order_by_non_integer_literal: 'false',
  scalar_subquery_error_on_multiple_rows: 'true',
};

/** True for a setting of the extension ICU, which a reset gives the value that it had when the extension was loaded. */
const isOfIcu = (name: string) => name === 'Calendar' || name === 'TimeZone';

interface Setting {
  readonly name: string;
  readonly value: string;
  /** Set on this connection alone, not for the whole database. */
  readonly isLocal: boolean;
}

/**
 * Gives a user's connection DuckDB's own settings where others would change verdicts, so that a contract means the same
 * on it as over a file; the function that it returns puts them back. A setting that this version lacks is passed over.
 */
export async function settleMeanings(
  connection: DuckDBConnection,
  dataset: Dataset,
): Promise<() => Promise<void>> {
  const changed: Setting[] = [];
  const restore = async () => {
    for (const { name, value, isLocal } of changed)
      await connection.run(isLocal || isOfIcu(name) ? set(name, value) : `reset session ${name}`);
  };
  try {
    for (const setting of await settingsOf(connection)) {
      if (isAsOurs(setting)) continue;
      await change(connection, setting, dataset);
      changed.push(setting);
    }
  } catch (error) {
    await restore();
    throw error;
  }
  return restore;
}

async function settingsOf(connection: DuckDBConnection): Promise<readonly Setting[]> {
  const names = Object.keys(meanings).map((name) => `'${name}'`);
  const result = await connection.run(
    `select name, value, scope from system.main.duckdb_settings() where name in (${names.join(', ')})`,
  );
  return (await result.getRows()).map(([name, value, scope]) => ({
    name: String(name),
    value: String(value),
    isLocal: scope === 'LOCAL',
  }));
}

function isAsOurs({ name, value }: Setting): boolean {
  if (name === 'TimeZone') return /^(Etc\/)?(UTC|UCT|GMT|Universal|Zulu|Greenwich)$/i.test(value);
  if (name === 'default_order') return /^asc/i.test(value);
  return value.toLowerCase() === meanings[name]?.toLowerCase();
}

async function change(
  connection: DuckDBConnection,
  { name, value }: Setting,
  { label }: Dataset,
): Promise<void> {
  const wanted = meanings[name] ?? '';
  try {
    await connection.run(set(name, wanted));
  } catch {
    throw new DatasetError(
      'DATASET_INVALID',
      `The connection of ${label} has ${name} = '${value}', on which verdicts would depend, and does not let it be changed: run set ${name} = '${wanted}' before its configuration is locked.`,
    );
  }
}

const set = (name: string, value: string) =>
  `set session ${name} = '${value.replaceAll("'", "''")}'`;
