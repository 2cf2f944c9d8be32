import type { Aggregate } from '../../metric/aggregate.ts';
import { type Bound, verdictOfInterval } from '../../value/bound.ts';
import { approximate } from '../../value/numeric.ts';
import type { Pass, PassContext, Question, Refusal, Result } from '../measure-request.ts';
import { selectOf } from '../select.ts';
import { together } from '../states/gathering.ts';
import { statesOf } from '../states/item-states.ts';
import { baseOf } from '../states/merge.ts';
import { orRefuse, wholeFact } from '../states/piece-queries.ts';
import { valueTable } from '../states/piece-table.ts';

/** The greatest number of bits in a sketch: 8 MiB for each thread. */
const mostBuckets = 2 ** 26;
/** The greatest number of bits in a sketch that shares a query with those of other columns: 128 KiB for each thread. */
const sharedBuckets = 2 ** 20;
/** The number of buckets per value. With 32, about one value in 64 falls into a bucket that is taken. */
const bucketsPerValue = 32;

/**
 * Proves a lower bound on the number of distinct values. A hash puts values into buckets, and there are at least as
 * many values as buckets that are not empty. That is certain, whatever the hash. If it does not reach the bound, a
 * later pass counts the values themselves. DuckDB's own sketch has no limit to its error (64 registers: usually 13%),
 * so it can't decide a bound.
 */
export const sketchPass: Pass = {
  name: 'sketch',
  takes: ({ metric, bounds, isExact = metric.exact === true }, context) => {
    const isPlain = metric.scope.where.length === 0 && metric.scope.per.length === 0;
    if (metric.value.kind !== 'distinct' || !isPlain)
      return { refused: 'it does not count distinct values' };
    if (isExact || !bounds.every(isLower))
      return { refused: 'only a lower bound can be proved by fewer values than there are' };
    return context.rows >= context.fewRows || { refused: 'there are few rows' };
  },
  run: (questions, context) =>
    together(questions, context, (question, shared) => orRefuse(() => answer(question, shared))),
};

const isLower = ({ kind, not }: Bound) => (kind === 'atLeast' || kind === 'above') && !not;

async function answer(
  { metric, bounds }: Question,
  context: PassContext,
): Promise<Result | Refusal> {
  const { session } = context;
  const base = baseOf(metric, context);
  const of = base.value(await statesOf(base.items, context.pieces, context));
  const buckets = bucketsFor(bounds, approximate(of));
  if (buckets === null) return { refused: 'so many values have no sketch' };
  const item = session.dialect.probe(
    { kind: 'buckets', of: tupleOf(metric.value), buckets },
    session,
  );
  const known = await wholeFact(
    valueTable({
      question: item,
      value: () => item,
      fact: (found) => Number(found ?? 0),
      isPrivate: false,
      ...(buckets <= sharedBuckets && { sharedAs: 'buckets' }),
    }),
    context,
  );
  const interval = { low: known, high: of };
  if (!bounds.every((bound) => verdictOfInterval(interval, of, bound) !== null))
    return { refused: `a sketch proves ${interval.low} values alone` };
  return {
    segments: [{ segment: [], value: null, of }],
    by: session.engine,
    exactness: 'bounded',
    interval,
    notes: ['bounded by a sketch: { exact: true } asks for the number itself'],
    sql: selectOf(metric, session),
    met: null,
  };
}

const tupleOf = (aggregate: Aggregate) => (aggregate.kind === 'distinct' ? aggregate.of : []);

/** Returns a power of two that is large enough to prove the highest of the bounds. */
function bucketsFor(bounds: readonly Bound[], of: number): number | null {
  const limits = bounds.flatMap((bound) =>
    bound.limits.map((limit) => {
      if (limit.kind === 'share') return (approximate(limit.percent) / 100) * of;
      return limit.kind === 'number' ? approximate(limit.value) : Number.NaN;
    }),
  );
  const wanted = Math.max(1024, ...limits.map((limit) => limit * bucketsPerValue));
  return wanted <= mostBuckets ? 2 ** Math.ceil(Math.log2(wanted)) : null;
}
