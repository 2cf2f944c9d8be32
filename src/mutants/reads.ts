import type { ExpectationNode } from '../contract/expectation.ts';
import { isFoundBy } from '../metric/aggregate.ts';
import type { Metric } from '../metric/metric.ts';
import { columnsIn, sqlIn } from '../metric/walk.ts';

/**
 * Returns the columns of a dataset whose values an expectation may read. A user's SQL reads each column whose name is
 * somewhere in its text, so that none is forgotten.
 */
export function readsOf(
  { metric }: Pick<ExpectationNode, 'metric'>,
  columns: readonly string[],
): ReadonlySet<string> {
  const named = namedIn(metric);
  const texts = textsIn(metric).join('\n').toLowerCase();
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

function namedIn(metric: Metric): ReadonlySet<string> {
  if (isAboutSource({ metric })) return new Set();
  return new Set([
    ...metric.needs.map(({ column }) => column),
    ...metric.scope.per,
    ...columnsIn([metric.value, metric.of, metric.violating]),
    ...(metric.derived?.of ?? []).flatMap((part) => [...namedIn(part)]),
  ]);
}

const textsIn = (metric: Metric): readonly string[] => [
  ...metric.scope.where,
  ...sqlIn([metric.value, metric.of, metric.violating]),
  ...(metric.derived?.of ?? []).flatMap(textsIn),
];
