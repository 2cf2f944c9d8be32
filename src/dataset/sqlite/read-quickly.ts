import type { Family } from '../../metric/expression.ts';
import { DatasetError, type Opened, type Reader } from '../dataset.ts';
import type { DataFile } from '../files/data-file.ts';
import { emptyShape } from '../scratch/empty-shape.ts';
import { identifier } from '../sql/quote.ts';
import type { TypedColumn } from '../typing/choose-types.ts';
import { candidateOf, type SqliteCandidate } from './sqlite-candidates.ts';
import { countKinds, type Kinds } from './sqlite-columns.ts';
import { type GuessedItem, guessItems, isTellingScan } from './sqlite-guess.ts';
import type { TableFacts } from './sqlite-keep.ts';
import { coded } from './sqlite-load.ts';
import { footerOf, partsOf, type SqliteState, viewOf } from './sqlite-parts.ts';
import { sqliteReproduction } from './sqlite-reproduction.ts';
import { sampleOf } from './sqlite-sample.ts';
import { areExact, scanTable } from './sqlite-scan.ts';
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

/** The rows of a table that SQLite has not counted yet. */
export interface Counting {
  /** The rows that it has if no number of a row is left out, or those that were counted. */
  readonly likely: RowCount;
  /** Has SQLite count the rows. */
  readonly count: () => Promise<RowCount>;
}

/**
 * Reads a table in one scan by DuckDB, with the types that its declaration and some of its rows suggest; one that an earlier run
 * read so, only if its rows are asked for. Null if a value is of another kind: then each has to be looked at.
 */
export async function readQuickly(
  reader: Reader,
  asked: AskedTable,
  { likely, count }: Counting,
  facts: TableFacts,
): Promise<Opened | null> {
  const { file, source, shown, columns, state } = asked;
  const counted = facts.known?.kinds ?? (await countGuessed(reader, asked, likely));
  const candidates = candidatesOf(asked, counted);
  const items = await guessItems(reader, sampleOf(source, likely), candidates);
  if (items === null) return null;
  const names = columns.map(({ name }) => name);
  const relation = reader.freshName();
  const read = async () => {
    const files = await scanTable(reader, source, names, items, likely, asked.stretch);
    const rows = (files ?? []).reduce((sum, one) => sum + one.rows, 0);
    if (files === null) return null;
    const found = rows === likely.rows ? likely : await count();
    const footer = await footerOf(files);
    if (rows !== found.rows || !areExact(footer, rows, names, items)) return null;
    await viewOf(reader, files, names, relation);
    return { count: found, kinds: counted, footer };
  };
  const make = async () => {
    const again = await read();
    if (again?.count.rows !== facts.known?.count.rows) throw changed(shown);
  };
  const table = facts.known ?? (await read());
  if (table === null) return null;
  if (facts.known === null) await facts.keep(table);
  const {
    footer,
    count: { rows },
  } = table;
  const types = items.map(({ type }) => type ?? undefined);
  const about = `sqlite ${JSON.stringify([source.name, items.map(({ sql, cast }) => sql(cast ?? ''))])}`;
  return {
    relation,
    ...(facts.known !== null && {
      shape: emptyShape(names.map((name, at) => ({ name, type: types[at] ?? 'varchar' }))),
      pending: new Map([[relation, make]]),
    }),
    reproduce: sqliteReproduction(
      file,
      source.name,
      { direct: items.map(({ shown }) => shown), coded: coded(source, candidates) },
      candidates,
      candidates.map((candidate, at) => typedColumn(candidate, at, items[at])),
    ),
    problems: [],
    problemCount: 0,
    parts: partsOf(relation, rows, footer, { shown, state, about }),
    notes: unwantedNotes(types, candidates),
  };
}

const changed = (shown: string) =>
  new DatasetError(
    'DATASET_UNREADABLE',
    `${shown} changed while it was read, so a result would mix two states of it: run again once it is written.`,
  );

/** Looks at some values of each column, and at all of a column in which DuckDB's scan would not fail. */
async function countGuessed(
  reader: Reader,
  { source, columns }: AskedTable,
  count: RowCount,
): Promise<ReadonlyMap<string, Kinds>> {
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
  return new Map(
    [...some, ...all].flatMap(({ name, kinds }) =>
      kinds === null ? [] : [[name, kinds] as const],
    ),
  );
}

const candidatesOf = (
  { columns, families }: AskedTable,
  counted: ReadonlyMap<string, Kinds>,
): readonly SqliteCandidate[] =>
  columns.map((column) =>
    candidateOf(
      { ...column, kinds: counted.get(column.name) ?? null },
      families.get(column.name) ?? [],
    ),
  );

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
