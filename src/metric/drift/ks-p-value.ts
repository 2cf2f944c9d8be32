import type { Sizes } from './compared.ts';
import { kolmogorovTail } from './kolmogorov.ts';

/** Samples up to this size have their exact p-value, as with scipy's `method='auto'`. */
const mostExact = 10_000;

/**
 * Returns the probability that two samples of one continuous population differ at least so much. It is exact for up to
 * 10,000 values each. Beyond, it is that of one sample with n m / (n + m) values, as in scipy. With ties it is at most that.
 */
export const ksPValue = (difference: number, sizes: Sizes): number =>
  Math.max(sizes.reference, sizes.current) <= mostExact
    ? ksExact(difference, sizes)
    : ksAsymptotic(difference, sizes);

/** Returns the p-value by the distribution of one sample. */
export const ksAsymptotic = (difference: number, { reference, current }: Sizes): number =>
  kolmogorovTail(Math.round((reference * current) / (reference + current)), difference);

/**
 * Returns the p-value by all orders of the two samples, which are equally likely: the probability that a path from (0, 0) to
 * (n, m) leaves the band in which |x / n - y / m| is below the difference (Hodges, The significance probability of the
 * Smirnov two-sample test, 1958).
 */
export function ksExact(difference: number, { reference, current }: Sizes): number {
  const [n, m] = reference >= current ? [reference, current] : [current, reference];
  const common = gcd(n, m);
  const scale = (n / common) * m;
  const limit = Math.round(difference * scale);
  if (limit <= 0) return 1;
  const bound = difference ** 2 * ((n / (n + m)) * m);
  // No larger than 2.17 e^(-2 bound) (Wei and Dudley 2012), which no double holds.
  if (limit > scale || bound > 380) return 0;
  return n === m
    ? equalSizes(n, limit)
    : leaving(n, m, { limit, up: n / common, across: m / common });
}

const gcd = (a: number, b: number): number => (b === 0 ? a : gcd(b, a % b));

/** Returns the probability for samples of one size by the reflections of a path (Gnedenko and Korolyuk 1951). */
function equalSizes(n: number, limit: number): number {
  let probability = 0;
  for (let reflection = Math.floor(n / limit); reflection >= 1; reflection -= 1) {
    const base = reflection * limit;
    const previous = base - limit;
    // C(2n, n - base) / C(2n, n - previous).
    let ratio = 1;
    for (let j = 0; j < limit; j += 1) ratio *= (n - previous - j) / (n + previous + j + 1);
    probability = ratio * (1 - probability);
  }
  return Math.min(1, 2 * probability);
}

/** Returns the probability by steps, for each point the one that a path to it has left the band. All terms are positive. */
function leaving(
  n: number,
  m: number,
  { limit, up, across }: { readonly limit: number; readonly up: number; readonly across: number },
): number {
  // left[y] is the probability at (x, y); outside of the band it is 1.
  const left = new Float64Array(m + 1).fill(1);
  for (let x = 0; x <= n; x += 1) {
    const first = Math.max(0, Math.floor((x * across - limit) / up) + 1);
    const last = Math.min(m, Math.ceil((x * across + limit) / up) - 1);
    for (let y = first; y <= last; y += 1) {
      const below = y > 0 ? (y > first ? (left[y - 1] ?? 0) : 1) : 0;
      const before = x > 0 ? (left[y] ?? 0) : 0;
      left[y] = x + y === 0 ? 0 : (before * x + below * y) / (x + y);
    }
    for (let y = first - 1; y >= 0 && left[y] !== 1; y -= 1) left[y] = 1;
  }
  return left[m] ?? 1;
}
