import type { Dataset, InsertColumn } from '../../../src/dataset/dataset.ts';
import { parseDecimal } from '../../../src/value/numeric.ts';

/** Rows of a test's own, with the types of their columns in DuckDB's words: an engine translates them. */
export interface LawTable {
  readonly columns: readonly InsertColumn[];
  readonly rows: readonly (readonly unknown[])[];
}

const columns = (types: Readonly<Record<string, string>>): readonly InsertColumn[] =>
  Object.entries(types).map(([name, type]) => ({ name, type }));

/** Values at which engines part, of the types that each engine has. */
export const plain: LawTable = {
  columns: columns({
    id: 'INTEGER',
    n: 'BIGINT',
    x: 'DOUBLE',
    s: 'VARCHAR',
    b: 'BOOLEAN',
    t: 'TIMESTAMP',
  }),
  rows: [
    [1, 0n, 0.5, 'a', true, new Date('2026-11-24T00:00:00Z')],
    [2, -3n, -0, 'A ', false, new Date('1970-01-01T00:00:00Z')],
    [3, 7n, 1e300, '', null, new Date('2026-11-23T23:59:59.999Z')],
    [4, 9007199254740993n, 0.1, 'ß', true, new Date('1969-12-31T23:59:59.001Z')],
    [5, null, null, null, null, null],
    [6, 7n, 2.5, 'é😀', false, new Date('2026-11-25T00:00:00Z')],
    [7, 12n, -1.5, 'a\nb', true, new Date('2024-02-29T12:00:00Z')],
    [8, 2n, 3, "it's", true, new Date('2026-11-24T00:00:00Z')],
  ],
};

/** Doubles that are no numbers. */
export const special: LawTable = {
  columns: columns({ id: 'INTEGER', v: 'DOUBLE' }),
  rows: [
    [1, Number.NaN],
    [2, Infinity],
    [3, -Infinity],
    [4, 1],
    [5, null],
  ],
};

/** Decimals, which no double is. */
export const decimals: LawTable = {
  columns: columns({ id: 'INTEGER', m: 'DECIMAL(10,2)' }),
  rows: [
    [1, parseDecimal('0.30')],
    [2, parseDecimal('0.10')],
    [3, parseDecimal('-1.25')],
    [4, parseDecimal('99999999.99')],
    [5, null],
  ],
};

/** More rows than an engine hands over at once. */
export const long: LawTable = {
  columns: columns({ id: 'INTEGER' }),
  rows: Array.from({ length: 10_000 }, (_, at) => [at + 1]),
};

/** The rows as a dataset of an engine. */
export const datasetOf = (table: LawTable, engine: Dataset['engine']): Dataset => ({
  kind: 'law',
  engine,
  label: 'rows of a law',
  watch: [],
  access: async () => ({ directories: [], extensions: [], setup: [] }),
  open: async (reader) => {
    const name = reader.freshName();
    await reader.insert(name, table.columns, table.rows);
    return { relation: `"${name}"`, problems: [], problemCount: 0, notes: [] };
  },
});
