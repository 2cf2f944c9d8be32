import type { Session } from '../engine/engine.ts';
import { numeric } from '../metric/subject.ts';
import { approximate, type Numeric } from '../value/numeric.ts';
import { readFirstRows } from './read-first-rows.ts';

/** The most rows that are looked at, and the parts that they are cut into. */
const [mostRows, parts] = [4000, 4] as const;

/** The least rows of a part: the mean of fewer says little. */
const fewest = 5;

/**
 * Returns the names of the columns of numbers that wander: their mean moves from part to part of the first rows by more than chance explains, as in a
 * time series or where the file is sorted by something. Of those the next rows may well lie elsewhere.
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

/** True if the means of two parts of the values differ by more than half a standard deviation, and than chance. */
function wanders(values: readonly number[]): boolean {
  const size = Math.floor(values.length / parts);
  const { mean, stddev } = momentsOf(values);
  if (size < fewest || !Number.isFinite(mean) || !(stddev > 0)) return false;
  const means = Array.from(
    { length: parts },
    (_, at) => momentsOf(values.slice(at * size, (at + 1) * size)).mean,
  );
  const apart = Math.max(...means) - Math.min(...means);
  return apart > stddev / 2 && apart > (4 * stddev) / Math.sqrt(size);
}

function momentsOf(values: readonly number[]): { readonly mean: number; readonly stddev: number } {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  const squares = values.reduce((sum, value) => sum + (value - mean) ** 2, 0);
  return { mean, stddev: Math.sqrt(squares / values.length) };
}
