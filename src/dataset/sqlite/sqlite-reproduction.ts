import { type DataFile, pathToAttach } from '../files/data-file.ts';
import type { Reproduction, ShownQuery } from '../reproduction.ts';
import { identifier, literal } from '../sql/quote.ts';
import { replacing, selected } from '../sql/selection.ts';
import type { TypedColumn } from '../typing/choose-types.ts';
import { shownTyped } from '../typing/typed-table.ts';
import type { Item, LoadedTable, SqliteCandidate } from './sqlite-load.ts';

/** How a person reads the rows of a SQLite table: as DuckDB does where it was read so, else as SQLite gives them. */
export function sqliteReproduction(
  file: DataFile,
  table: string,
  { direct, coded }: LoadedTable,
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

/** All columns: one that is left out would be shown with the letter of its kind. */
const inFull = (query: ShownQuery): ShownQuery => ({ ...query, sql: null });

/** The columns that are read otherwise than DuckDB does by itself. */
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
