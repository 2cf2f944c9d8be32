/** Returns the word of `known` that needs the fewest changes to become `word`; undefined if none is near. */
export function closest(word: string, known: readonly string[]): string | undefined {
  const distances = known.map(
    (one) => [distance(word.toLowerCase(), one.toLowerCase()), one] as const,
  );
  const [best] = distances.sort(([a], [b]) => a - b);
  return best && best[0] <= Math.max(2, word.length / 2) ? best[1] : undefined;
}

/** Returns the number of characters to insert, delete or replace (Levenshtein). */
export function distance(from: string, to: string): number {
  let above = Array.from({ length: to.length + 1 }, (_, at) => at);
  for (const [row, letter] of [...from].entries()) {
    const current = [row + 1];
    for (const [at, other] of [...to].entries()) {
      const replaced = (above[at] ?? 0) + (letter === other ? 0 : 1);
      current.push(Math.min(replaced, (above[at + 1] ?? 0) + 1, (current[at] ?? 0) + 1));
    }
    above = current;
  }
  return above.at(-1) ?? 0;
}
