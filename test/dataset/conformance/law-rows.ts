/** A table that every source can hold: integers, doubles and text, each of which may be NULL. */
export interface LawRows {
  readonly columns: readonly LawColumn[];
  readonly rows: readonly (readonly LawValue[])[];
}

export interface LawColumn {
  readonly name: string;
  readonly type: 'integer' | 'number' | 'text';
}

export type LawValue = bigint | number | string | null;

const columns = [
  { name: 'id', type: 'integer' },
  { name: 'n', type: 'number' },
  { name: 's', type: 'text' },
] as const satisfies readonly LawColumn[];

/** Rows that every source reads without a problem. */
export const plain: LawRows = {
  columns,
  rows: [
    [1n, 0.5, 'a'],
    [2n, -3.25, "it's"],
    [3n, null, '01234'],
    [4n, 0, null],
    [5n, 1e6, 'é"ü'],
  ],
};

/** As many rows and bytes as {@link plain} has, with one value another. */
export const changed: LawRows = { columns, rows: plain.rows.with(1, [2n, -3.75, "it's"]) };

export const noRows: LawRows = { columns, rows: [] };

/** A table in which `n` and `s` hold nothing but NULL. */
export const allNull: LawRows = {
  columns,
  rows: [
    [1n, null, null],
    [2n, null, null],
  ],
};

/** Texts where the contract wants numbers. */
export const textForNumbers: LawRows = {
  columns: [...columns.slice(0, 1), { name: 'n', type: 'text' }],
  rows: [
    [1n, '1'],
    [2n, 'planted'],
    [3n, '3'],
  ],
};

/** A table without the column `s`. */
export const withoutText: LawRows = {
  columns: columns.slice(0, 2),
  rows: plain.rows.map((row) => row.slice(0, 2)),
};

/** Names that SQL takes for something else unless they are quoted. */
export const oddNames: LawRows = {
  columns: ['select', 'a b', 'ö"x', "it's", '1', '$1', 'a.b', 'rowid'].map((name) => ({
    name,
    type: 'integer',
  })),
  rows: [
    [1n, 2n, 3n, 4n, 5n, 6n, 7n, 8n],
    [1n, 2n, 3n, 4n, 5n, 6n, 7n, 8n],
  ],
};

/** Two names that SQL takes for one. */
export const alikeNames: LawRows = {
  columns: [
    { name: 'Id', type: 'integer' },
    { name: 'id', type: 'integer' },
  ],
  rows: [[1n, 2n]],
};
