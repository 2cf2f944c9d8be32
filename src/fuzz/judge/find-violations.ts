import type { EngineRow, EngineValue } from '../../engine/engine.ts';
import { compilePredicate, type Families } from '../../engine/javascript/compile-predicate.ts';
import type { Predicate, Scalar } from '../../metric/expression.ts';
import type { Requirement } from '../../metric/requirement.ts';
import { compareNumeric, isNumeric } from '../../value/numeric.ts';
import { valueKey } from '../value-key.ts';

/** The rows that violate a requirement. */
export interface Found {
  /** The positions of the rows to show. Of equal rows all are listed. */
  readonly rows: readonly number[];
  /** The number that the contract counts: of equal rows those after the first. */
  readonly count: number;
  /** The number of rows that could be judged. */
  readonly of: number;
}

/** A test of one row. */
export type RowTest = (row: EngineRow) => boolean;

/** A requirement that is ready to judge rows. */
export type Compiled =
  /** Row by row: a row violates it if it is judged and does not hold. */
  | {
      readonly kind: 'each';
      readonly judged: RowTest;
      readonly holds: RowTest;
      readonly predicate: Predicate;
      /** Functions that say, once the rows of an output are judged, why the verdicts are no answer; null where all is well. */
      readonly doubts: readonly (() => string | null)[];
    }
  /** All rows of a segment together. */
  | {
      readonly kind: 'together';
      readonly find: (rows: readonly EngineRow[], among: readonly number[]) => Found;
    };

type RowRequirement = Extract<Requirement, { kind: 'each' | 'unique' | 'increasing' }>;

/** Compiles a requirement on rows for columns of these families. */
export async function compileRequirement(
  requirement: RowRequirement,
  now: Date,
  families: Families,
): Promise<Compiled> {
  switch (requirement.kind) {
    case 'each': {
      const doubts: (() => string | null)[] = [];
      const [judged, holds] = await Promise.all([
        compilePredicate(requirement.judged, now, families),
        compilePredicate(requirement.holds, now, families, {
          doubt: (why) => {
            doubts.push(why);
          },
        }),
      ]);
      return { kind: 'each', judged, holds, predicate: requirement.holds, doubts };
    }
    case 'unique':
      return { kind: 'together', find: equalRows(requirement.of.map(columnOf), requirement.nulls) };
    case 'increasing':
      return { kind: 'together', find: descents(columnOf(requirement.of)) };
  }
}

function columnOf(of: Scalar): string {
  if (of.kind !== 'column') throw new TypeError(`No contract compares the ${of.kind}s of rows.`);
  return of.name;
}

const equalRows =
  (columns: readonly string[], nulls: 'skip' | 'violate') =>
  (rows: readonly EngineRow[], among: readonly number[]): Found => {
    const seen = new Set<unknown>();
    let complete = 0;
    for (const at of among) {
      const key = keyOf(rows[at], columns);
      if (key === null) continue;
      complete += 1;
      seen.add(key);
    }
    const incomplete = nulls === 'violate' ? among.length - complete : 0;
    const count = complete - seen.size + incomplete;
    const of = nulls === 'violate' ? among.length : complete;
    return { rows: count === 0 ? [] : shownRows(rows, among, columns, nulls), count, of };
  };

/** Returns the rows that share a key with another, and those without a key where that is a violation. */
function shownRows(
  rows: readonly EngineRow[],
  among: readonly number[],
  columns: readonly string[],
  nulls: 'skip' | 'violate',
): readonly number[] {
  const groups = Map.groupBy(among, (at) => keyOf(rows[at], columns));
  return among.filter((at) => {
    const key = keyOf(rows[at], columns);
    return key === null ? nulls === 'violate' : (groups.get(key)?.length ?? 0) > 1;
  });
}

type Key = string | number | boolean;

/** Returns a key that rows share if they are equal in these columns; null if one of them is NULL. */
function keyOf(row: EngineRow | undefined, columns: readonly string[]): Key | null {
  const [only = '', ...others] = columns;
  const first = row?.[only] ?? null;
  if (first === null || columns.length === 1) return first === null ? null : keyOfValue(first);
  let key = valueKey(first);
  for (const name of others) {
    const value = row?.[name] ?? null;
    if (value === null) return null;
    key += valueKey(value);
  }
  return key;
}

/** The values of a column are of one type, and a Set takes one NaN for another, and -0 for 0. */
function keyOfValue(value: EngineValue): Key {
  if (typeof value === 'bigint') {
    const number = Number(value);
    return BigInt(number) === value ? number : String(value);
  }
  if (value instanceof Date) return value.getTime();
  return typeof value === 'object' ? valueKey(value) : value;
}

const descents =
  (column: string) =>
  (rows: readonly EngineRow[], among: readonly number[]): Found => {
    const violating: number[] = [];
    let previous: EngineValue = null;
    let of = 0;
    for (const at of among) {
      const value: EngineValue = rows[at]?.[column] ?? null;
      if (value === null) continue;
      of += 1;
      if (previous !== null && !isAbove(value, previous)) violating.push(at);
      previous = value;
    }
    return { rows: violating, count: violating.length, of };
  };

/** A NaN is above nothing, and nothing is above a NaN. */
function isAbove(value: EngineValue, previous: EngineValue): boolean {
  const [high, low] = [magnitude(value), magnitude(previous)];
  return isNumeric(high) && isNumeric(low) && compareNumeric(high, low) > 0;
}

const magnitude = (value: EngineValue): EngineValue =>
  value instanceof Date ? value.getTime() : value;
