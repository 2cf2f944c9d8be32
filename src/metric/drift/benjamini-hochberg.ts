/**
 * Returns the p-values of several tests, corrected so that among those at most q the expected share of false ones is at most
 * q (Benjamini and Hochberg, Controlling the false discovery rate, 1995).
 */
export function benjaminiHochberg(pValues: readonly number[]): readonly number[] {
  const corrected = new Array<number>(pValues.length).fill(1);
  const descending = pValues.map((p, index) => ({ p, index })).sort((a, b) => b.p - a.p);
  let least = 1;
  for (const [i, { p, index }] of descending.entries()) {
    least = Math.min(least, (p * pValues.length) / (pValues.length - i));
    corrected[index] = least;
  }
  return corrected;
}
