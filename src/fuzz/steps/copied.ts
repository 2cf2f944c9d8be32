/** Copies a value of a row, so that a step that changes its input changes only its own copy. */
function copied(value: unknown): unknown {
  if (typeof value !== 'object' || value === null) return value;
  if (value instanceof Date) return new Date(value);
  if (value instanceof Map)
    return new Map(Array.from(value, ([key, one]) => [copied(key), copied(one)]));
  if (value instanceof Set) return new Set(Array.from(value, copied));
  if (value instanceof Uint8Array) return value.slice();
  return Array.isArray(value) ? value.map(copied) : copiedRow(value);
}

/** Copies an object and the values in it. */
export function copiedRow(row: object): Record<string, unknown> {
  const copy: Record<string, unknown> = {};
  for (const [name, value] of Object.entries(row)) {
    // An assignment would set the prototype.
    if (name === '__proto__') Object.defineProperty(copy, name, { ...own, value: copied(value) });
    else copy[name] = copied(value);
  }
  return copy;
}

const own = { enumerable: true, configurable: true, writable: true } as const;
