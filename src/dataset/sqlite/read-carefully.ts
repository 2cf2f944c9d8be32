import { rm } from 'node:fs/promises';
import { DatasetError, type Opened, type Reader } from '../dataset.ts';
import { identifier } from '../sql/quote.ts';
import type { AskedTable } from './read-quickly.ts';
import { candidateOf } from './sqlite-candidates.ts';
import { countKinds } from './sqlite-columns.ts';
import { type LoadedTable, loadSqlite } from './sqlite-load.ts';
import { findSqliteMisreads, writeTyped } from './sqlite-misreads.ts';
import { footerOf, partsOf, viewOf } from './sqlite-parts.ts';
import { sqliteReproduction } from './sqlite-reproduction.ts';
import { type RowCount, rowsAtOnce } from './sqlite-table.ts';
import { chooseSqliteTypes, unwantedNotes } from './sqlite-types.ts';

/** Reads a table or view with the kind of each value, and finds those that are not of their column's type. */
export async function readCarefully(
  reader: Reader,
  asked: AskedTable,
  count: RowCount | null,
): Promise<Opened> {
  const { file, source, shown, columns, families, state } = asked;
  const counted = source.isView
    ? columns.map((column) => ({ ...column, kinds: null }))
    : await countKinds(reader, source.database, identifier(source.name), columns);
  const candidates = counted.map((column) => candidateOf(column, families.get(column.name) ?? []));
  const isCoded = count !== null && isCutByScan(count);
  const loaded = await loadSqlite(reader, source, candidates, isCoded, asked.stretch);
  if (count !== null) checkRows(loaded, count, shown);
  const settled = await chooseSqliteTypes(reader, loaded, candidates);
  const written = await writeTyped(reader, loaded, settled, asked.stretch);
  const found = await findSqliteMisreads(reader, loaded, written, settled, file.shown);
  await rm(loaded.path, { force: true });
  const hidden = found.unreadable?.hidden ?? [];
  const names = [...columns.map(({ name }) => name), ...hidden];
  const types = settled.map(({ reading }, at) => loaded.types[at] ?? reading?.type);
  const about = `sqlite ${JSON.stringify([source.name, types])}`;
  const relation = await viewOf(reader, [written], names);
  return {
    relation,
    reproduce: sqliteReproduction(file, source.name, loaded, candidates, settled),
    ...found,
    // The next run may compute other rows of a view.
    parts: source.isView
      ? null
      : partsOf(relation, written.rows, await footerOf([written]), { shown, state, about }),
    notes: unwantedNotes(types, candidates),
  };
}

/** True if DuckDB's scan would not read the last row, as version 1.5.5 does where it would read that row alone. */
function isCutByScan({ numbers }: RowCount): boolean {
  if (numbers === null || numbers[0] < 0) return false;
  const before = Math.max(numbers[0] - 1, 0);
  return numbers[1] > before && (numbers[1] - before) % rowsAtOnce === 0;
}

/**
 * Checks the number of rows that were read. DuckDB finds rows by their numbers, and misses some if those are out of order
 * in a damaged file.
 */
function checkRows({ rows }: LoadedTable, count: RowCount, shown: string): void {
  if (rows === count.rows) return;
  throw new DatasetError(
    'DATASET_UNREADABLE',
    `${shown} is damaged, or was written to meanwhile: SQLite counts ${count.rows} rows, and ${rows} can be read. Copy it with VACUUM INTO.`,
  );
}
