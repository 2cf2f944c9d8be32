import type { ColumnHint, Plain, Reader } from '../dataset.ts';
import { columnsKept, keptColumns } from '../scratch/kept-footer.ts';
import { keptKey } from '../scratch/kept-key.ts';
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
const nothingKept: TableFacts = { known: null, keep: async () => {} };

/** Returns what is kept of a table; of one that changed since, or is read for other columns, nothing is. */
export async function tableFacts(
  { recall = null }: Reader,
  { files }: SqliteState,
  about: { readonly table: string; readonly columns: readonly DeclaredColumn[] },
  hints: readonly ColumnHint[],
): Promise<TableFacts> {
  if (recall === null) return nothingKept;
  const key = await keptKey(recall, 'sqlite', files, [about.table, about.columns, hints]);
  const fact = recall.get(key.files, key.question) as KeptFact | undefined;
  return {
    known: fact === undefined ? null : tableOf(fact),
    keep: async ({ count, kinds, footer }) => {
      const { rows, numbers } = count;
      const columns = keptColumns(footer.columns, recall.isMasked);
      const all = [...kinds].map(([name, one]): Plain => [name, { ...one }]);
      const kept: Plain = [rows, numbers, all, footer.writer, columns];
      recall.put(key.files, key.question, kept);
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
