import { isFoundBy } from './aggregate.ts';
import type { Metric } from './metric.ts';
import { columnsIn, sqlIn } from './walk.ts';

/** The parts of a metric that read values of a row. */
type Reading = Pick<Metric, 'needs' | 'scope' | 'value' | 'of' | 'violating' | 'derived'>;

/** Returns the columns that a metric names, without those within a user's own SQL. One about the source names none. */
export function columnsNamedBy(metric: Reading): ReadonlySet<string> {
  if (isFoundBy(metric.value, 'source')) return new Set();
  return new Set([
    ...metric.needs.map(({ column }) => column),
    ...metric.scope.per,
    ...columnsIn([metric.value, metric.of, metric.violating]),
    ...(metric.derived?.of ?? []).flatMap((part) => [...columnsNamedBy(part)]),
  ]);
}

/** Returns the user's own SQL that a metric reads rows by. */
export const sqlReadBy = (metric: Reading): readonly string[] => [
  ...metric.scope.where,
  ...sqlIn([metric.value, metric.of, metric.violating]),
  ...(metric.derived?.of ?? []).flatMap(sqlReadBy),
];
