import type { Aggregate } from '../../metric/aggregate.ts';
import type { Family } from '../../metric/expression.ts';
import { column } from '../../metric/expression.ts';
import { type Interval, verdictOfInterval } from '../../value/bound.ts';
import { approximate } from '../../value/numeric.ts';
import type { Pass, PassContext, Question, Refusal, Result } from '../measure-request.ts';
import { selectOf } from '../select.ts';
import { rangesLookPersonal, rangesOf, totalRange } from '../states/extremes.ts';
import { together } from '../states/gathering.ts';
import { barsOf, binsOf, type Histogram, stepFor } from '../states/histogram.ts';
import { statesOf } from '../states/item-states.ts';
import { total } from '../states/merge.ts';
import { orRefuse, pieceFacts, wholeFact } from '../states/piece-queries.ts';
import { presentItem } from './distinct-values.ts';

const families: readonly Family[] = ['integer', 'decimal', 'float'];

/** The greatest number of values that are sorted to find one among them. */
const mostSorted = 500_000n;

/**
 * Finds quantiles with a histogram instead of sorting all values. The bin of a rank is known for certain, since bins
 * are cut at whole multiples of a power of two, by which doubles are divided without rounding. So the quantile lies
 * between the ends of the bins of its two neighbouring ranks. If that decides the bound, it is the answer. Otherwise,
 * or if the value itself is asked for, the values of those bins are sorted.
 */
export const quantilePass: Pass = {
  name: 'quantile',
  takes: ({ metric }, context) => {
    const name = columnOf(metric.value);
    if (name === null || metric.scope.where.length > 0 || metric.scope.per.length > 0)
      return { refused: 'it is not a quantile of a column' };
    const family = context.session.columns.find((one) => one.name === name)?.family ?? 'other';
    if (!families.includes(family)) return { refused: 'it has no bins' };
    if (context.masked.has(name)) return { refused: 'an interval would tell of its values' };
    return context.rows >= context.fewRows || { refused: 'there are few rows' };
  },
  run: async (questions, context) => {
    const results = new Map<Question, Result | Refusal>();
    const byColumn = Map.groupBy(questions, ({ metric }) => columnOf(metric.value) ?? '');
    await together([...byColumn], context, async ([name, asked], shared) => {
      const histogram = await orRefuse(() => histogramOf(name, shared));
      for (const question of asked) {
        results.set(
          question,
          'refused' in histogram
            ? histogram
            : await orRefuse(() => answer(question, name, histogram, shared)),
        );
      }
    });
    return results;
  },
};

const columnOf = (aggregate: Aggregate): string | null =>
  aggregate.kind === 'quantile' && aggregate.of.kind === 'column' ? aggregate.of.name : null;

const unknown = { step: 1, isSigned: true } as const;

async function histogramOf(name: string, context: PassContext): Promise<Histogram | Refusal> {
  const { session, pieces } = context;
  const ends = await rangesOf(name, context);
  if (rangesLookPersonal(ends)) return { refused: 'its ends look personal' };
  const outer = totalRange(ends);
  if (outer === null) return { refused: 'there is no value' };
  const [least, greatest] = [approximate(outer.least), approximate(outer.greatest)];
  if (!(Math.max(-least, greatest) < 2 ** 900))
    return { refused: 'a value is not finite, or too large for bins' };
  const steps = new Map(
    pieces.map((piece, at) => {
      const [low, high] = [ends[at]?.least, ends[at]?.greatest].map((end) => approximate(end ?? 0));
      return [piece, { step: stepFor(low ?? 0, high ?? 0), isSigned: (low ?? 0) < 0 }];
    }),
  );
  const facts = await pieceFacts(
    {
      question: `histogram of ${name}`,
      select: (piece) => {
        const { step, isSigned } = steps.get(piece) ?? unknown;
        const probe = { kind: 'bin', of: column(name), step, isSigned } as const;
        const bin = session.dialect.probe(probe, session);
        return `select ${bin} as bin, count(*) as n from ${piece.relation} group by 1`;
      },
      fact: (rows) =>
        rows
          .filter(({ bin }) => bin !== null)
          .map(({ bin, n }) => [Number(bin), Number(n)] as const),
      isPrivate: false,
      sharedAs: 'histogram',
    },
    pieces,
    context,
  );
  const present = presentItem(column(name));
  const states = await statesOf([present], pieces, context);
  const bins = pieces.map((piece, at) => ({
    step: (steps.get(piece) ?? unknown).step,
    counts: facts[at] ?? [],
  }));
  const histogram = binsOf(bins);
  const isWhole = histogram.count === BigInt(total(present, states) as bigint);
  return isWhole ? histogram : { refused: 'the histogram does not hold all values' };
}

async function answer(
  { metric, bounds, isExact = metric.exact === true }: Question,
  name: string,
  histogram: Histogram,
  context: PassContext,
): Promise<Result | Refusal> {
  const p = metric.value.kind === 'quantile' ? metric.value.p : Number.NaN;
  const place = (Number(histogram.count) - 1) * p;
  const ranks = [Math.floor(place), Math.ceil(place)] as const;
  const [low, high] = [histogram.binOf(ranks[0]), histogram.binOf(ranks[1])];
  const interval: Interval = { low: low.from, high: high.to };
  const common = {
    by: context.session.engine,
    sql: selectOf(metric, context.session),
    met: null,
    distribution: barsOf(histogram),
  };
  const of = histogram.count;
  const verdicts = bounds.map((bound) => verdictOfInterval(interval, null, bound));
  const bounded: Result = {
    ...common,
    segments: [{ segment: [], value: null, of }],
    exactness: 'bounded',
    interval,
    notes: ['bounded by a histogram: { exact: true } asks for the value itself'],
  };
  // A value that misses its bound is reported in full.
  if (!isExact && verdicts.every((verdict) => verdict === true)) return bounded;
  const mayBound = !isExact && !verdicts.includes(null);
  const held = high.before + high.count - low.before;
  const found =
    held > mostSorted
      ? null
      : await atRanks(
          name,
          interval,
          ranks.map((rank) => rank - Number(low.before)),
          context,
        );
  if (found === null) return mayBound ? bounded : { refused: 'too many values lie close to it' };
  const [below, above] = found;
  const value = below + (above - below) * (place - ranks[0]);
  return { ...common, segments: [{ segment: [], value, of }], exactness: 'exact', notes: [] };
}

/** Returns the values at these positions in an interval. The engine sorts them. */
async function atRanks(
  name: string,
  { low, high }: Interval,
  places: readonly number[],
  context: PassContext,
): Promise<readonly [number, number] | null> {
  const { session } = context;
  const values = { of: column(name), low: approximate(low), high: approximate(high), places };
  const select = (relation: string) => session.dialect.valuesAt(values, relation, session);
  const [below = null, above = null] = await wholeFact(
    {
      question: select('all'),
      select: ({ relation }) => select(relation),
      // JSON has no NaN: a value that is not there is no fact.
      fact: ([row]) => [row?.v0, row?.v1].map((value) => (value == null ? null : Number(value))),
      isPrivate: false,
    },
    context,
  );
  return below === null || above === null ? null : [below, above];
}
