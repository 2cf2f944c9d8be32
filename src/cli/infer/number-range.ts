import { looksPersonal } from '../../privacy/personal.ts';
import { isNamedCode, isNamedKey } from '../../profile/key-names.ts';
import type { ColumnProfile } from '../../profile/profile.ts';
import { approximate } from '../../value/numeric.ts';
import { isSafe, roundDown, roundUp, underscored } from './number-text.ts';

/** Bounds that the nature of a value gives, by the words of its column's name. */
const natural: readonly { readonly name: RegExp; readonly low: number; readonly high: number }[] = [
  { name: /(^|[^a-z])lat(itude)?([^a-z]|$)/i, low: -90, high: 90 },
  { name: /(^|[^a-z])(lon|lng|longitude)([^a-z]|$)/i, low: -180, high: 180 },
  { name: /(^|[^a-z])month([^a-z]|$)/i, low: 1, high: 12 },
  { name: /(^|[^a-z])hour([^a-z]|$)/i, low: 0, high: 23 },
  { name: /percent|(^|[^a-z])pct([^a-z]|$)/i, low: 0, high: 100 },
  {
    name: /(^|[^a-z])(share|ratio|rate|fraction|probability|discount)([^a-z]|$)/i,
    low: 0,
    high: 1,
  },
];

/** The rows from which the range of values is known well enough to bound it. */
const enough = 20;

/** Returns the calls that bound a column of numbers: by nature, by 0, and by what was seen with room for as much again. */
export function numberRange(one: ColumnProfile): string {
  const { min, max, family, name, filled } = one;
  if (min === null || max === null) return sign(one);
  if (family === 'integer' && (!isSafe(min) || !isSafe(max))) return sign(one);
  const [low, high] = [approximate(min), approximate(max)];
  if (!Number.isFinite(low) || !Number.isFinite(high)) return sign(one);
  const nature = natural.find(
    (bounds) => bounds.name.test(name) && bounds.low <= low && high <= bounds.high,
  );
  if (nature) return `.min(${nature.low}).max(${nature.high})`;
  const isCounted = one.isKey || one.duplicates > 0 || one.rises || isNamedCode(name);
  if (isCounted || filled < enough || low === high) return sign(one);
  const top = high + room(one, low, high);
  const bottom = low - (high - low) * (one.wanders ? 2 : 1);
  const to = family === 'integer' ? Math.ceil(roundUp(top)) : roundUp(top);
  const from = family === 'integer' ? Math.floor(roundDown(bottom)) : roundDown(bottom);
  if (!(from < low && high < to) || [from, to].some((end) => !mayBound(end, family)))
    return sign(one);
  if ([from, to].some((end) => looksPersonal(String(end)))) return sign(one);
  const below = low >= 0 ? sign(one) : `.min(${underscored(from)})`;
  // Where all lie far below zero, it is no chance that none is above.
  const above = high <= low - high ? 0 : to;
  return `${below}.max(${underscored(above)})`;
}

/** True for a number that a type can be bounded by; one of whole numbers has to be exact. */
const mayBound = (end: number, family: ColumnProfile['family']): boolean =>
  family === 'integer' ? isSafe(end) : Number.isFinite(end);

/** True if the greatest value is far above the mean, so that another may lie much farther. */
export const isLong = (
  { mean, stddev }: Pick<ColumnProfile, 'mean' | 'stddev'>,
  high: number,
): boolean => mean !== null && stddev !== null && stddev > 0 && (high - mean) / stddev > 3.5;

/** Returns the room above the greatest value: as much again as was seen, and more where few are far above the others, or all wander. */
function room({ mean, stddev, wanders }: ColumnProfile, low: number, high: number): number {
  const range = high - low;
  if (isLong({ mean, stddev }, high)) return Math.max(range, Math.abs(high)) * 9;
  return wanders ? Math.max(range * 2, growth(low, high)) : range;
}

/** The most times the greatest value that it may grow by. */
const mostGrowth = 9;

/** Returns the room for numbers that grow by a factor, as prices do: for twice the growth that was seen again. */
const growth = (low: number, high: number): number =>
  low > 0 ? high * Math.min(mostGrowth, (high / low) ** 2 - 1) : 0;

/** The range, as a multiple of the least value, from which it may be chance that no value is 0. */
const near = 10;

/** Returns `.positive()` or `.nonnegative()` where no value is below. Numbers that count up and are no key may begin with 0. */
function sign({ min, max, family, repeats, name, isKey, filled }: ColumnProfile): string {
  if (min === null || Number.isNaN(approximate(min)) || approximate(min) < 0) return '';
  const low = approximate(min);
  const isFar = max !== null && approximate(max) - low <= low * near;
  // One that counts up from 0 lacks its least values where half of the rows were drawn.
  const isFromOne = low >= near || (isKey && max !== null && approximate(max) === low + filled - 1);
  const isPositive =
    low > 0 && family === 'integer' && ((repeats && isFar) || (isNamedKey(name) && isFromOne));
  return isPositive ? '.positive()' : '.nonnegative()';
}
