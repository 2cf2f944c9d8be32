import type { ColumnDescription, Session } from '../engine/engine.ts';
import { approximate, type Numeric } from '../value/numeric.ts';
import type { Doubts } from './doubts.ts';
import { type CountedValue, valuesOf } from './few-values.ts';
import type { FirstValues } from './first-rows.ts';
import { isNamedGrowing, isNamedMeasure } from './key-names.ts';

/** The numbers of a column that stand for a few kinds, such as a rating or a status. */
export interface SmallSet {
  /** The numbers that are not rare, ascending. */
  readonly values: readonly number[];
  /** The number of rows with another one, each so rare that it may be a slip. */
  readonly others: number;
}

/** The facts about a column of numbers that show if its values may be few. */
interface Numbers {
  readonly name: string;
  readonly family: ColumnDescription['family'];
  readonly filled: number;
  readonly min: Numeric | null;
  readonly max: Numeric | null;
  readonly isKey: boolean;
  readonly duplicates: number;
  readonly rises: boolean;
  readonly comesInBlocks: boolean;
  readonly isPersonal: boolean;
  readonly doubts: Pick<Doubts, 'placeholders'>;
}

/** The values from which it is no chance that there are no others, and the most different ones that stand for kinds. */
const [enough, most] = [100, 10] as const;

/** The values from which it is no chance that a number between two others does not occur: 5 among engines of 4, 6 and 8 cylinders. */
const enoughForHoles = 1000;

/** The rows and the share of them from which a value is not rare: were there more values, some would have fewer. */
const [leastRows, leastShare] = [10, 0.02] as const;

/** The rows and the share of them up to which a value may be a slip, and the most such values. */
const [slipRows, slipShare, mostSlips] = [3, 0.002, 3] as const;

/**
 * Returns the columns of whole numbers with few values, none of them rare but for slips. What counts or measures has a
 * tail: ever fewer rows have ever greater numbers, so that the next rows may have one that was not seen. A set has none.
 */
export async function smallSets(
  session: Session,
  columns: readonly Numbers[],
  first: ReadonlyMap<ColumnDescription, FirstValues>,
): Promise<ReadonlyMap<string, SmallSet>> {
  const names = new Set(columns.filter(mayBeKinds).map(({ name }) => name));
  const some = session.columns.filter(
    (one) => names.has(one.name) && (first.get(one)?.counts.size ?? 0) > 1 && isFew(first.get(one)),
  );
  const found = await valuesOf(session, some, first);
  const filled = new Map(columns.map((one) => [one.name, one.filled]));
  return new Map(
    [...found].flatMap(([{ name }, counts]) => {
      const set = setOf(counts, filled.get(name) ?? 0);
      return set === null ? [] : [[name, set] as const];
    }),
  );
}

const isFew = (seen: FirstValues | undefined): boolean =>
  seen !== undefined && seen.counts.size <= most + mostSlips;

function mayBeKinds(one: Numbers): boolean {
  const { name, family, filled, min, max } = one;
  if (family !== 'integer' || filled < enough || min === null || max === null) return false;
  if (one.isKey || one.duplicates > 0 || one.rises || one.comesInBlocks || one.isPersonal)
    return false;
  // What may stand for an unknown value is suspected, and so belongs to no set.
  if (one.doubts.placeholders.some(({ rows }) => rows * 2 <= filled)) return false;
  if (isNamedGrowing(name) || isNamedMeasure(name)) return false;
  const [low, high] = [approximate(min), approximate(max)];
  const areYears = low >= 1800 && high <= 2200;
  return !areYears && Number.isSafeInteger(low) && Number.isSafeInteger(high);
}

function setOf(counts: readonly CountedValue[], rows: number): SmallSet | null {
  // Of a column with many values, or beside one, not all are listed.
  if (counts.reduce((sum, [, n]) => sum + n, 0) !== rows) return null;
  const usual = counts.filter(([, n]) => n >= leastRows && n >= rows * leastShare);
  const slips = counts.filter(([, n]) => n <= slipRows && n <= rows * slipShare);
  if (usual.length < 2 || usual.length > most || slips.length > mostSlips) return null;
  if (usual.length + slips.length < counts.length) return null;
  const values = usual.map(([value]) => Number(value)).toSorted((one, other) => one - other);
  const hasHoles = values.some((value, at) => at > 0 && value !== (values[at - 1] ?? 0) + 1);
  if (hasHoles && rows < enoughForHoles) return null;
  return {
    values,
    others: slips.reduce((sum, [, n]) => sum + n, 0),
  };
}
