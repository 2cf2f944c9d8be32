/** The objects and lists that were parsed from JSON. What is in them was as well. */
const known = new WeakSet<object>();

/**
 * Remembers that a value was parsed from JSON, and returns it. Its form shows everything: a null is one and no absent key, where
 * a struct of SQL has NULL for both.
 */
export function fromJson<Value>(value: Value): Value {
  if (typeof value === 'object' && value !== null) known.add(value);
  return value;
}

/** True for an object or a list that {@link fromJson} was given. */
export const isFromJson = (value: unknown): boolean =>
  typeof value === 'object' && value !== null && known.has(value);
