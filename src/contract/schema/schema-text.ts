import type { Schema } from './zod-core.ts';

/**
 * Returns a text that is equal for schemas of the same structure, in every process and on every machine: types, checks with
 * their limits, patterns, values. Code within a schema, as in `refine`, is written as the word `function`, since its source
 * is not the same under each loader.
 */
export function schemaText(schema: Schema): string {
  const met = new Map<object, number>();
  const walk = (value: unknown): unknown => {
    if (typeof value === 'function') return 'function';
    if (typeof value === 'bigint') return { bigint: String(value) };
    if (typeof value === 'symbol') return { symbol: String(value) };
    if (typeof value === 'number') return { number: Object.is(value, -0) ? '-0' : String(value) };
    if (typeof value !== 'object' || value === null) return value ?? { none: String(value) };
    if (value instanceof RegExp) return { pattern: String(value) };
    if (value instanceof Date) return { date: value.getTime() };
    // A schema may lie within itself.
    const known = met.get(value);
    if (known !== undefined) return { again: known };
    met.set(value, met.size);
    if (Array.isArray(value)) return value.map(walk);
    if (value instanceof Set || value instanceof Map) return [...value].map(walk);
    const part = partOf(value);
    const names = Object.keys(part)
      .filter((name) => !made.has(name))
      .sort();
    return names.map((name) => [name, walk(Reflect.get(part, name))]);
  };
  return JSON.stringify(walk(schema));
}

/** The values that stand in for a missing one. A function may make another at each call, and no verdict is about them. */
const made: ReadonlySet<string> = new Set(['defaultValue', 'prefaultValue']);

/** Returns the definition of a schema or a check, what a lazy schema stands for, and any other object as it is. */
function partOf(value: object): object {
  if (!('_zod' in value)) return value;
  const { def } = value._zod as { readonly def: object };
  return 'type' in def && def.type === 'lazy' && 'getter' in def && typeof def.getter === 'function'
    ? { lazy: def.getter() }
    : def;
}
