/** Loading the engine maps 70 MB of code: only a run that opens a dataset pays for it. */
export type DuckDB = typeof import('@duckdb/node-api');

let loaded: Promise<DuckDB> | undefined;

export function loadDuckDB(): Promise<DuckDB> {
  loaded ??= import('@duckdb/node-api');
  return loaded;
}
