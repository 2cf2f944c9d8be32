import type { Literal } from '../../metric/expression.ts';
import type { Parts } from './column-constraint.ts';
import type { ConstraintKind, ConstraintValues, RangeEnd } from './constraint.ts';
import { constraintInWords } from './constraint-words.ts';
import { orderOf } from './literals.ts';
import type { Said } from './merge.ts';
import { type RuleReference, type Stated, together } from './rule-reference.ts';
import { membersLeft } from './tighten.ts';
import { kindsOf } from './value-kinds.ts';

/** Rules of one column that exclude each other, with their constraints in words. */
export interface FoundContradiction {
  readonly kind: 'type' | 'range' | 'length' | 'members' | 'pattern' | 'null' | 'nan';
  readonly rules: readonly RuleReference[];
  readonly words: readonly string[];
}

/** The rules of a column: each by itself, merged, and tightened. */
export interface ColumnRules {
  readonly said: readonly Said[];
  readonly merged: Parts;
  readonly tight: Parts;
}

type Find = (rules: ColumnRules) => readonly FoundContradiction[];

const part = <K extends ConstraintKind>(
  kind: K,
  { value, by }: Stated<ConstraintValues[K]>,
): { readonly words: string; readonly by: readonly RuleReference[] } => ({
  words: constraintInWords(kind, value),
  by,
});

const finding = (
  kind: FoundContradiction['kind'],
  ...parts: readonly ReturnType<typeof part>[]
): FoundContradiction => ({
  kind,
  rules: together(...parts.map(({ by }) => by)),
  words: [...new Set(parts.map(({ words }) => words))],
});

const kindsOfSaid = <K extends ConstraintKind>({ kind, value }: Said<K>) => kindsOf[kind](value);
const partOfSaid = <K extends ConstraintKind>({ kind, value, by }: Said<K>) =>
  part(kind, { value, by });

/** Two rules that are about values of different types. */
const types: Find = ({ said, merged }) => {
  const [type] = merged.type;
  const known = said.flatMap((one) => {
    const kinds = kindsOfSaid(one);
    return kinds === null ? [] : [{ one, kinds }];
  });
  for (const [at, left] of known.entries()) {
    const right = known
      .slice(at + 1)
      .find(({ kinds }) => !kinds.some((kind) => left.kinds.includes(kind)));
    if (right && left.kinds.length > 0 && right.kinds.length > 0)
      return [finding('type', partOfSaid(left.one), partOfSaid(right.one))];
  }
  if (!type || type.value.length > 0) return [];
  return [
    finding('type', ...said.filter(({ kind }) => kind === 'type').map((one) => partOfSaid(one))),
  ];
};

const isEmpty = (low: RangeEnd, high: RangeEnd): boolean => {
  const order = orderOf(low.value, high.value);
  return order !== null && (order > 0 || (order === 0 && (low.exclusive || high.exclusive)));
};

/** A minimum above the maximum, or no whole number or multiple between them. */
const range: Find = ({ merged, tight }) => {
  const [low, high, lowest, highest] = [
    ...[merged.minimum[0], merged.maximum[0]],
    ...[tight.minimum[0], tight.maximum[0]],
  ];
  if (!low || !high || !lowest || !highest) return [];
  const ends = [part('minimum', low), part('maximum', high)];
  if (isEmpty(low.value, high.value)) return [finding('range', ...ends)];
  if (!isEmpty(lowest.value, highest.value)) return [];
  const moved = together(lowest.by, highest.by);
  const steps = [
    ...merged.integer.map((one) => part('integer', one)),
    ...merged.multipleOf.map((one) => part('multipleOf', one)),
  ].filter(({ by }) => by.every((rule) => moved.includes(rule)));
  return [finding('range', ...ends, ...steps)];
};

const lengths: Find = ({ merged: { minLength, maxLength } }) => {
  const [least, most] = [minLength[0], maxLength[0]];
  if (most && most.value < 0) return [finding('length', part('maxLength', most))];
  if (!least || !most || least.value <= most.value) return [];
  return [finding('length', part('minLength', least), part('maxLength', most))];
};

/** No member is in every list, or the other rules refuse all that are. */
const members: Find = ({ said, merged, tight }) => {
  const [all, left] = [merged.enum[0], tight.enum[0]];
  if (!all || !left || left.value.length > 0) return [];
  const lists = said.filter(({ kind }) => kind === 'enum').map((one) => partOfSaid(one));
  if (all.value.length === 0) return lists.length > 1 ? [finding('members', ...lists)] : [];
  return [{ ...finding('members', part('enum', all), ...refusing(left.by, said)), rules: left.by }];
};

/** The constraints of the named rules, without their lists of members. */
const refusing = (by: readonly RuleReference[], said: readonly Said[]) =>
  said
    .filter((one) => one.kind !== 'enum' && one.by.every((rule) => by.includes(rule)))
    .map((one) => partOfSaid(one));

/** The only value of a range is refused by another rule. */
const point: Find = ({ said, tight }) => {
  const [low, high] = [tight.minimum[0], tight.maximum[0]];
  if (!low || !high || tight.enum.length > 0 || isEmpty(low.value, high.value)) return [];
  if (orderOf(low.value.value, high.value.value) !== 0) return [];
  const only: Stated<readonly Literal[]> = {
    value: [low.value.value],
    by: together(low.by, high.by),
  };
  const left = membersLeft(only, tight);
  if (left.value.length > 0) return [];
  return [
    { ...finding('members', part('enum', only), ...refusing(left.by, said)), rules: left.by },
  ];
};

const patterns: Find = ({ merged: { pattern, notPattern } }) =>
  pattern.flatMap((one) => {
    const { source, flags } = one.value;
    const opposite = notPattern.find(
      ({ value }) => value.source === source && value.flags === flags,
    );
    return opposite ? [finding('pattern', part('pattern', one), part('notPattern', opposite))] : [];
  });

const nulls: Find = ({ merged: { required, never } }) => {
  const [some, none] = [required[0], never[0]];
  return some && none ? [finding('null', part('required', some), part('never', none))] : [];
};

/** Nothing but NaN passes one rule, and no NaN another. */
const nan: Find = ({ merged }) => {
  const [only] = merged.onlyNaN;
  if (!only) return [];
  const others = [
    ...merged.minimum.map((one) => part('minimum', one)),
    ...merged.maximum.map((one) => part('maximum', one)),
    ...merged.enum.map((one) => part('enum', one)),
    ...merged.integer.map((one) => part('integer', one)),
    ...merged.multipleOf.map((one) => part('multipleOf', one)),
    ...merged.notNaN.map((one) => part('notNaN', one)),
  ];
  return others.map((other) => finding('nan', part('onlyNaN', only), other));
};

/** The ways in which rules of a column exclude each other. */
export const finders: readonly Find[] = [
  types,
  range,
  lengths,
  members,
  point,
  patterns,
  nulls,
  nan,
];
