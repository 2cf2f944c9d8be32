import type { EngineRow } from '../../engine/engine.ts';
import { countIf, notNull, type Scalar } from '../../metric/expression.ts';
import { type Bound, type Interval, verdictOfInterval } from '../../value/bound.ts';
import { approximate } from '../../value/numeric.ts';
import { numericValue } from '../engine-numbers.ts';
import type { PassContext, Question, Refusal, Result } from '../measure-request.ts';
import { fusedSelect, type Item } from '../select.ts';
import type { Addings } from '../states/summation.ts';
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
  // Its values are not asked for: a segment that satisfies its bounds is only counted.
  const columns = [...new Set(answers.values())].join(', ');
  for await (const chunk of session.stream(`select ${columns} from (${sql}) as segments`)) {
    for (const [question, draft] of drafts)
      if (!areMet(question, draft, chunk, answers)) drafts.delete(question);
    if (drafts.size === 0) break;
  }
  return new Map(
    [...drafts].map(([question, { segments, judged }]) => {
      const missed = new Map(question.bounds.map((bound) => [bound, { count: 0, worst: [] }]));
      const tally = { count: segments, judged, missed, all: null };
      return [question, { ...measured(question, [], context), tally }];
    }),
  );
}

/** Counts segments; false if it is not sure that each of them satisfies the bounds. */
function areMet(
  { bounds }: Question,
  draft: Draft,
  segments: readonly EngineRow[],
  answers: ReadonlyMap<Item, string>,
): boolean {
  const reader = (item: Item) => {
    const name = answers.get(item) ?? '';
    return (row: EngineRow) => approximate(numericValue(row[name]) ?? Number.NaN);
  };
  const [sum, size, count, of] = [
    reader(draft.sum),
    reader(draft.size),
    reader(draft.count),
    reader(draft.of),
  ];
  const intervals: PlainInterval[] = [];
  let [low, high] = [Infinity, -Infinity];
  for (const row of segments) {
    const found = intervalOf(draft, sum(row), size(row), count(row));
    if (found === null) return false;
    low = Math.min(low, found.low);
    high = Math.max(high, found.high);
    intervals.push(found);
    draft.segments += 1;
    draft.judged += of(row) || 0;
  }
  // Limits are numbers, which don't depend on the rows that a value is of.
  const satisfies = (bound: Bound) => (interval: Interval) =>
    verdictOfInterval(interval, null, bound) === true;
  // One question about all of them decides nearly always. Only values on two sides of a limit need one each.
  return bounds.every(
    (bound) => satisfies(bound)({ low, high }) || intervals.every(satisfies(bound)),
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
  /** The number of segments so far, and of their rows. */
  segments: number;
  judged: number;
}

interface PlainInterval extends Interval {
  readonly low: number;
  readonly high: number;
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
    segments: 0,
    judged: 0,
  };
}

/** Returns an interval around the exact number; null if there is none. */
function intervalOf(
  { isMean, top }: Draft,
  sum: number,
  size: number,
  count: number,
): PlainInterval | null {
  // A value above its footer's maximum is one of a damaged file, which exact sums report.
  if (!(Number.isFinite(sum) && size < 2 ** top && count > 0 && count < 2 ** 40)) return null;
  const width = count * size * 2 ** -49 * (isMean ? 1 : count) + Number.MIN_VALUE;
  const middle = isMean ? sum / count : sum;
  const [low, high] = [middle - width, middle + width];
  return Number.isFinite(low) && Number.isFinite(high) ? { low, high } : null;
}
