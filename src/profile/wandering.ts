import type { Session } from '../engine/engine.ts';
import { numeric } from '../metric/subject.ts';
import { approximate, type Numeric } from '../value/numeric.ts';
import { readFirstRows } from './read-first-rows.ts';

/** The most rows that are looked at, and the parts that they are cut into. */
const [mostRows, parts] = [4000, 4] as const;

/** The least rows of a part: the mean of fewer says little. */
const fewest = 5;

/** The correlation of each value with the one before it from which rows hang together. */
const together = 0.3;

/**
 * Returns the names of the columns of numbers that wander: their mean moves from part to part of the first rows, or each value is like the one
 * before it, by more than chance explains, as in a time series or where the file is sorted by something. Of those the next rows may
 * well lie elsewhere.
 */
export async function wanderingColumns(session: Session): Promise<ReadonlySet<string>> {
  const columns = session.columns.filter(({ family }) => numeric.includes(family));
  if (columns.length === 0) return new Set();
  const { values } = await readFirstRows(session, columns, mostRows);
  return new Set(
    columns
      .filter((_, at) => wanders((values[at] ?? []).map((value) => approximate(value as Numeric))))
      .map(({ name }) => name),
  );
}

function wanders(values: readonly number[]): boolean {
  const size = Math.floor(values.length / parts);
  const moments = momentsOf(values);
  if (size < fewest || !Number.isFinite(moments.mean) || !(moments.stddev > 0)) return false;
  return moves(values, size, moments.stddev) || hangTogether(values, moments);
}

/** True if the means of two parts of the values differ by more than half a standard deviation, and than chance. */
function moves(values: readonly number[], size: number, stddev: number): boolean {
  const means = Array.from(
    { length: parts },
    (_, at) => momentsOf(values.slice(at * size, (at + 1) * size)).mean,
  );
  const apart = Math.max(...means) - Math.min(...means);
  return apart > stddev / 2 && apart > (4 * stddev) / Math.sqrt(size);
}

/**
 * True if values are like those before them, by more than chance. So many values show as much as far fewer independent ones would, and
 * their mean moves by more.
 */
function hangTogether(values: readonly number[], { mean, stddev }: Moments): boolean {
  const products = values.reduce(
    (sum, value, at) => sum + (value - mean) * ((values[at - 1] ?? mean) - mean),
    0,
  );
  const correlation = products / (values.length * stddev ** 2);
  return correlation > together && correlation > 4 / Math.sqrt(values.length);
}

interface Moments {
  readonly mean: number;
  readonly stddev: number;
}

function momentsOf(values: readonly number[]): Moments {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  const squares = values.reduce((sum, value) => sum + (value - mean) ** 2, 0);
  return { mean, stddev: Math.sqrt(squares / values.length) };
}
