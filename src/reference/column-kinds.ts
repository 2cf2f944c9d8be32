import type { ColumnDescription } from '../engine/engine.ts';
import type { Family } from '../metric/expression.ts';
import { type Metric, observablesOf } from '../metric/metric.ts';

/** The families of numbers, which are comparable: a column of integers becomes one of doubles with its first NULL. */
const numbers: ReadonlySet<Family> = new Set<Family>(['integer', 'float', 'decimal']);

/** Returns the kind of each column that a metric reads, by which a baseline of another schema is found. */
export function columnKinds(
  metric: Metric,
  columns: readonly ColumnDescription[],
): Readonly<Record<string, string>> {
  const families = new Map(columns.map(({ name, family }) => [name, family]));
  const read = observablesOf(metric).flatMap(({ needs }) => needs.map(({ column }) => column));
  return Object.fromEntries(
    [...new Set(read)].sort().flatMap((name) => {
      const family = families.get(name);
      return family === undefined ? [] : [[name, numbers.has(family) ? 'number' : family]];
    }),
  );
}
