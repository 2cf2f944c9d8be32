import type fc from 'fast-check';
import { clamp, oneIn, pick } from './draw.ts';
import type { Scalar } from './scalar.ts';
import { isBelow } from './simpler-numbers.ts';

/** Instants at which programs go wrong: leap days, ends of years, and clocks that are set. */
const notable = [
  '1970-01-01T00:00:00.000Z',
  '1969-12-31T23:59:59.999Z',
  '1999-12-31T23:59:59.999Z',
  '2000-02-29T00:00:00.000Z',
  '2023-12-31T23:59:59.999Z',
  '2024-01-01T00:00:00.000Z',
  '2024-02-29T12:00:00.000Z',
  '2024-03-10T07:30:00.000Z',
  '2024-03-31T01:30:00.000Z',
  '2024-10-27T00:30:00.000Z',
  '2024-12-30T00:00:00.000Z',
  '2038-01-19T03:14:08.000Z',
].map(Date.parse);

const [second, minute, day] = [1000, 60_000, 86_400_000];

/** The years in which most data lies. */
const [usual, unusual] = [Date.UTC(1970, 0, 1), Date.UTC(2050, 0, 1)];

/** Instants: every eighth is an edge, and most are at a full day or second. They shrink to 1 January 2000. */
export function instants(minimum: number, maximum: number): Scalar<Date> {
  const isWithin = (time: number) => time >= minimum && time <= maximum;
  const edges = [minimum, minimum + 1, maximum - 1, maximum, ...notable].filter(isWithin);
  const [from, to] = [Math.max(minimum, usual), Math.min(maximum, unusual - 1)];
  const range: readonly [number, number] = from <= to ? [from, to] : [minimum, maximum];
  const simplest = simplestInstant(minimum, maximum);
  return {
    draw: (random) => new Date(oneIn(random, 8) ? pick(random, edges) : drawTime(random, range)),
    simpler: (value) => simplerInstants(value.getTime(), simplest, isWithin),
    accepts: (value) => value instanceof Date && isWithin(value.getTime()),
    members: null,
  };
}

function drawTime(random: fc.Random, [from, to]: readonly [number, number]): number {
  const time = random.nextInt(from, to);
  const unit = pick(random, [day, day, second, 1]);
  return clamp(Math.floor(time / unit) * unit, from, to);
}

function simplestInstant(minimum: number, maximum: number): number {
  const nearest = clamp(Date.UTC(2000, 0, 1), minimum, maximum);
  const rounded = [day, minute, second].flatMap((unit) => [
    Math.ceil(nearest / unit) * unit,
    Math.floor(nearest / unit) * unit,
  ]);
  return rounded.find((time) => time >= minimum && time <= maximum) ?? nearest;
}

/** Instants with fewer parts that are not zero, then those nearer to the simplest one. */
function* simplerInstants(
  time: number,
  simplest: number,
  isWithin: (time: number) => boolean,
): Iterable<Date> {
  const rank = (one: number) => [one === simplest ? 0 : partsOf(one), Math.abs(one - simplest)];
  for (const one of candidates(time, simplest)) {
    if (isWithin(one) && isBelow(rank(one), rank(time))) yield new Date(one);
  }
}

function* candidates(time: number, simplest: number): Iterable<number> {
  yield simplest;
  const at = new Date(time);
  yield Date.UTC(at.getUTCFullYear(), 0, 1);
  yield Date.UTC(at.getUTCFullYear(), at.getUTCMonth(), 1);
  for (const unit of [day, minute, second]) yield Math.floor(time / unit) * unit;
  const unit = [day, minute, second, 1].find((one) => time % one === 0) ?? 1;
  const side = time < simplest ? 1 : -1;
  for (let left = Math.floor(Math.abs(time - simplest) / unit / 2); left >= 1; ) {
    yield time + side * left * unit;
    left = Math.floor(left / 2);
  }
  yield time + side * unit;
}

/** The number of parts that a reader has to read, from the year (1) to the millisecond (6). */
function partsOf(time: number): number {
  if (time % day === 0) {
    const at = new Date(time);
    return at.getUTCDate() > 1 ? 3 : at.getUTCMonth() > 0 ? 2 : 1;
  }
  return time % minute === 0 ? 4 : time % second === 0 ? 5 : 6;
}
