const size = (value: bigint): number => value.toString(16).length * 4;

/** More bits than a double has, so that what is cut off below them can only break a tie. */
const bits = 64;
/** Half of half of the smallest double. */
const leastExponent = -1076;

/** The double nearest to `numerator / denominator * 2^exponent`, ties to even: one rounding, whatever the sizes. */
export function nearest(numerator: bigint, denominator: bigint, exponent = 0): number {
  if (numerator < 0n) return -nearest(-numerator, denominator, exponent);
  if (numerator === 0n) return 0;
  const shift = Math.min(bits + size(denominator) - size(numerator), exponent - leastExponent);
  const [above, below] = shift >= 0 ? [shift, 0] : [0, -shift];
  const divisor = denominator << BigInt(below);
  const shifted = numerator << BigInt(above);
  const whole = shifted / divisor;
  const isCut = whole * divisor !== shifted;
  return scaled(Number(isCut ? whole | 1n : whole), exponent - shift);
}

/** `value * 2^exponent`, rounded once: each factor but the last is exact. */
export function scaled(value: number, exponent: number): number {
  if (exponent > 1000) return scaled(value * 2 ** 1000, exponent - 1000);
  if (exponent < leastExponent + 2) return scaled(value / 4, exponent + 2);
  return value * 2 ** exponent;
}
