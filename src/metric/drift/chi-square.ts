import { deviance, stirlingError } from './gamma.ts';

/**
 * Returns the probability that a chi-square variable with so many degrees of freedom exceeds x: the regularized upper
 * incomplete gamma function, by its series below the mean and by its continued fraction above (DLMF 8.7 and 8.9).
 */
export function chiSquareTail(x: number, degrees: number): number {
  if (degrees === 0) return x > 0 ? 0 : 1;
  if (x <= 0) return 1;
  const shape = degrees / 2;
  const point = x / 2;
  return point < shape + 1 ? 1 - lowerSeries(shape, point) : upperFraction(shape, point);
}

/** Returns x^a e^-x / Γ(a+1), written so that no large logarithms cancel. */
const density = (a: number, x: number): number =>
  Math.exp(-deviance(a, x) - stirlingError(a)) / Math.sqrt(2 * Math.PI * a);

function lowerSeries(a: number, x: number): number {
  let term = 1;
  let sum = 1;
  for (let n = 1; term > sum * Number.EPSILON; n += 1) {
    term *= x / (a + n);
    sum += term;
  }
  return sum * density(a, x);
}

/** Evaluates the fraction by Lentz's method. */
function upperFraction(a: number, x: number): number {
  let b = x + 1 - a;
  let c = Number.MAX_VALUE;
  let d = 1 / b;
  let fraction = d;
  for (let n = 1; n < 100_000; n += 1) {
    const numerator = -n * (n - a);
    b += 2;
    d = 1 / (numerator * d + b);
    c = b + numerator / c;
    fraction *= d * c;
    if (Math.abs(d * c - 1) < Number.EPSILON) break;
  }
  return fraction * density(a, x) * a;
}

/** Returns the number that a chi-square variable exceeds with the probability `alpha`, by bisection. */
export function chiSquareQuantile(alpha: number, degrees: number): number {
  if (degrees === 0) return 0;
  let low = 0;
  let high = 2 * degrees + 20;
  while (chiSquareTail(high, degrees) > alpha) high *= 2;
  for (let step = 0; step < 60; step += 1) {
    const middle = (low + high) / 2;
    if (chiSquareTail(middle, degrees) > alpha) low = middle;
    else high = middle;
  }
  return (low + high) / 2;
}
