import { countIf, notNull, type Scalar } from '../../metric/expression.ts';
import { type Interval, verdictOfInterval } from '../../value/bound.ts';
import { approximate } from '../../value/numeric.ts';
import { numericValue } from '../engine-numbers.ts';
import type { PassContext, Question, Refusal, Result } from '../measure-request.ts';
import { fusedSelect, type Item, segmentAliases } from '../select.ts';
import type { Addings } from '../states/summation.ts';
import { countSegments, type SegmentCounter } from '../verdict/count-segments.ts';
import { measured } from './fused-pieces.ts';

/**
 * Decides bounds on sums and means of doubles in segments without exact sums, if every segment satisfies them: such a
 * measure reports no segment, and so no number. The questions that it can't decide are left out.
 *
 * The engine's own sum depends on the order of its threads, but not by much: n doubles, none larger in size than `size`,
 * add up to within n² · size · 2^-52 of their sum in every order. The interval is eight times as wide, for what is
 * rounded on its way. A bound that all of it satisfies is satisfied by the exact number too, and where the interval
 * does not decide, all segments are added up exactly. So the verdict is the same in every run.
 */
export async function decidedByIntervals(
  questions: readonly Question[],
  addings: Addings,
  context: PassContext,
): Promise<ReadonlyMap<Question, Result | Refusal>> {
  const { session, rows, fewRows } = context;
  const drafts = new Map(
    questions.flatMap((question) => {
      const draft = rows < fewRows ? null : draftOf(question, addings);
      return draft === null ? [] : [[question, draft] as const];
    }),
  );
  const scope = questions[0]?.metric.scope;
  if (scope === undefined || drafts.size === 0) return new Map();
  const items = [...drafts.values()].flatMap(({ sum, size, count, of }) => [sum, size, count, of]);
  const { sql, answers } = fusedSelect(items, scope, session);
  const aliases = segmentAliases(scope.per);
  for await (const chunk of session.stream(sql)) {
    for (const row of chunk) {
      const segment = aliases.map((alias) => row[alias] ?? null);
      const answer = (item: Item) => numericValue(row[answers.get(item) ?? '']);
      for (const [question, draft] of drafts) {
        const of = answer(draft.of) ?? 0;
        const found = [draft.sum, draft.size, draft.count].map((item) =>
          approximate(answer(item) ?? Number.NaN),
        );
        const interval = intervalOf(draft, found);
        const isMet = ({ bounds }: Question) =>
          interval !== null &&
          bounds.every((bound) => verdictOfInterval(interval, of, bound) === true);
        if (isMet(question)) draft.counter.add({ segment, value: null, of });
        else drafts.delete(question);
      }
    }
    if (drafts.size === 0) break;
  }
  return new Map(
    [...drafts].map(([question, { counter }]) => {
      const { segments, tally } = counter.result();
      const missed = new Map(question.bounds.map((bound) => [bound, { count: 0, worst: [] }]));
      return [question, { ...measured(question, segments, context), tally: { ...tally, missed } }];
    }),
  );
}

/** A sum or a mean, as it is asked for in the order of the threads. */
interface Draft {
  readonly isMean: boolean;
  /** The power of two above all values. */
  readonly top: number;
  readonly sum: Item;
  readonly size: Item;
  readonly count: Item;
  /** The rows that the number is of. */
  readonly of: Item;
  readonly counter: SegmentCounter;
}

function draftOf(question: Question, addings: Addings): Draft | null {
  const { metric, bounds, isExact = false } = question;
  const { value, unit, scope } = metric;
  const adding = addings(metric);
  if (value.kind !== 'mean' && value.kind !== 'sum') return null;
  if (adding?.kind !== 'fixed' || unit !== 'number' || isExact || bounds.length === 0) return null;
  if (metric.of.kind === 'rows') return null;
  if (!bounds.every(({ limits }) => limits.every(({ kind }) => kind === 'number'))) return null;
  const { of }: { readonly of: Scalar } = value;
  const item = (aggregate: Item['aggregate']): Item => ({ aggregate, where: scope.where });
  return {
    isMean: value.kind === 'mean',
    top: adding.top,
    sum: item({ kind: 'sum', of }),
    size: item({ kind: 'size', of }),
    count: item(countIf(notNull(of))),
    of: item(metric.of),
    // A segment that misses a bound is never counted.
    counter: countSegments({ ...question, bounds: [] }),
  };
}

/** Returns an interval around the exact number; null if there is none. */
function intervalOf(
  { isMean, top }: Draft,
  [sum = Number.NaN, size = Number.NaN, count = Number.NaN]: readonly number[],
): Interval | null {
  // A value above its footer's maximum is one of a damaged file, which exact sums report.
  if (!(Number.isFinite(sum) && size < 2 ** top && count > 0 && count < 2 ** 40)) return null;
  const width = count * size * 2 ** -49 * (isMean ? 1 : count) + Number.MIN_VALUE;
  const middle = isMean ? sum / count : sum;
  const [low, high] = [middle - width, middle + width];
  return Number.isFinite(low) && Number.isFinite(high) ? { low, high } : null;
}
