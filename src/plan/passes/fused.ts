import { Declined, declinedAtRun, EngineError } from '../../engine/engine.ts';
import { additive } from '../../metric/aggregate.ts';
import type { Pass, Question, Refusal, Result } from '../measure-request.ts';
import { isFusible } from '../select.ts';
import { type Answers, measurePieces, measureWhole, scannedAlong } from './fused-pieces.ts';
import { measureSegments } from './fused-segments.ts';

/**
 * Measures every metric that is an aggregate of the rows. Those that can be added up are measured piece by piece in one
 * SELECT, others in one SELECT over all pieces, and segments in one for each way of cutting the rows. It is sound by
 * construction: the items are independent, and states can be merged (metric/state.ts). If a SELECT fails, each metric
 * is measured separately, so that one that can't be computed does not fail the others.
 */
export const fusedPass: Pass = {
  name: 'fused',
  takes: ({ metric }, { session }) => {
    if (!isFusible(metric.value)) return { refused: 'it needs its own grouping' };
    try {
      session.dialect.aggregate(metric.value, null, session);
      return true;
    } catch (error) {
      if (error instanceof Declined) return { refused: error.message };
      throw error;
    }
  },
  run: async (questions, context) => {
    const results = new Map<Question, Result | Refusal>();
    const groups = Map.groupBy(questions, kindOf);
    const whole = groups.get('whole') ?? [];
    const measures = {
      pieces: (part: readonly Question[]) =>
        // Alone, each is measured after something failed.
        measurePieces(part, context, part.length > 1 ? scannedAlong(whole, context) : []),
      whole: (part: readonly Question[]) => measureWhole(part, context),
      segments: (part: readonly Question[]) => measureSegments(part, context),
    };
    for (const kind of [...groups.keys()].toSorted()) {
      const measure = measures[kind.split(' ')[0] as keyof typeof measures];
      for (const [question, result] of await together(groups.get(kind) ?? [], measure))
        results.set(question, result);
    }
    return results;
  },
};

/**
 * Returns the group of metrics that can be measured together: those that can be added up, those that can't, and those
 * with the same segments.
 */
function kindOf({ metric: { scope, value } }: Question): string {
  if (scope.per.length > 0) return `segments ${JSON.stringify(scope)}`;
  return additive(value) === null ? 'whole' : 'pieces';
}

async function together(
  questions: readonly Question[],
  measure: (questions: readonly Question[]) => Promise<Answers>,
): Promise<Answers> {
  try {
    return await measure(questions);
  } catch (error) {
    if (error instanceof Declined)
      return new Map(questions.map((one) => [one, { refused: error.message }]));
    if (!(error instanceof EngineError)) throw error;
    const [only, ...more] = questions;
    if (only && more.length === 0) return new Map([[only, failure(error)]]);
    const alone = new Map<Question, Result | Refusal>();
    for (const question of questions) {
      for (const entry of await together([question], measure)) alone.set(...entry);
    }
    return alone;
  }
}

function failure(error: EngineError): Result | Refusal {
  const declined = error.message.split(declinedAtRun)[1];
  if (declined !== undefined) return { refused: declined };
  return { problem: { code: error.code, message: error.message } };
}
