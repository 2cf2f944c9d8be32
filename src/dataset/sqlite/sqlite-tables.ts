import type { Dataset, Reader } from '../dataset.ts';
import { isEngineFailure } from '../engine-failure.ts';
import { findOneFile } from '../files/find/find-files.ts';
import { checkedPlaces } from '../files/location.ts';
import { type ListedTable, mostCounted, openListing } from '../sql/listed-tables.ts';
import { identifier } from '../sql/quote.ts';
import { attachedAs, unreadable } from './open-sqlite.ts';
import { sqlite, sqliteFile } from './sqlite.ts';
import { querySqlite } from './sqlite-table.ts';

/** The size of a database, in bytes, up to which the rows of its tables are counted: SQLite reads them to do so. */
const mostBytes = 64 * 2 ** 20;

/**
 * Lists the tables and views of a SQLite file. SQLite's own are left out, and so are the tables in which a virtual table
 * keeps its data.
 */
export function sqliteTables(path: string): Dataset {
  const { sharing: _, source: __, ...dataset } = sqlite(path, 'tables', { label: path });
  return {
    ...dataset,
    open: async (reader, _, root) => {
      const { size } = await findOneFile(checkedPlaces('sqlite', path), root, sqliteFile);
      try {
        return await openListing(reader, await listTables(reader, size <= mostBytes));
      } catch (error) {
        throw unreadable(path, 'its tables', error);
      }
    },
  };
}

async function listTables(reader: Reader, isSmall: boolean): Promise<readonly ListedTable[]> {
  const found = await querySqlite(
    reader,
    attachedAs,
    "select name, type from pragma_table_list where schema = 'main' and type <> 'shadow' and name not like 'sqlite\\_%' escape '\\' order by name",
  );
  const tables = found.map(({ name, type }) => ({ name: String(name), type: String(type) }));
  const plain = isSmall ? tables.filter(({ type }) => type === 'table').slice(0, mostCounted) : [];
  const counts = await countAll(
    reader,
    plain.map(({ name }) => name),
  );
  return tables.map(({ name, type }) => ({
    name,
    isView: type === 'view',
    rows: counts.get(name) ?? null,
  }));
}

/** Counts the rows of tables; returns nothing for a damaged database, of which the names may still be read. */
async function countAll(
  reader: Reader,
  names: readonly string[],
): Promise<ReadonlyMap<string, number>> {
  if (names.length === 0) return new Map();
  const items = names.map((name, at) => `(select count(*) from ${identifier(name)}) as n${at}`);
  try {
    const [row] = await querySqlite(reader, attachedAs, `select ${items.join(', ')}`);
    return new Map(names.map((name, at) => [name, Number(row?.[`n${at}`])]));
  } catch (error) {
    if (isEngineFailure(error)) return new Map();
    throw error;
  }
}
