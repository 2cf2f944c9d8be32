import type { DuckDBDataChunk } from '@duckdb/node-api';
import type { DuckDB } from '../connection/duckdb-api.ts';
import { cellsOf, type EngineRow } from './engine-values.ts';

/**
 * Returns what makes rows of a chunk whose cells are converted when they are read, each time anew. Their columns are inherited,
 * so that a row takes no longer to make where there are many. A column beyond the names is left out.
 */
export function rowsOnDemand(
  names: readonly string[],
  api: DuckDB,
): (chunk: DuckDBDataChunk, count: number) => readonly EngineRow[] {
  class Row {
    readonly #cells: Cells;
    readonly #at: number;

    constructor(cells: Cells, at: number) {
      this.#cells = cells;
      this.#at = at;
    }

    static {
      for (const [index, name] of names.entries())
        Object.defineProperty(Row.prototype, name, {
          get(this: Row) {
            return this.#cells.at(index, this.#at);
          },
        });
    }
  }
  return (chunk, count) => {
    const cells = new Cells(chunk, api);
    return Array.from({ length: count }, (_, at) => new Row(cells, at) as unknown as EngineRow);
  };
}

/** The columns of a chunk, each opened when it is first read. It holds the chunk, whose memory the texts lie in. */
class Cells {
  readonly #chunk: DuckDBDataChunk;
  readonly #api: DuckDB;
  readonly #columns: ReturnType<typeof cellsOf>[] = [];

  constructor(chunk: DuckDBDataChunk, api: DuckDB) {
    this.#chunk = chunk;
    this.#api = api;
  }

  at(index: number, at: number) {
    this.#columns[index] ??= cellsOf(this.#chunk, index, this.#api);
    return this.#columns[index](at);
  }
}
