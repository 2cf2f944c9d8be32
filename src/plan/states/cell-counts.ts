import { createHash } from 'node:crypto';
import type { CountedFrom, Counting } from '../../engine/engine.ts';
import { apart } from '../../engine/engine.ts';
import { keyOf } from '../../metric/metric.ts';
import { columnsIn } from '../../metric/walk.ts';
import type { PassContext } from '../measure-request.ts';
import { filterSql } from '../select.ts';
import type { Fact } from './facts.ts';
import { pieceFacts } from './piece-queries.ts';
import type { PieceTable, Row } from './piece-table.ts';

/** The values of a cell, over all pieces. */
export interface Counted {
  readonly count: number;
  /** The least and the greatest value; infinite where nobody asked for them. */
  readonly least: number;
  readonly greatest: number;
}

/** The rows of a distribution, as counted in cells. */
export interface CountedCells {
  readonly nulls: number;
  readonly nans: number;
  readonly below: number;
  readonly above: number;
  /** The cells that have a value, ascending. */
  readonly cells: readonly (Counted & { readonly cell: number })[];
}

type Query = Extract<Counting, { readonly kind: 'octaves' | 'cells' }>;

/** The rows of a scope, as SQL. */
export type RowsOfScope = Pick<CountedFrom, 'filter'>;

/** Returns the rows for which all predicates are true. */
export const rowsOfScope = (where: readonly string[], { session }: PassContext): RowsOfScope => ({
  filter: filterSql(where, session),
});

/**
 * Returns the question about the distribution in a piece, by the name of what its facts hold. They are kept under all that they depend on; a digest
 * stands for edges and lists, which may be long and are values of the data.
 */
export function countingTable<F extends Fact>(
  counting: Counting,
  { filter }: RowsOfScope,
  { name, fact }: Pick<PieceTable<F>, 'fact'> & { readonly name: string },
  { session, masked }: PassContext,
): PieceTable<F> {
  const { of, ...asked } = counting;
  const digest = createHash('sha256').update(keyOf(asked)).digest('hex');
  const scalar = session.dialect.scalar(of, session);
  return {
    question: `distribution of ${scalar} by ${name} ${digest}${filter === null ? '' : ` where ${filter}`}`,
    select: ({ relation }) => session.dialect.distribution(counting, { relation, filter }, session),
    fact: (rows) => fact(rows.filter(({ outside }) => outside !== true)),
    isPrivate: [...columnsIn(of)].some((name) => masked.has(name)),
  };
}

/** Counts the values of each cell. */
export async function countCells(
  query: Query,
  rows: RowsOfScope,
  context: PassContext,
): Promise<CountedCells> {
  const table = countingTable(query, rows, { name: query.kind, fact: encoded }, context);
  const facts = await pieceFacts(table, context.pieces, context);
  const cells = new Map<number, Held>();
  for (const [cell, ...held] of facts.flat()) {
    const known = cells.get(cell);
    cells.set(cell, known === undefined ? held : joined(known, held));
  }
  const countOf = (cell: number) => cells.get(cell)?.[0] ?? 0;
  return {
    nulls: countOf(apart.null),
    nans: countOf(apart.nan),
    below: countOf(apart.below),
    above: countOf(apart.above),
    cells: [...cells]
      .filter(([cell]) => cell >= 0)
      .map(([cell, [count, least, greatest]]) => ({
        cell,
        count,
        least: least ?? Number.NEGATIVE_INFINITY,
        greatest: greatest ?? Number.POSITIVE_INFINITY,
      }))
      .toSorted((one, other) => one.cell - other.cell),
  };
}

type Encoded = readonly [cell: number, ...Held];
type Held = readonly [count: number, least: number | null, greatest: number | null];

/** JSON has no NaN and no infinity: of cells that may hold them, the ends are left out. */
const encoded = (rows: readonly Row[]): readonly Encoded[] =>
  rows.map(({ cell, n, least, greatest }) => [
    Number(cell),
    Number(n),
    finite(least),
    finite(greatest),
  ]);

const joined = (one: Held, other: Held): Held => [
  one[0] + other[0],
  leastOf(one[1], other[1]),
  greatestOf(one[2], other[2]),
];

/** Returns the lesser of two numbers, of which either may be missing. */
export const leastOf = (one: number | null, other: number | null) =>
  one === null || other === null ? (one ?? other) : Math.min(one, other);
/** Returns the greater of two numbers, of which either may be missing. */
export const greatestOf = (one: number | null, other: number | null) =>
  one === null || other === null ? (one ?? other) : Math.max(one, other);

/** Returns the number of an answer; null if it has none that is finite. */
export function finite(value: Row[string] | undefined): number | null {
  const number = value == null ? Number.NaN : Number(value);
  return Number.isFinite(number) ? number + 0 : null;
}
