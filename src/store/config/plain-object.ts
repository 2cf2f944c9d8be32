/** True for an object of options: no array, promise, map or instance of a class, whose options would not be seen. */
export function isPlainObject(value: unknown): value is object {
  if (typeof value !== 'object' || value === null) return false;
  const prototype: unknown = Object.getPrototypeOf(value);
  // The prototype of plain objects has none itself, in each realm.
  return prototype === null || Object.getPrototypeOf(prototype) === null;
}
