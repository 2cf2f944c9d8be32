import { contract } from '../../src/contract/contract.ts';
import { titledExpectations } from '../../src/contract/titled-expectations.ts';
import { z } from '../../src/index.ts';
import type { Outcome } from '../../src/outcome/outcome.ts';
import { unanswered } from '../../src/outcome/unanswered.ts';

/** The outcomes of a contract whose bounds are at `limit`: of one that its schema says, a condition and a measure. */
export function failedAt(limit: number): readonly Outcome[] {
  const schema = z.object({ delay: z.number().max(limit) });
  const held = contract('flights', { schema }, ({ column }) => [
    column('delay').atMost(limit),
    column('delay').mean().between(0, limit),
  ]);
  return titledExpectations(held)
    .filter(({ node }) => node.metric.label.startsWith("column('delay')"))
    .map((one) => ({
      ...unanswered(one, { contract: 'flights', dataset: 'flights.parquet' }),
      state: 'failed',
      problem: null,
      value: `${limit}`,
    }));
}
