/** Returns a name that none of others is, whatever its case: `base`, with as many underscores before it as it takes. */
export function freeName(base: string, names: readonly string[]): string {
  const taken = new Set(names.map((name) => name.toLowerCase()));
  let name = base;
  while (taken.has(name)) name = `_${name}`;
  return name;
}
