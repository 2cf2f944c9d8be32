import type { Counting } from '../../engine/engine.ts';
import type { Cell, DistributionState } from '../../metric/distribution.ts';
import type { Scalar } from '../../metric/expression.ts';
import type { PassContext } from '../measure-request.ts';
import { countingTable, type RowsOfScope } from './cell-counts.ts';
import { factNumeric, numericFact } from './facts.ts';
import { pieceFacts } from './piece-queries.ts';
import type { Row } from './piece-table.ts';

/** The number of different values up to which each is counted by itself. */
const fewNumbers = 2048;
/** The number of values up to which each is counted by itself, however many are different. */
const fewValues = 100_000;
/** The factor beyond which no estimate of the engine's is wrong. */
const farOff = 8;

/** The number of first rows whose values may show that there are too many. */
const firstRows = 65_536;

/**
 * Counts each number by itself; null if there are too many. The first rows rule that out without a scan, or an estimate
 * that is far beyond what is few: both only where the list would be too long as well.
 */
export async function listedNumbers(
  of: Scalar,
  values: number,
  rows: RowsOfScope,
  context: PassContext,
): Promise<DistributionState | null> {
  const isShort = values <= fewValues;
  if (!isShort && (await areMany(of, rows, context))) return null;
  const most = isShort ? fewValues : fewNumbers;
  const lists = await listsOf(of, most, rows, context);
  const counts = new Map<number | null, number>();
  for (const list of lists) {
    if (list === null) return null;
    for (const [value, count] of list) counts.set(value, (counts.get(value) ?? 0) + count);
  }
  return counts.size > most + apartNumbers ? null : stateOf(counts);
}

/** NULL, NaN, two infinities and the rows outside the scope are listed as well. */
const apartNumbers = 5;

async function areMany(of: Scalar, rows: RowsOfScope, context: PassContext): Promise<boolean> {
  const first = { kind: 'firstDifferent', of, rows: firstRows } as const;
  const [early = 0] = await differentIn(first, rows, context.pieces.slice(0, 1), context);
  if (early > fewNumbers + apartNumbers) return true;
  const all = await differentIn({ kind: 'different', of }, rows, context.pieces, context);
  return all.some((different) => different > fewNumbers * farOff);
}

async function differentIn(
  counting: Extract<Counting, { readonly kind: 'different' | 'firstDifferent' }>,
  rows: RowsOfScope,
  pieces: PassContext['pieces'],
  context: PassContext,
): Promise<readonly number[]> {
  const fact = ([row]: readonly Row[]) => Number(row?.different ?? 0);
  const { kind: name } = counting;
  return pieceFacts(countingTable(counting, rows, { name, fact }, context), pieces, context);
}

type List = readonly (readonly [value: number | null, count: number])[];

async function listsOf(
  of: Scalar,
  most: number,
  rows: RowsOfScope,
  context: PassContext,
): Promise<readonly (List | null)[]> {
  const query = { kind: 'numbers', of, most: most + apartNumbers + 1 } as const;
  const fact = (found: readonly Row[]) =>
    found.length > most + apartNumbers
      ? null
      : found.map(
          ({ v, n }) => [numericFact(v == null ? null : Number(v) + 0), Number(n)] as const,
        );
  const table = countingTable(query, rows, { name: query.kind, fact }, context);
  const facts = await pieceFacts(table, context.pieces, context);
  return facts.map(
    (list) =>
      list?.map(([value, count]) => [factNumeric(value) as number | null, count] as const) ?? null,
  );
}

function stateOf(counts: ReadonlyMap<number | null, number>): DistributionState {
  const numbers = [...counts].filter(
    (entry): entry is [number, number] => entry[0] !== null && !Number.isNaN(entry[0]),
  );
  return {
    kind: 'distribution',
    nulls: counts.get(null) ?? 0,
    nans: counts.get(Number.NaN) ?? 0,
    values: {
      kind: 'ordered',
      cells: numbers
        .sort(([one], [other]) => (one < other ? -1 : 1))
        .map(([value, count]): Cell => [value, value, count]),
    },
  };
}
