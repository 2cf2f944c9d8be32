/** The text of a value in a table; null is NULL. A text that could be mistaken for another type is quoted. */
export function shownValue(value: unknown): string | null {
  if (value === null || value === undefined) return null;
  if (typeof value === 'string') return isAmbiguous(value) ? `'${value}'` : value;
  try {
    return written(value);
  } catch (error) {
    // Its own part, or nested so deeply that nobody could read it.
    if (error instanceof RangeError) return '{…}';
    throw error;
  }
}

/** True for text that looks like a number, a boolean or an instant of another type. */
const isAmbiguous = (text: string): boolean =>
  /^[-+]?(?:\d|\.\d|inf|nan|true$|false$)/i.test(text.trim()) && text === text.trim();

function written(value: unknown): string {
  if (value === null || value === undefined) return 'NULL';
  if (typeof value === 'number') return Object.is(value, -0) ? '-0' : String(value);
  if (typeof value === 'string') return `'${value}'`;
  if (value instanceof Date) return instant(value);
  if (value instanceof Map)
    return `{${[...value].map(([key, item]) => `${written(key)}: ${written(item)}`).join(', ')}}`;
  if (value instanceof Set) return `[${[...value].map(written).join(', ')}]`;
  if (Array.isArray(value)) return `[${value.map(written).join(', ')}]`;
  if (value instanceof Uint8Array) return `\\x${Buffer.from(value).toString('hex')}`;
  if (typeof value !== 'object') return String(value);
  const fields = Object.entries(value).map(([key, item]) => `${key}: ${written(item)}`);
  return `{${fields.join(', ')}}`;
}

/** An instant as short as it can be: without a time where that is midnight. */
function instant(value: Date): string {
  if (Number.isNaN(value.getTime())) return 'Invalid Date';
  return value
    .toISOString()
    .replace(/T00:00:00\.000Z$/, '')
    .replace(/\.000Z$/, 'Z');
}
