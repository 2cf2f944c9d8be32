import { duckdbTables } from '../../dataset/duckdb/duckdb-tables.ts';
import type { ListedTable } from '../../dataset/sql/listed-tables.ts';
import { sqliteTables } from '../../dataset/sqlite/sqlite-tables.ts';
import { openDataset } from '../../engine/engines.ts';
import type { DatabaseSource } from '../reading/source.ts';

const listings = { sqlite: sqliteTables, duckdb: duckdbTables } as const;

/** Returns the tables and views of a database file. */
export async function listTables(
  source: DatabaseSource,
  path: string,
): Promise<readonly ListedTable[]> {
  const session = await openDataset(listings[source](path), [], {
    root: process.cwd(),
    now: new Date(),
  });
  try {
    const rows = await session.query(`select "name", is_view, "rows" from ${session.relation}`);
    return rows.map(({ name, is_view, rows }) => ({
      name: String(name),
      isView: is_view === true,
      rows: rows === null ? null : Number(rows),
    }));
  } finally {
    await session.close();
  }
}
