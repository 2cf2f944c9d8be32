import type { Literal } from '../../metric/expression.ts';
import { toDecimal } from '../../value/numeric.ts';
import { accepts } from './accepts.ts';
import type { Parts } from './column-constraint.ts';
import type { ConstraintKind, ConstraintValues, RangeEnd } from './constraint.ts';
import { isNumber } from './literals.ts';
import { type RuleReference, type Stated, together } from './rule-reference.ts';

/**
 * Lets the parts of a column narrow each other, which refuses no value that they all take: of members those are left that
 * every other part takes, and limits move to the next whole number, or multiple, where no other value passes.
 */
export function tighten(parts: Parts): Parts {
  const rounded = {
    ...parts,
    minimum: parts.minimum.map((limit) => roundedInwards(limit, parts, 1)),
    maximum: parts.maximum.map((limit) => roundedInwards(limit, parts, -1)),
  };
  return { ...rounded, enum: parts.enum.map((members) => membersLeft(members, parts)) };
}

/** The kinds that a member is tested by. */
const ofMembers = [
  'type',
  'minimum',
  'maximum',
  'minLength',
  'maxLength',
  'pattern',
  'notPattern',
  'notEnum',
  'integer',
  'multipleOf',
  'notInfinite',
  'onlyNaN',
  'never',
] as const satisfies readonly ConstraintKind[];

type Members = Stated<readonly Literal[]>;

/** The members that all other parts take; the rules that refuse one are named as well. */
export function membersLeft(members: Members, parts: Parts): Members {
  const refusing = ofMembers.flatMap((kind) => refusals(kind, members.value, parts));
  return {
    value: members.value.filter((one) => !refusing.some(({ refused }) => refused.has(one))),
    by: together(members.by, ...refusing.map(({ by }) => by)),
  };
}

interface Refusal {
  readonly by: readonly RuleReference[];
  readonly refused: ReadonlySet<Literal>;
}

/** Parts of a kind that refuse a member. */
function refusals<K extends ConstraintKind>(
  kind: K,
  members: readonly Literal[],
  parts: Parts,
): readonly Refusal[] {
  const stated: readonly Stated<ConstraintValues[K]>[] = parts[kind];
  return stated.flatMap(({ value, by }) => {
    const refused = new Set(members.filter((one) => !accepts(kind, value, one)));
    return refused.size === 0 ? [] : [{ by, refused }];
  });
}

/** Up to here zod's forgiving multipleOf takes no whole number that is no multiple. */
const exactUpTo = 2n ** 48n;

/** A limit of numbers as the next value that can pass, towards `side`; as it is where that is not a question of steps. */
function roundedInwards(limit: Stated<RangeEnd>, parts: Parts, side: 1 | -1): Stated<RangeEnd> {
  const [integer] = parts.integer;
  const { value, exclusive } = limit.value;
  if (!integer || !isNumber(value) || Math.abs(Number(value)) === Infinity) return limit;
  const whole = wholeFrom(value, exclusive, side);
  const steps = parts.multipleOf.filter(({ value: step }) => isWholeStep(step));
  const step = steps.reduce((common, { value: one }) => leastCommon(common, BigInt(one)), 1n);
  const next = nextMultiple(whole, step, side);
  const isExact = [whole, next, step].every((one) => one < exactUpTo && one > -exactUpTo);
  const found = isExact ? next : whole;
  const by = together(
    limit.by,
    whole === toWhole(value) && !exclusive ? [] : integer.by,
    ...(isExact && next !== whole ? steps.map((one) => one.by) : []),
  );
  return { value: { value: plain(found), exclusive: false }, by };
}

const isWholeStep = (step: number | bigint) =>
  step !== 0 && step !== 0n && (typeof step === 'bigint' || Number.isSafeInteger(step));

const leastCommon = (one: bigint, other: bigint): bigint =>
  (one / greatestCommon(one, other)) * other;

function greatestCommon(one: bigint, other: bigint): bigint {
  return other === 0n ? one : greatestCommon(other, one % other);
}

/** The first whole number that a limit lets pass, exact at any size. */
function wholeFrom(value: number | bigint, exclusive: boolean, side: 1 | -1): bigint {
  const whole = toWhole(value);
  if (whole !== null) return exclusive ? whole + BigInt(side) : whole;
  return BigInt(side > 0 ? Math.ceil(Number(value)) : Math.floor(Number(value)));
}

function toWhole(value: number | bigint): bigint | null {
  const { digits, scale } = toDecimal(value);
  return scale === 0 ? digits : null;
}

/** The first multiple at or beyond a whole number, towards `side`. */
function nextMultiple(whole: bigint, step: bigint, side: 1 | -1): bigint {
  const rest = ((whole % step) + step) % step;
  if (rest === 0n) return whole;
  return side > 0 ? whole + step - rest : whole - rest;
}

const plain = (value: bigint): number | bigint =>
  value <= BigInt(Number.MAX_SAFE_INTEGER) && value >= BigInt(Number.MIN_SAFE_INTEGER)
    ? Number(value)
    : value;
