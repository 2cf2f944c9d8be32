import type { Parts } from './column-constraint.ts';
import type { ConstraintKind, ConstraintValues } from './constraint.ts';
import { type Meet, meets } from './meets.ts';
import { type RuleReference, type Stated, together } from './rule-reference.ts';

/** A constraint with the rules that say it. */
export type Said<K extends ConstraintKind = ConstraintKind> = {
  readonly [P in K]: {
    readonly kind: P;
    readonly value: ConstraintValues[P];
    readonly by: readonly RuleReference[];
  };
}[K];

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
