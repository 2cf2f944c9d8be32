import type { Dataset, Reader } from '../dataset.ts';
import { nameOf } from '../sql/attached-tables.ts';
import { type ListedTable, mostCounted, openListing } from '../sql/listed-tables.ts';
import { attachedTables, duckdb } from './duckdb.ts';

/** Lists the tables and views of a DuckDB file, in all of its schemas. DuckDB's own are left out. */
export function duckdbTables(path: string): Dataset {
  return {
    ...duckdb(path, 'tables', { label: path }),
    open: async (reader) => openListing(reader, await listTables(reader)),
  };
}

async function listTables(reader: Reader): Promise<readonly ListedTable[]> {
  const tables = await attachedTables(reader);
  const listed: ListedTable[] = [];
  for (const table of tables) {
    const { sql, isView } = table;
    const isCounted = !isView && listed.length < mostCounted;
    const [count] = isCounted ? await reader.query(`select count(*) as n from ${sql}`) : [];
    listed.push({
      name: nameOf(table, tables),
      isView,
      rows: count === undefined ? null : Number(count.n),
    });
  }
  return listed;
}
