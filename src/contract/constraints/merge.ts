import type { Family, Literal } from '../../metric/expression.ts';
import type { Parts } from './column-constraint.ts';
import type { ConstraintKind, ConstraintValues, RangeEnd, TextPattern } from './constraint.ts';
import { inOrder, isEqual, orderOf, unsigned } from './literals.ts';
import { type RuleReference, type Stated, together } from './rule-reference.ts';

/** A constraint with the rules that say it. */
export type Said<K extends ConstraintKind = ConstraintKind> = {
  readonly [P in K]: {
    readonly kind: P;
    readonly value: ConstraintValues[P];
    readonly by: readonly RuleReference[];
  };
}[K];

/** Two values of one kind as the one that says both, and which of them says it; null where both have to stay. */
type Meeting<Value> = { readonly value: Value; readonly from: 'left' | 'right' | 'both' } | null;

type Meet<Value> = (left: Value, right: Value) => Meeting<Value>;

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
const meets: { readonly [K in ConstraintKind]: Meet<ConstraintValues[K]> } = {
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

/** Merges all that is said of one column: the same parts in whatever order it is said, and however often. */
export function mergeParts(said: readonly Said[]): Parts {
  const heaps = emptyHeaps();
  for (const one of said) put(heaps, one);
  return {
    type: merged(meets.type, heaps.type),
    required: merged(meets.required, heaps.required),
    minimum: merged(meets.minimum, heaps.minimum),
    maximum: merged(meets.maximum, heaps.maximum),
    minLength: merged(meets.minLength, heaps.minLength),
    maxLength: merged(meets.maxLength, heaps.maxLength),
    pattern: merged(meets.pattern, heaps.pattern),
    notPattern: merged(meets.notPattern, heaps.notPattern),
    format: merged(meets.format, heaps.format),
    enum: merged(meets.enum, heaps.enum),
    notEnum: merged(meets.notEnum, heaps.notEnum),
    integer: merged(meets.integer, heaps.integer),
    multipleOf: merged(meets.multipleOf, heaps.multipleOf),
    notNaN: merged(meets.notNaN, heaps.notNaN),
    notInfinite: merged(meets.notInfinite, heaps.notInfinite),
    onlyNaN: merged(meets.onlyNaN, heaps.onlyNaN),
    never: merged(meets.never, heaps.never),
    unique: merged(meets.unique, heaps.unique),
    increasing: merged(meets.increasing, heaps.increasing),
  };
}

type Heaps = { readonly [K in ConstraintKind]: Stated<ConstraintValues[K]>[] };

const emptyHeaps = (): Heaps => ({
  type: [],
  required: [],
  minimum: [],
  maximum: [],
  minLength: [],
  maxLength: [],
  pattern: [],
  notPattern: [],
  format: [],
  enum: [],
  notEnum: [],
  integer: [],
  multipleOf: [],
  notNaN: [],
  notInfinite: [],
  onlyNaN: [],
  never: [],
  unique: [],
  increasing: [],
});

function put<K extends ConstraintKind>(heaps: Heaps, { kind, value, by }: Said<K>): void {
  const heap: Heaps[K] = heaps[kind];
  heap.push({ value, by });
}

function merged<Value>(
  meet: Meet<Value>,
  heap: readonly Stated<Value>[],
): readonly Stated<Value>[] {
  const found: Stated<Value>[] = [];
  for (const { value: written, by } of heap) {
    const value = meet(written, written)?.value ?? written;
    const at = found.findIndex((known) => meet(known.value, value) !== null);
    const known = found[at];
    if (known) found[at] = met(meet, known, { value, by });
    else found.push({ value, by });
  }
  return found.toSorted(byRule);
}

function met<Value>(meet: Meet<Value>, left: Stated<Value>, right: Stated<Value>): Stated<Value> {
  const meeting = meet(left.value, right.value);
  if (meeting === null) return left;
  const by = {
    left: left.by,
    right: right.by,
    both: together(left.by, right.by),
  }[meeting.from];
  return { value: meeting.value, by };
}

/** In the contract's order, and what one rule says in the order of its text. */
function byRule(left: Stated<unknown>, right: Stated<unknown>): number {
  const [one, other] = [left, right].map(({ by }) => by[0]?.index ?? -1);
  if (one !== other) return (one ?? 0) - (other ?? 0);
  const [text, next] = [left, right].map(({ value }) => written(value));
  return (text ?? '') < (next ?? '') ? -1 : 1;
}

const written = (value: unknown) =>
  JSON.stringify(value, (_, part) => (typeof part === 'bigint' ? `${part}n` : part)) ?? '';
