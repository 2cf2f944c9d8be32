/**
 * Returns a date as `2024-01-31`, and an instant as `2024-01-31T12:30:00.5`, in UTC and to the millisecond, as values
 * come to a contract. An instant at midnight is its date. Null for a text that spells neither.
 */
export function canonicalTime(text: string): string | null {
  const match = pattern.exec(text);
  if (match === null) return null;
  const [, year = '', month = '', day = '', hour = '00', minute = '00', second = '00'] = match;
  const [fraction = '', offset = ''] = [match[7], match[8]];
  const milliseconds = Date.UTC(
    Number(year),
    Number(month) - 1,
    Number(day),
    Number(hour),
    Number(minute),
    Number(second),
    Number(fraction.slice(0, 3).padEnd(3, '0')),
  );
  const instant = new Date(milliseconds - offsetOf(offset));
  // A day that the month does not have would be one of the next.
  const isReal =
    Number(year) >= 100 &&
    new Date(milliseconds).getUTCDate() === Number(day) &&
    new Date(milliseconds).getUTCMonth() === Number(month) - 1;
  return isReal ? instantText(instant) : null;
}

/** Returns an instant as {@link canonicalTime} does. */
export const instantText = (instant: Date): string =>
  instant
    .toISOString()
    .replace(/^([+-]\d{6}|\d{4})(.*)T00:00:00\.000Z$/, '$1$2')
    .replace(/(?:\.000|(?<=\.\d{1,3}?)0+)?Z$/, '');

const pattern =
  /^(\d{4})-(\d\d)-(\d\d)(?:[T ]([01]\d|2[0-3]):([0-5]\d)(?::([0-5]\d)(?:\.(\d{1,9}))?)?(Z|[+-]\d\d(?::?\d\d)?)?)?$/;

/** Returns an offset such as `+02:00` in milliseconds. */
function offsetOf(text: string): number {
  if (text === '' || text === 'Z') return 0;
  const [hours, minutes] = [
    Number(text.slice(1, 3)),
    Number(text.slice(3).replace(':', '') || '0'),
  ];
  return (text.startsWith('-') ? -1 : 1) * (hours * 60 + minutes) * 60_000;
}
