import { type Decimal, toDecimal } from '../../value/numeric.ts';
import type { NumberShape } from '../domain.ts';

/** Evenly spaced numbers: `index * digits / 10^scale` for each index from the first to the last. */
export interface Grid {
  readonly digits: number;
  readonly scale: number;
  readonly first: number;
  readonly last: number;
}

/** The grid that whole numbers and multiples lie on; null where numbers lie everywhere. */
export function gridOf({ whole, steps, minimum, maximum }: NumberShape): Grid | null {
  const sizes = [...(whole ? [1] : []), ...steps.map(Math.abs)].map(toDecimal);
  if (sizes.length === 0) return null;
  const step = sizes.reduce(leastCommon);
  // Beyond it, products of an index and a step are no longer exact.
  const most = 2n ** 53n / step.digits;
  return {
    digits: Number(step.digits),
    scale: step.scale,
    first: Number(larger(indexFrom(minimum, step), -most)),
    last: Number(-larger(indexFrom(-maximum, step), -most)),
  };
}

/** The number at an index: the double nearest to the decimal. */
export const atIndex = ({ digits, scale }: Grid, index: number): number =>
  scale === 0 ? index * digits : (index * digits) / 10 ** scale;

/** The first index of which the number is not below a limit. */
function indexFrom(limit: number, step: Decimal): bigint {
  if (!Number.isFinite(limit)) return limit > 0 ? 2n ** 53n : -(2n ** 53n);
  const { digits, scale } = toDecimal(limit);
  const [over, under] = [digits * 10n ** BigInt(step.scale), step.digits * 10n ** BigInt(scale)];
  const quotient = over / under;
  return quotient * under < over ? quotient + 1n : quotient;
}

const larger = (one: bigint, other: bigint) => (one > other ? one : other);

function leastCommon(one: Decimal, other: Decimal): Decimal {
  const scale = Math.max(one.scale, other.scale);
  const [a, b] = [one, other].map((of) => of.digits * 10n ** BigInt(scale - of.scale));
  return { digits: ((a ?? 1n) / greatestCommon(a ?? 1n, b ?? 1n)) * (b ?? 1n), scale };
}

const greatestCommon = (one: bigint, other: bigint): bigint =>
  other === 0n ? one : greatestCommon(other, one % other);
