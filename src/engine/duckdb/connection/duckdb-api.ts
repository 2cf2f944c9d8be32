/** Loading the engine maps 70 MB of code: only a run that opens a dataset pays for it. */
export type DuckDB = typeof import('@duckdb/node-api');

let loaded: Promise<DuckDB> | undefined;

/** Loads DuckDB's client when the first dataset is opened: programs that open none start without it. */
export function loadDuckDB(): Promise<DuckDB> {
  loaded ??= load();
  return loaded;
}

async function load(): Promise<DuckDB> {
  const [api, accessors] = await Promise.all([
    import('@duckdb/node-api'),
    import('@duckdb/node-api/lib/vectors/dataAccessors.js'),
  ]);
  keepMarks(accessors.default);
  return api;
}

/**
 * The client reads texts with a decoder that drops a byte order mark: a value that begins with one would be judged in
 * JavaScript as if it did not.
 */
const keepMarks = (accessors: object) =>
  Object.assign(accessors, { textDecoder: new TextDecoder('utf-8', { ignoreBOM: true }) });
