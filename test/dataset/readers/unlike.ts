/** Returns a sentence on a thing that is not the same both ways; none if it is. */
export function unlike(thing: string, fast: unknown, slow: unknown): readonly string[] {
  const [one, other] = [JSON.stringify(fast ?? null), JSON.stringify(slow ?? null)];
  return one === other ? [] : [`${thing}: ${one} in place of ${other}`];
}
