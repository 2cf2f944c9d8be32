import { type Metric, metricKey } from '../metric/metric.ts';
import type { Bound } from '../value/bound.ts';
import {
  isRefusal,
  type Pass,
  type PassContext,
  type Question,
  type Result,
} from './measure-request.ts';
import { distributionPass } from './passes/distribution.ts';
import { footerPass } from './passes/footer.ts';
import { frequenciesPass } from './passes/frequencies.ts';
import { fusedPass } from './passes/fused.ts';
import { groupedPass } from './passes/grouped.ts';
import { quantilePass } from './passes/quantile.ts';
import { sketchPass } from './passes/sketch.ts';
import { streamedRowsPass } from './passes/streamed-rows.ts';
import { structurePass } from './passes/structure-pass.ts';
import { uniquePass } from './passes/unique.ts';
import { questionedIn, type References } from './references.ts';
import { readableQuestions } from './unreadable/readable-questions.ts';

/** The passes, cheapest first. Each metric goes to the first that takes it. */
const passes: readonly Pass[] = [
  structurePass,
  footerPass,
  frequenciesPass,
  uniquePass,
  quantilePass,
  sketchPass,
  distributionPass,
  fusedPass,
  groupedPass,
  streamedRowsPass,
];

/** A metric's number, with the pass that found it and its duration. */
export interface Timed {
  readonly result: Result;
  readonly pass: string | null;
  readonly durationMs: number;
}

/** Called when a pass has ended, with the metrics that it answered. */
export type OnPass = (pass: string, answered: readonly Metric[]) => void;

/**
 * Returns the questions to measure. Equal metrics become one, with all their bounds. A derived metric is replaced by those
 * that it is made of.
 */
export function questionsOf(
  held: readonly { readonly metric: Metric; readonly bound: Bound }[],
  references: References = new Map(),
): readonly Question[] {
  const asked = held.flatMap(({ metric, bound }) =>
    questionedIn(metric, references).map((one) => ({
      metric: one,
      bound: one === metric ? bound : null,
    })),
  );
  const byKey = Map.groupBy(asked, ({ metric }) => metricKey(metric));
  return [...byKey.values()].flatMap((equal) => {
    const bounds = equal.map(({ bound }) => bound).filter((bound) => bound !== null);
    // A bound that is decided by an interval leaves nothing to derive from.
    const exact = bounds.length < equal.length ? { isExact: true } : {};
    return equal.slice(0, 1).map(({ metric }) => ({ metric, bounds, ...exact }));
  });
}

/**
 * Measures metrics, equal ones once, over the rows whose fields could be read. A pass may take a metric and still refuse it; then
 * the next pass is tried.
 */
export async function measureMetrics(
  questions: readonly Question[],
  context: PassContext,
  onPass: OnPass = () => {},
): Promise<ReadonlyMap<string, Timed>> {
  const readings = await readableQuestions(questions, context);
  const found = await answersOf(
    readings.map(({ asked }) => asked),
    context,
    onPass,
  );
  return new Map(
    readings.map(({ question, asked, told }) => {
      const timed = found.get(asked);
      if (timed === undefined) throw new Error(`${asked.metric.label} got no answer.`);
      return [metricKey(question.metric), { ...timed, result: told(timed.result) }];
    }),
  );
}

/** Puts each question to the passes until one answers it. */
async function answersOf(
  questions: readonly Question[],
  context: PassContext,
  onPass: OnPass,
): Promise<ReadonlyMap<Question, Timed>> {
  const open = new Set(questions);
  const found = new Map<Question, Timed>();
  const refusals = new Map<Question, string[]>();
  const note = (question: Question, pass: Pass, reason: string) =>
    refusals.set(question, [...(refusals.get(question) ?? []), `${pass.name}: ${reason}`]);
  for (const pass of passes) {
    const taken = [...open].filter((question) => {
      const answer = pass.takes(question, context);
      if (answer !== true) note(question, pass, answer.refused);
      return answer === true;
    });
    if (taken.length === 0) continue;
    const start = performance.now();
    const results = await pass.run(taken, context);
    const durationMs = performance.now() - start;
    const answered: Metric[] = [];
    for (const question of taken) {
      const result = results.get(question);
      if (result === undefined)
        throw new Error(`The pass ${pass.name} gave no answer for ${question.metric.label}.`);
      if (isRefusal(result)) {
        note(question, pass, result.refused);
        continue;
      }
      found.set(question, { result, pass: pass.name, durationMs });
      answered.push(question.metric);
      open.delete(question);
    }
    onPass(pass.name, answered);
  }
  for (const question of open) {
    const result = unmeasurable(refusals.get(question));
    found.set(question, { result, pass: null, durationMs: 0 });
  }
  return found;
}

const unmeasurable = (reasons: readonly string[] = []): Result => ({
  problem: {
    code: 'NOT_MEASURABLE',
    message: `no way to measure it takes it: ${reasons.join('; ')}.`,
  },
});
