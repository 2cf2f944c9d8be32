import { type Metric, metricKey } from '../metric/metric.ts';
import { fusedPass } from './fused.ts';
import { groupedPass } from './grouped.ts';
import { judgedPass } from './judged.ts';
import { isRefusal, type Pass, type PassContext, type Result } from './request.ts';
import { structurePass } from './structure.ts';

/** The ways to measure, cheapest first. Each metric goes to the first that takes it. */
const passes: readonly Pass[] = [structurePass, groupedPass, fusedPass, judgedPass];

/** A metric's number, and how long the pass took that found it. */
export interface Timed {
  readonly result: Result;
  readonly durationMs: number;
}

/** Measure metrics, equal ones once. A pass may take a metric and still refuse it; the next pass is tried then. */
export async function measureMetrics(
  metrics: readonly Metric[],
  context: PassContext,
): Promise<ReadonlyMap<string, Timed>> {
  const open = new Map(metrics.map((metric) => [metricKey(metric), metric]));
  const found = new Map<string, Timed>();
  const refusals = new Map<string, string[]>();
  for (const pass of passes) {
    const taken = [...open.values()].filter((metric) => {
      const answer = pass.takes(metric, context);
      if (answer !== true) noteRefusal(refusals, metric, pass, answer.refused);
      return answer === true;
    });
    if (taken.length === 0) continue;
    const start = performance.now();
    const results = await pass.run(taken, context);
    const durationMs = performance.now() - start;
    for (const metric of taken) {
      const result = results.get(metric);
      if (result === undefined)
        throw new Error(`The pass ${pass.name} gave no answer for ${metric.label}.`);
      if (isRefusal(result)) {
        noteRefusal(refusals, metric, pass, result.refused);
        continue;
      }
      found.set(metricKey(metric), { result, durationMs });
      open.delete(metricKey(metric));
    }
  }
  for (const key of open.keys())
    found.set(key, { result: unmeasurable(refusals.get(key)), durationMs: 0 });
  return found;
}

function noteRefusal(
  refusals: Map<string, string[]>,
  metric: Metric,
  pass: Pass,
  reason: string,
): void {
  const key = metricKey(metric);
  refusals.set(key, [...(refusals.get(key) ?? []), `${pass.name}: ${reason}`]);
}

const unmeasurable = (reasons: readonly string[] = []): Result => ({
  problem: {
    code: 'NOT_MEASURABLE',
    message: `no way to measure it takes it: ${reasons.join('; ')}.`,
  },
});
