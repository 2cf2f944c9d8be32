import { type DataFile, pathToAttach } from '../files/data-file.ts';
import type { Reproduction, ShownQuery } from '../reproduction.ts';
import { identifier, literal } from '../sql/quote.ts';
import { replacing, selected } from '../sql/selection.ts';
import type { TypedColumn } from '../typing/choose-types.ts';
import { shownTyped } from '../typing/typed-table.ts';
import type { Item, SqliteCandidate } from './sqlite-candidates.ts';
import type { LoadedTable } from './sqlite-load.ts';

/**
 * Returns SQL that reads the same rows from the SQLite file, through DuckDB's own scan or through SQLite's SQL, as they
 * were read.
 */
export function sqliteReproduction(
  file: DataFile,
  table: string,
  { direct, coded }: Pick<LoadedTable, 'direct' | 'coded'>,
  candidates: readonly SqliteCandidate[],
  settled: readonly TypedColumn[],
): Reproduction {
  const path = literal(pathToAttach(file));
  if (direct === null) {
    const name = identifier(file.shown);
    const items = candidates.map(({ column }, at) => `c${at} as ${identifier(column.name)}`);
    const rows = `(select ${items.join(', ')} from sqlite_query(${literal(file.shown)}, ${literal(coded)}))`;
    return {
      before: [`attach if not exists ${path} as ${name} (type sqlite, read_only)`],
      from: (query) => shownTyped(rows, settled, inFull(query)),
    };
  }
  const scan = `sqlite_scan(${path}, ${literal(table)})`;
  return {
    before: [],
    from: (query) => shownTyped(selection(direct, candidates, scan), settled, inFull(query)),
  };
}

/** Returns the query without its SQL, so that all columns are cast. A column left out would show its coded values. */
const inFull = (query: ShownQuery): ShownQuery => ({ ...query, sql: null });

/** Returns the relation with the columns replaced that are not read as DuckDB does by itself. */
function selection(
  direct: readonly Item[],
  candidates: readonly SqliteCandidate[],
  scan: string,
): string {
  const items = candidates.map(({ column }, at) => {
    const name = identifier(column.name);
    const sql = direct[at]?.sql ?? name;
    return { column, isOther: sql !== name, item: `${sql} as ${name}` };
  });
  // What DuckDB does not see can't be replaced.
  if (candidates.some(({ column }) => column.scan === null))
    return `(select ${items.map(({ item }) => item).join(', ')} from ${scan})`;
  const others = items.flatMap(({ item, isOther }) => (isOther ? [item] : []));
  return selected(replacing(others), scan);
}
