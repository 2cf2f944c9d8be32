import type { Family } from '../../metric/expression.ts';
import type { Opened, Reader } from '../dataset.ts';
import type { DataFile } from '../files/data-file.ts';
import { identifier } from '../sql/quote.ts';
import type { TypedColumn } from '../typing/choose-types.ts';
import { candidateOf, type SqliteCandidate } from './sqlite-candidates.ts';
import { countKinds } from './sqlite-columns.ts';
import { type GuessedItem, guessItems, isTellingScan } from './sqlite-guess.ts';
import { coded } from './sqlite-load.ts';
import { partsOf, type SqliteState, viewOf } from './sqlite-parts.ts';
import { sqliteReproduction } from './sqlite-reproduction.ts';
import { sampleOf } from './sqlite-sample.ts';
import { scanTable } from './sqlite-scan.ts';
import type { DeclaredColumn, RowCount, SqliteTable } from './sqlite-table.ts';
import { unwantedNotes } from './sqlite-types.ts';

/** A table that is to be read. */
export interface AskedTable {
  readonly file: DataFile;
  readonly source: SqliteTable;
  /** The names of the file and the table, for messages. */
  readonly shown: string;
  readonly columns: readonly DeclaredColumn[];
  /** The families of the columns that the contract names. */
  readonly families: ReadonlyMap<string, readonly Family[]>;
  readonly state: SqliteState;
  /** The rows that may be held in memory. */
  readonly stretch: number;
}

/**
 * Reads a table in one scan by DuckDB, with the types that its declaration and some of its rows suggest. Null if a value is
 * of another kind: then each has to be looked at.
 */
export async function readQuickly(
  reader: Reader,
  asked: AskedTable,
  count: RowCount,
): Promise<Opened | null> {
  const { file, source, shown, columns, state } = asked;
  const candidates = await guessedCandidates(reader, asked, count);
  const items = await guessItems(reader, sampleOf(source, count), candidates);
  if (items === null) return null;
  const names = columns.map(({ name }) => name);
  const files = await scanTable(reader, source, names, items, count, asked.stretch);
  const read = (files ?? []).reduce((sum, { rows }) => sum + rows, 0);
  if (files === null || read !== count.rows) return null;
  const types = items.map(({ type }) => type ?? undefined);
  const about = `sqlite ${JSON.stringify([source.name, items.map(({ sql }) => sql)])}`;
  return {
    relation: await viewOf(reader, files, names),
    reproduce: sqliteReproduction(
      file,
      source.name,
      { direct: items.map(({ shown }) => shown), coded: coded(source, candidates) },
      candidates,
      candidates.map((candidate, at) => typedColumn(candidate, at, items[at])),
    ),
    problems: [],
    problemCount: 0,
    parts: await partsOf(files, names, { shown, state, about }),
    notes: unwantedNotes(types, candidates),
  };
}

/** Looks at some values of each column, and at all of a column in which DuckDB's scan would not fail. */
async function guessedCandidates(
  reader: Reader,
  { source, columns, families }: AskedTable,
  count: RowCount,
): Promise<readonly SqliteCandidate[]> {
  const isTelling = ({ scan }: DeclaredColumn) => isTellingScan(scan);
  const { database, name } = source;
  const some = await countKinds(
    reader,
    database,
    sampleOf(source, count).from,
    columns.filter(isTelling),
  );
  const all = await countKinds(
    reader,
    database,
    identifier(name),
    columns.filter((column) => !isTelling(column)),
  );
  const counted = new Map([...some, ...all].map((column) => [column.name, column]));
  return columns.map((column) =>
    candidateOf(
      { ...column, kinds: counted.get(column.name)?.kinds ?? null },
      families.get(column.name) ?? [],
    ),
  );
}

const typedColumn = (
  { column: { name } }: SqliteCandidate,
  at: number,
  item: GuessedItem | undefined,
): TypedColumn => ({
  from: `c${at}`,
  name,
  readings: [],
  orText: true,
  reading: item?.reading ?? null,
  hasProblems: false,
});
