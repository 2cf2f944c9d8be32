import { type DataFile, pathToAttach } from '../files/data-file.ts';
import { makeReproduction, type Reproduction } from '../reproduction.ts';
import { identifier, literal } from '../sql/quote.ts';
import { replacing, selected } from '../sql/selection.ts';
import type { TypedColumn } from '../typing/choose-types.ts';
import type { Item, SqliteCandidate } from './sqlite-candidates.ts';
import type { LoadedTable } from './sqlite-load.ts';
import { misreadMarks, readItems } from './sqlite-misreads.ts';

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
    return makeReproduction(shownRead(rows, settled), [
      `attach if not exists ${path} as ${name} (type sqlite, read_only)`,
    ]);
  }
  const scan = `sqlite_scan(${path}, ${literal(table)})`;
  return makeReproduction(shownRead(selection(direct, candidates, scan), settled));
}

/**
 * Returns SQL (to follow FROM) for the rows with their values read as the types of the columns, whatever columns a query
 * names: one left out would show its coded values.
 */
function shownRead(relation: string, settled: readonly TypedColumn[]): string {
  const columns = settled.map((column) => ({ ...column, from: identifier(column.name) }));
  const read = columns.filter(({ reading }) => reading !== null);
  const items = [replacing(readItems(read)), ...misreadMarks(columns)];
  return selected(items.join(', '), relation);
}

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
