import { durbin } from './durbin.ts';
import { deviance, stirlingError } from './gamma.ts';

/**
 * Returns the probability that the distribution function of n values differs from that of their continuous population by
 * at least d somewhere. The formulas and where each is taken follow Simard and L'Ecuyer (Computing the two-sided
 * Kolmogorov-Smirnov distribution, 2011), as in scipy.
 */
export function kolmogorovTail(n: number, d: number): number {
  if (d <= 0) return 1;
  if (d >= 1) return 0;
  const size = n * d * d;
  if (n * d <= 0.5) return 1;
  // Both directions at once are then too rare to count.
  if (d >= 0.5 || size > (n <= 140 ? 4 : 2.2)) return Math.min(1, 2 * oneSided(n, d));
  const isSmall = n <= 140 || (n <= 100_000 && n * d ** 1.5 <= 1.4);
  return Math.min(1, Math.max(0, 1 - (isSmall ? durbin(n, d) : pelzGood(n, d))));
}

/** A one-sided tail of more values than this is taken by its limit. */
const mostSummed = 1_000_000;

/** Returns the probability that the difference in one direction is at least d (Smirnov 1944; Birnbaum and Tingey 1951). */
function oneSided(n: number, d: number): number {
  if (n > mostSummed) return Math.exp(-((6 * n * d + 1) ** 2) / (18 * n));
  let sum = 0;
  for (let i = 0; i <= Math.floor(n * (1 - d)); i += 1) {
    const p = d + i / n;
    sum += (binomial(n, i, p) * d) / p;
  }
  return sum;
}

/** Returns the binomial probability of k among n by its deviances (Loader 2000), which keeps the digits of a large n. */
function binomial(n: number, k: number, p: number): number {
  if (k === 0) return Math.exp(n * Math.log1p(-p));
  if (k === n) return p ** n;
  if (p >= 1) return 0;
  const exponent =
    stirlingError(n) -
    stirlingError(k) -
    stirlingError(n - k) -
    deviance(k, n * p) -
    deviance(n - k, n * (1 - p));
  return Math.exp(exponent) * Math.sqrt(n / (2 * Math.PI * k * (n - k)));
}

/** Returns the probability of a difference below d by four terms in 1/√n (Pelz and Good 1976). */
function pelzGood(n: number, d: number): number {
  const z = Math.sqrt(n) * d;
  const z2 = z * z;
  const z4 = z2 * z2;
  const z6 = z4 * z2;
  const terms = [0, 0, 0, 0];
  const add = (term: number, amount: number): void => {
    terms[term] = (terms[term] ?? 0) + amount;
  };
  for (let k = 0; k < 40; k += 1) {
    const a = (Math.PI * (k + 0.5)) ** 2;
    const odd = Math.exp(-a / (2 * z2));
    add(0, 2 * odd);
    add(1, odd * (a - z2));
    add(2, odd * (6 * z6 + 2 * z4 + a * (2 * z4 - 5 * z2) + a * a * (1 - 2 * z2)));
    add(
      3,
      odd *
        (a ** 3 * (5 - 30 * z2) +
          a * a * (-60 * z2 + 212 * z4) +
          a * (135 * z4 - 96 * z6) -
          30 * z6 -
          90 * z6 * z2),
    );
  }
  let even2 = 0;
  let even3 = 0;
  for (let k = 1; k < 40; k += 1) {
    const b = (Math.PI * k) ** 2;
    const even = Math.exp(-b / (2 * z2));
    even2 += b * even;
    even3 += (3 * b * z2 - b * b) * even;
  }
  const [k0 = 0, k1 = 0, k2 = 0, k3 = 0] = terms;
  const root = Math.sqrt(Math.PI / 2);
  return (
    (root / z) * k0 +
    (root / (3 * z4)) * (k1 / Math.sqrt(n)) +
    ((root / (36 * z6 * z)) * k2 - (root / (18 * z2 * z)) * even2) / n +
    ((root / (3240 * z6 * z4)) * k3 + (root / (108 * z6)) * even3) / n ** 1.5
  );
}
