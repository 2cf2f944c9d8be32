/** The number of bits of an integer, or one more. */
const size = (value: bigint): number => {
  const double = Number(value);
  return double < Number.MAX_VALUE
    ? Math.floor(Math.log2(double)) + 1
    : value.toString(16).length * 4;
};

/** The bits that are kept. They are more than a double has, so that the rest can only break a tie. */
const bits = 64;
/** The exponent of a quarter of the smallest double. */
const leastExponent = -1076;

/** Returns the double nearest to `numerator / denominator * 2^exponent`, ties to even, rounded once. */
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

/** Returns `value * 2^exponent`, rounded once: each factor but the last is exact. */
export function scaled(value: number, exponent: number): number {
  if (exponent > 1000) return scaled(value * 2 ** 1000, exponent - 1000);
  if (exponent < leastExponent + 2) return scaled(value / 4, exponent + 2);
  return value * 2 ** exponent;
}
