import { toDecimal } from '../../value/numeric.ts';
import { clamp } from './draw.ts';

/** The number that others shrink to: zero, or the roundest number that is nearest to it. */
export function simplestNumber(
  minimum: number,
  maximum: number,
  accepts: (value: number) => boolean,
): number | null {
  const nearest = clamp(0, minimum, maximum);
  const tried = [nearest, Math.ceil(nearest), Math.floor(nearest)];
  return tried.filter(accepts).sort((one, other) => digitsOf(one) - digitsOf(other))[0] ?? null;
}

/**
 * Finds simpler numbers: fewer digits after the point, then nearer to the simplest one, then without a sign. NaN and the
 * infinities come last.
 */
export function* simplerNumbers(
  value: number,
  simplest: number,
  step: number | null,
  accepts: (value: number) => boolean,
): Iterable<number> {
  const rank = rankFrom(simplest);
  for (const one of candidates(value, simplest, step)) {
    if (accepts(one) && isBelow(rank(one), rank(value))) yield one;
  }
}

function* candidates(value: number, simplest: number, step: number | null): Iterable<number> {
  yield simplest;
  if (!Number.isFinite(value)) return;
  const digits = digitsOf(value);
  for (let kept = 0; kept < Math.min(digits, 20); kept++) yield* roundedTo(value, kept);
  if (value < 0) yield -value;
  const unit = step ?? (digits > 20 ? 0 : 10 ** -digits);
  if (unit === 0) return;
  const distance = Math.round(Math.abs(value - simplest) / unit);
  const side = value < simplest ? 1 : -1;
  for (let left = Math.floor(distance / 2); left >= 1; left = Math.floor(left / 2)) {
    yield atDigits(value + side * left * unit, digits);
    if (left === 1) return;
  }
}

const roundedTo = (value: number, digits: number): readonly number[] => {
  const scale = 10 ** digits;
  return [Math.trunc(value * scale) / scale, Math.ceil(Math.abs(value) * scale) / scale];
};

/** Takes the dust of a floating-point sum away. */
const atDigits = (value: number, digits: number) =>
  digits === 0 || digits > 20 || Math.abs(value) > 1e15 ? value : Number(value.toFixed(digits));

const digitsOf = (value: number) => (Number.isFinite(value) ? toDecimal(value).scale : Infinity);

const rankFrom =
  (simplest: number) =>
  (value: number): readonly number[] => [
    Number.isNaN(value) ? 3 : Number.isFinite(value) ? 0 : value < 0 ? 2 : 1,
    digitsOf(value),
    Math.abs(value - simplest),
    value < 0 || Object.is(value, -0) ? 1 : 0,
  ];

/** Compares two lists of numbers as words are compared. */
export function isBelow(one: readonly number[], other: readonly number[]): boolean {
  const at = one.findIndex((rank, index) => rank !== other[index]);
  return at >= 0 && (one[at] ?? 0) < (other[at] ?? 0);
}
