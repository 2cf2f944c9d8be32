import type fc from 'fast-check';
import { pick } from '../draw.ts';
import { instants } from '../instants.ts';

const from = Date.UTC(1900, 0, 1);
const times = instants(from, Date.UTC(2100, 0, 1) - 1);

/** Draws a date, `2024-02-29`. */
export const isoDate = (random: fc.Random): string => times.draw(random).toISOString().slice(0, 10);

/** Draws an instant in UTC, with milliseconds or without. */
export function isoDatetime(random: fc.Random): string {
  const text = times.draw(random).toISOString();
  return text.endsWith('.000Z') && random.nextInt(0, 3) > 0 ? `${text.slice(0, 19)}Z` : text;
}

/** Draws a time of day: to the minute, the second or the millisecond. */
export const isoTime = (random: fc.Random): string =>
  times
    .draw(random)
    .toISOString()
    .slice(11, pick(random, [16, 19, 19, 23]));

/** Simpler dates and instants, as they were written. */
export function* simplerTimes(text: string): Iterable<string> {
  const time = Date.parse(text);
  if (Number.isNaN(time)) return;
  for (const simpler of times.simpler(new Date(time))) {
    const written = simpler.toISOString();
    yield text.length === 10 ? written.slice(0, 10) : written.replace('.000Z', 'Z');
  }
}
