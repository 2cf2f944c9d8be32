import type { Cell } from '../../metric/distribution.ts';
import type { Scalar } from '../../metric/expression.ts';
import type { PassContext } from '../measure-request.ts';
import { type CountedCells, countedFacts, type RowsOfScope } from './cell-counts.ts';
import type { Row } from './piece-queries.ts';

/** The number of different values up to which each is counted by itself. */
const fewNumbers = 2048;
/** The number of values up to which each is counted by itself, however many are different. */
const fewValues = 100_000;
/** The factor beyond which no estimate of the engine's is wrong. */
const farOff = 8;

const valuesIn = ({ cells }: CountedCells) => cells.reduce((sum, { count }) => sum + count, 0);

/** False if a list of the numbers would be too long. An estimate that is far beyond what is few rules it out. */
export const mayBeFew = (octaves: CountedCells): boolean =>
  valuesIn(octaves) <= fewValues ||
  octaves.cells.reduce((sum, { different }) => sum + different, 0) <= fewNumbers * farOff;

/** Returns each finite number with its count; null if there are too many. */
export async function listNumbers(
  of: Scalar,
  rows: RowsOfScope,
  octaves: CountedCells,
  context: PassContext,
): Promise<readonly Cell[] | null> {
  const most = valuesIn(octaves) <= fewValues ? fewValues : fewNumbers;
  // NULL, NaN, two infinities and the rows outside the scope have rows of their own.
  const query = { kind: 'numbers', of, most: most + 6 } as const;
  const fact = (found: readonly Row[]) => {
    const numbers = found.map(
      ({ v, n }) => [v == null ? Number.NaN : Number(v) + 0, Number(n)] as const,
    );
    const finite = numbers.filter(([value]) => Number.isFinite(value));
    return finite.length > most ? null : finite;
  };
  const facts = await countedFacts(query, rows, { name: 'numbers', fact }, context.pieces, context);
  const counts = new Map<number, number>();
  for (const fact of facts) {
    if (fact === null) return null;
    for (const [value, count] of fact as readonly (readonly [number, number])[])
      counts.set(value, (counts.get(value) ?? 0) + count);
  }
  if (counts.size > most) return null;
  return [...counts].map(([value, count]): Cell => [value, value, count]).sort(([a], [b]) => a - b);
}
