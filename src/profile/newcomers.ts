/** The parts of the rows after which values are looked for that were not there before. */
const splits = [0.25, 0.5, 0.75] as const;

/** The chance below which it is none that so many values are met late. */
const rarely = 0.001;

/**
 * Returns true if values are met in later rows that are in none before, and chance does not explain it, as in a file that is sorted by
 * something or that grew over years. More of them may follow.
 */
export function keepComing(
  values: readonly string[],
  counts: ReadonlyMap<string, number>,
): boolean {
  const rows = [...counts.values()];
  return splits.some((share) => {
    const early = new Set(values.slice(0, Math.ceil(values.length * share)));
    const late = [...counts].flatMap(([value, n]) => (early.has(value) ? [] : [n]));
    return areNoChance(late, rows, share);
  });
}

/**
 * Returns true if values of so many rows each could hardly be missing by chance from a share of the rows: one of them, or so many. A value
 * of n rows is missing if all of them lie in the others.
 */
export function areNoChance(
  missing: readonly number[],
  counts: readonly number[],
  share: number,
): boolean {
  if (missing.length === 0) return false;
  const chanceOf = (rows: number) => (1 - share) ** rows;
  const expected = counts.reduce((sum, rows) => sum + chanceOf(rows), 0);
  return (
    counts.length * chanceOf(Math.max(...missing)) < rarely ||
    chanceOfAtLeast(missing.length, expected) < rarely
  );
}

/** Returns the chance of at least so many rare events, of which so many are expected, by Poisson's distribution. */
function chanceOfAtLeast(least: number, expected: number): number {
  if (least <= expected) return 1;
  // The terms are added from the one of `least` on: taken from 1, a small chance would lose its digits.
  let log = -expected;
  for (let at = 1; at <= least; at += 1) log += Math.log(expected / at);
  let [sum, term] = [0, Math.exp(log)];
  for (let at = least; term > sum * 1e-9; at += 1) {
    sum += term;
    term *= expected / (at + 1);
  }
  return sum;
}
