import type { ExpectationNode } from '../contract/expectation.ts';
import { isFoundBy } from '../metric/aggregate.ts';
import { columnsNamedBy, sqlReadBy } from '../metric/metric-reads.ts';

/**
 * Returns the columns of a dataset whose values an expectation may read. A user's SQL reads each column whose name is
 * somewhere in its text, so that none is forgotten.
 */
export function readsOf(
  { metric }: Pick<ExpectationNode, 'metric'>,
  columns: readonly string[],
): ReadonlySet<string> {
  const named = columnsNamedBy(metric);
  const texts = sqlReadBy(metric).join('\n').toLowerCase();
  return new Set(
    columns.filter(
      (name) => named.has(name) || texts.includes(name.toLowerCase()) || isHard(name, texts),
    ),
  );
}

/** A quoted name is written in another way if it has a quote. */
const isHard = (name: string, texts: string) => texts !== '' && name.includes('"');

/** True if an expectation is about the columns or the files, and not about the values in them. */
export const isAboutSource = ({ metric }: Pick<ExpectationNode, 'metric'>): boolean =>
  isFoundBy(metric.value, 'source');
