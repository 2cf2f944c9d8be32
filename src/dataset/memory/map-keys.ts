import { jsonText } from './row-json.ts';
import { UnsupportedValue } from './unsupported-value.ts';

/** Refuses a Map with a key that is NULL, and one with two keys that a MAP can't tell apart, such as `1` and `1n`. */
export function checkMapKeys(keys: Iterable<unknown>): void {
  const found = new Set<string>();
  for (const key of keys) {
    if (key === null || key === undefined)
      throw new UnsupportedValue('holds a Map with a key that is NULL');
    const text = keyText(key);
    if (found.has(text)) throw new UnsupportedValue('holds a Map with two keys of one value');
    found.add(text);
  }
}

function keyText(key: unknown): string {
  if (typeof key === 'object')
    return `object ${key instanceof Uint8Array ? key.join() : jsonText(key)}`;
  return `${typeof key === 'bigint' ? 'number' : typeof key} ${String(key)}`;
}
