import type { FixedPart, Scalar } from '../../../metric/expression.ts';
import { fixedBits, halfBits, limbBits } from '../../../metric/fixed-point.ts';
import type { Adds, DialectContext } from '../../engine.ts';
import { describedType, familyOf, mayBeSpecial, scalar } from './expressions.ts';

const doubles: ReadonlySet<string> = new Set(['DOUBLE', 'FLOAT']);
/** Types whose squares the engine adds up; squares of others may not fit its largest integer. */
const small = /^(?:U?TINYINT|U?SMALLINT|INTEGER)$/;
/** Types that the engine adds up as doubles, though they are none. */
const addedAsDoubles: ReadonlySet<string> = new Set(['UHUGEINT']);

/** Returns how DuckDB adds values up: integers and decimals as 128-bit integers, all else as doubles, in the order of its threads. */
export function adds(of: Scalar, context: DialectContext): Adds {
  const type = describedType(of, context) ?? '';
  if (familyOf(of, context) === 'float') return mayBeSpecial(of, context) ? 'special' : 'rounded';
  if (addedAsDoubles.has(type)) return 'rounded';
  return small.test(type) ? 'whole' : 'exact';
}

/** Prints a scalar as a double; one that is a double already stays as it is. */
export function asDouble(of: Scalar, context: DialectContext): string {
  const value = scalar(of, context);
  return doubles.has(describedType(of, context) ?? '') ? value : `cast(${value} as double)`;
}

/** Times a power of two, which is written as text: DuckDB reads `1e3` and long decimals as other types. */
function scaled(value: string, exponent: number): string {
  const last = 1000;
  return exponent > last
    ? `${scaled(value, last)} * ${power(exponent - last)}`
    : `${value} * ${power(exponent)}`;
}

const power = (exponent: number) => `cast('${2 ** exponent}' as double)`;

/** A cube of 31 bits takes 93, and so many rows as 128 bits hold of them are more than there can be. */
const wide = (product: string) => `cast(${product} as hugeint)`;

const halfMask = 2n ** BigInt(halfBits) - 1n;
const limbMask = 2n ** BigInt(limbBits) - 1n;

/**
 * The parts of a value in fixed point, each an integer that DuckDB adds up in 128 bits. Multiplied by a power of two a
 * double keeps its digits, and what is left beside the nearest integer is a double again, so that nothing is lost. NaN,
 * infinities and what is too large have no such integer. All parts share their terms, which the engine computes once.
 */
export function fixedSql(part: FixedPart, value: string, top: number): string {
  const units = `(${scaled(value, fixedBits - top)})`;
  const high = `try_cast(${units} as bigint)`;
  const upper = `(${high} >> ${halfBits})`;
  const lower = `(${high} & ${halfMask})`;
  const square = `(${wide(high)} * ${high})`;
  const limb = (at: 0 | 1 | 2) => `((${square} >> ${at * limbBits}) & ${limbMask})`;
  switch (part) {
    case 'high':
      return `sum(${high})`;
    case 'low':
      return `sum(cast(${scaled(`(${units} - ${high})`, fixedBits)} as bigint))`;
    case 'upperUpper':
      return `sum(${upper} * ${upper})`;
    case 'upperLower':
      return `sum(${upper} * ${lower})`;
    case 'lowerLower':
      return `sum(${lower} * ${lower})`;
    case 'upperUpperUpper':
      return `sum(${wide(`${upper} * ${upper}`)} * ${upper})`;
    case 'upperUpperLower':
      return `sum(${wide(`${upper} * ${upper}`)} * ${lower})`;
    case 'upperLowerLower':
      return `sum(${wide(`${lower} * ${lower}`)} * ${upper})`;
    case 'lowerLowerLower':
      return `sum(${wide(`${lower} * ${lower}`)} * ${lower})`;
    case 'fourth0':
      return `sum(${limb(0)} * ${limb(0)})`;
    case 'fourth1':
      return `sum(2 * ${limb(0)} * ${limb(1)})`;
    case 'fourth2':
      return `sum(2 * ${limb(0)} * ${limb(2)} + ${limb(1)} * ${limb(1)})`;
    case 'fourth3':
      return `sum(2 * ${limb(1)} * ${limb(2)})`;
    case 'fourth4':
      return `sum(${limb(2)} * ${limb(2)})`;
    case 'size':
      return `max(abs(${value}))`;
    case 'held':
      return `count(${high})`;
    case 'special':
      // Made so small that numbers alone can't add up to an infinity.
      return `sum(${scaled(value, -fixedBits)})`;
  }
}
