import type { Literal } from '../../metric/expression.ts';
import { isMultiple } from '../../value/multiple.ts';
import type { ConstraintKind, ConstraintValues, TextPattern } from './constraint.ts';
import { isEqual, isNumber, isWithin, kindOf, kindsOfFamily } from './literals.ts';

/** Tests of a constant by each kind of constraint; what is no test of a single value takes each. */
const tests: {
  readonly [K in ConstraintKind]: (of: ConstraintValues[K], value: Literal) => boolean;
} = {
  type: (families, value) => families.some((one) => kindsOfFamily[one].includes(kindOf(value))),
  minimum: (limit, value) => isWithin(value, limit, -1),
  maximum: (limit, value) => isWithin(value, limit, 1),
  minLength: (least, value) => lengthOf(value) >= least,
  maxLength: (most, value) => lengthOf(value) <= most,
  pattern: (pattern, value) => isFound(pattern, value),
  notPattern: (pattern, value) => !isFound(pattern, value),
  enum: (members, value) => members.some((one) => isEqual(one, value)),
  notEnum: (members, value) => !members.some((one) => isEqual(one, value)),
  integer: (_, value) => isNumber(value) && isMultiple(value, 1),
  multipleOf: (step, value) => isNumber(value) && isMultiple(value, step),
  notNaN: (_, value) => !Number.isNaN(value),
  notInfinite: (_, value) => value !== Infinity && value !== -Infinity,
  onlyNaN: (_, value) => Number.isNaN(value),
  never: () => false,
  required: () => true,
  format: () => true,
  unique: () => true,
  increasing: () => true,
};

/** True where a constant passes a constraint. */
export const accepts = <K extends ConstraintKind>(
  kind: K,
  of: ConstraintValues[K],
  value: Literal,
): boolean => tests[kind](of, value);

/** In code points; of what is no text there is no length, and no comparison with NaN holds. */
const lengthOf = (value: Literal) => (typeof value === 'string' ? [...value].length : NaN);

const isFound = ({ source, flags }: TextPattern, value: Literal) =>
  typeof value === 'string' && new RegExp(source, flags).test(value);
