import type { Family, Literal } from '../../metric/expression.ts';
import type { ConstraintKind, ConstraintValues, RangeEnd, TextPattern } from './constraint.ts';
import { inOrder, isEqual, orderOf, unsigned } from './literals.ts';

/** Two values of one kind as the one that says both, and which of them says it; null where both have to stay. */
type Meeting<Value> = { readonly value: Value; readonly from: 'left' | 'right' | 'both' } | null;

/** Merges two values of one kind. */
export type Meet<Value> = (left: Value, right: Value) => Meeting<Value>;

const same: Meet<true> = () => ({ value: true, from: 'both' });

/** Keeps the value that lies further in; `tie` decides between two that are equal. */
const tighter =
  <Value>(inwards: (left: Value, right: Value) => number, tie: Meet<Value>): Meet<Value> =>
  (left, right) => {
    const order = inwards(left, right);
    if (order > 0) return { value: left, from: 'left' };
    return order < 0 ? { value: right, from: 'right' } : tie(left, right);
  };

/** Limits of numbers and of instants stay beside each other: no value keeps both. */
const limit =
  (side: 1 | -1): Meet<RangeEnd> =>
  (left, right) =>
    orderOf(left.value, right.value) === null ? null : limitOfKind(side)(left, right);

const limitOfKind = (side: 1 | -1): Meet<RangeEnd> =>
  tighter(
    ({ value: left, exclusive }, { value: right, ...other }) =>
      (orderOf(left, right) ?? 0) * side || Number(exclusive) - Number(other.exclusive),
    (left, right) => {
      const { value, exclusive } = inOrder(left.value, right.value) <= 0 ? left : right;
      return { value: { value: unsigned(value), exclusive }, from: 'both' };
    },
  );

const length = (side: 1 | -1): Meet<number> =>
  tighter(
    (left, right) => (left - right) * side,
    (value) => ({ value, from: 'both' }),
  );

/** Equal ones are one; others stay beside each other. */
const each =
  <Value>(areEqual: (left: Value, right: Value) => boolean): Meet<Value> =>
  (left, right) =>
    areEqual(left, right) ? { value: left, from: 'both' } : null;

const pattern: Meet<TextPattern> = each(
  (left, right) => left.source === right.source && left.flags === right.flags,
);

/** Members of both; of a number and a bigint of one value, the one that comes first in one order of all constants. */
const members: Meet<readonly Literal[]> = (left, right) => ({
  value: listed([...left, ...right].filter((one) => [left, right].every((all) => has(all, one)))),
  from: 'both',
});

const has = (all: readonly Literal[], one: Literal) => all.some((other) => isEqual(one, other));

/** A list of constants in one order, each once. */
function listed(values: readonly Literal[]): readonly Literal[] {
  const ordered = values.map(unsigned).toSorted(inOrder);
  return ordered.filter((one, at) => at === 0 || !isEqual(one, ordered[at - 1] ?? NaN));
}

/** Each kind has a rule for two of it; a kind that is forgotten here does not compile. */
export const meets: { readonly [K in ConstraintKind]: Meet<ConstraintValues[K]> } = {
  type: (left, right) => ({
    value: families(left.filter((one) => right.includes(one))),
    from: 'both',
  }),
  required: same,
  minimum: limit(1),
  maximum: limit(-1),
  minLength: length(1),
  maxLength: length(-1),
  pattern,
  notPattern: pattern,
  format: each((left, right) => left === right),
  enum: members,
  notEnum: (left, right) => ({ value: listed([...left, ...right]), from: 'both' }),
  integer: same,
  multipleOf: each((left, right) => left === right),
  notNaN: same,
  notInfinite: same,
  onlyNaN: same,
  never: same,
  unique: same,
  increasing: same,
};

const families = (all: readonly Family[]): readonly Family[] => [...new Set(all)].sort();
