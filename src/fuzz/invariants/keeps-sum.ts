import type { Row } from '../../generate/row-domain.ts';
import {
  approximate,
  compareNumeric,
  type Decimal,
  exactNumber,
  isNumeric,
  type Numeric,
  toDecimal,
} from '../../value/numeric.ts';
import type { Invariant } from '../invariant.ts';
import { broken, rowsOfTable, type SharedColumn, valuesOf } from './tables.ts';

/**
 * The sum of a column is the same in the input and in the output. NULL and what is no number add nothing. Numbers are
 * added up without rounding, a fraction as it prints; where there are fractions, the sums may differ by what adding
 * doubles in another order can: half an ulp (2^-53) of the sum of the sizes for each of the values.
 */
export const keepsSum = ({ table, column }: SharedColumn, name: string): Invariant => ({
  kind: 'invariant',
  name: `keeps the sum of '${name}'`,
  check: async ({ input, output }) => {
    const before = sumOf(rowsOfTable(input, table), column);
    const after = sumOf(output.rows, column);
    if (before.count === 0 && before.special === 0 && areEqual(before, after)) return undefined;
    if (areEqual(before, after)) return null;
    return broken(
      `the sum of '${name}' is ${shown(before)} in the input and ${shown(after)} in the output.`,
    );
  },
});

interface Sum {
  readonly exact: Decimal;
  /** The sum of the values that are not finite, and 0 where there is none. */
  readonly special: number;
  /** The sum of the sizes of all values. */
  readonly size: number;
  readonly count: number;
  readonly hasFractions: boolean;
}

function sumOf(rows: readonly Row[], column: string): Sum {
  const values = valuesOf(rows, column).filter(isNumeric);
  const finite = values.filter((value) => Number.isFinite(approximate(value)));
  const special = values.filter((value) => !Number.isFinite(approximate(value)));
  return {
    exact: finite.reduce<Decimal>((sum, value) => added(sum, toDecimal(value)), zero),
    special: special.reduce<number>((sum, value) => sum + approximate(value), 0),
    size: finite.reduce<number>((sum, value) => sum + Math.abs(approximate(value)), 0),
    count: finite.length,
    hasFractions: finite.some((value) => typeof value === 'number' && !Number.isSafeInteger(value)),
  };
}

const zero: Decimal = { digits: 0n, scale: 0 };

function added(one: Decimal, other: Decimal): Decimal {
  const scale = Math.max(one.scale, other.scale);
  const scaled = ({ digits, scale: own }: Decimal) => digits * 10n ** BigInt(scale - own);
  return { digits: scaled(one) + scaled(other), scale };
}

function areEqual(before: Sum, after: Sum): boolean {
  if (before.special !== 0 || after.special !== 0) return Object.is(before.special, after.special);
  const difference: Numeric = added(before.exact, { ...after.exact, digits: -after.exact.digits });
  if (difference.digits === 0n) return true;
  if (!before.hasFractions && !after.hasFractions) return false;
  const count = Math.max(before.count, after.count);
  const allowed = count * 2 ** -53 * Math.max(before.size, after.size);
  return Math.abs(approximate(difference)) <= allowed;
}

const shown = ({ exact, special }: Sum): string =>
  special === 0 ? exactNumber(compareNumeric(exact, 0) === 0 ? 0 : exact) : String(special);
