/** Functions of DuckDB whose result depends on more than their arguments, by the thing that it depends on. */
const impureFunctions = {
  clock: [
    'ago',
    'current_date',
    'current_localtime',
    'current_localtimestamp',
    'current_time',
    'current_timestamp',
    'get_current_time',
    'get_current_timestamp',
    'localtime',
    'localtimestamp',
    'now',
    'pg_conf_load_time',
    'pg_postmaster_start_time',
    'today',
    'transaction_timestamp',
  ],
  chance: ['gen_random_uuid', 'random', 'setseed', 'uuid', 'uuidv4', 'uuidv7'],
  state: [
    'current_catalog',
    'current_connection_id',
    'current_database',
    'current_query',
    'current_query_id',
    'current_role',
    'current_schema',
    'current_schemas',
    'current_setting',
    'current_transaction_id',
    'current_user',
    'currval',
    'error',
    'getenv',
    'getvariable',
    'in_search_path',
    'json_serialize_plan',
    'nextval',
    'parse_duckdb_log_message',
    'pg_sleep',
    'session_user',
    'set_config',
    'sleep_ms',
    'stats',
    'txid_current',
    'user',
    'version',
    'write_log',
  ],
} as const;

/** The thing that a function's result depends on besides its arguments. */
export type Impurity = keyof typeof impureFunctions;

const kinds = Object.keys(impureFunctions) as readonly Impurity[];

const byName: ReadonlyMap<string, Impurity> = new Map(
  kinds.flatMap((kind) => impureFunctions[kind].map((name) => [name, kind] as const)),
);

/** Returns the impurity of a call with `given` arguments; undefined for a pure one. */
export function impurityOf(name: string, given: number): Impurity | undefined {
  // With one argument, age() is counted from today, which DuckDB does not call volatile.
  if (name === 'age') return given < 2 ? 'clock' : undefined;
  return byName.get(name);
}
