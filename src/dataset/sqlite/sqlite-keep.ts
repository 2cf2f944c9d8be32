import { createHash } from 'node:crypto';
import type { ColumnHint, Plain, Reader } from '../dataset.ts';
import { columnsKept, keptColumns } from '../scratch/kept-footer.ts';
import type { ScratchFooter } from '../scratch/scratch-footer.ts';
import type { Kinds } from './sqlite-columns.ts';
import type { SqliteState } from './sqlite-parts.ts';
import type { DeclaredColumn, RowCount } from './sqlite-table.ts';

/** A table that an earlier run read in one scan. */
export interface KeptTable {
  readonly count: RowCount;
  /** The kinds of the values that were looked at, by column. */
  readonly kinds: ReadonlyMap<string, Kinds>;
  readonly footer: ScratchFooter;
}

/** Facts on one table in one state of its database. */
export interface TableFacts {
  /** The table as it was read before; null if it is not known. */
  readonly known: KeptTable | null;
  keep(table: KeptTable): Promise<void>;
}

/** The facts where none are kept. */
export const nothingKept: TableFacts = { known: null, keep: async () => {} };

/** Returns what is kept of a table; of one that changed since, or is read for other columns, nothing is. */
export async function tableFacts(
  { recall = null }: Reader,
  state: SqliteState,
  about: {
    readonly path: string;
    readonly table: string;
    readonly columns: readonly DeclaredColumn[];
  },
  hints: readonly ColumnHint[],
): Promise<TableFacts> {
  if (recall === null) return nothingKept;
  const identity = async () => (recall.identity === 'content' ? state.digest() : state.text);
  const of = await identity();
  const files = `sqlite ${digest(`${about.path}\n${of}`)}`;
  const question = digest(JSON.stringify([about.table, about.columns, hints]));
  const fact = recall.get(files, question) as KeptFact | undefined;
  return {
    known: fact === undefined ? null : tableOf(fact),
    keep: async ({ count, kinds, footer }) => {
      const { rows, numbers } = count;
      const columns = keptColumns(footer.columns, recall.isMasked);
      const all = [...kinds].map(([name, one]): Plain => [name, { ...one }]);
      recall.put(files, question, [rows, numbers, all, footer.writer, columns] satisfies Plain);
    },
  };
}

type KeptFact = readonly [
  rows: number,
  numbers: readonly [number, number] | null,
  kinds: readonly (readonly [string, Kinds])[],
  writer: string,
  columns: Plain,
];

const tableOf = ([rows, numbers, kinds, writer, columns]: KeptFact): KeptTable => ({
  count: { rows, numbers },
  kinds: new Map(kinds),
  footer: { writer, columns: columnsKept(columns) },
});

const digest = (text: string) => createHash('sha256').update(text).digest('hex');
