import { Declined } from '../../engine/engine.ts';
import { type Aggregate, isFoundBy } from '../../metric/aggregate.ts';
import type { Family } from '../../metric/expression.ts';
import type { Metric } from '../../metric/metric.ts';
import { TooLong } from '../../metric/time-limit.ts';
import { columnsIn, sqlIn } from '../../metric/walk.ts';
import type { Pass, PassContext, Question, Refusal, Result } from '../measure-request.ts';
import { shownSql } from '../select.ts';
import { type Frequencies, frequenciesOf } from '../states/frequency-table.ts';
import { count, matching, mostOf } from './frequency-values.ts';

/** The size of a dictionary that suggests a column of few values. A wrong guess only costs time. */
const mostDictionary = 16 * 1024;

/** The types whose values are equal and ordered in JavaScript as in the engine. */
const families: readonly Family[] = ['text', 'boolean', 'integer'];

/**
 * Measures columns of few values. It counts each value once, and judges the list of values in JavaScript, as the judged
 * pass judges rows. It is sound, since the list is the column: each value stands for its rows, and a predicate on one
 * column has the same answer for all rows with the same value.
 */
export const frequenciesPass: Pass = {
  name: 'frequencies',
  takes: ({ metric }, context) => {
    const name = columnOf(metric.value, metric.of);
    if (metric.scope.where.length > 0 || metric.scope.per.length > 0 || name === null)
      return { refused: 'it is not about the values of one column' };
    if (context.identifiesRows && !isSaid(metric, context.session))
      return { refused: 'a list of values does not tell which rows hold them' };
    const isFew = context.rows >= context.fewRows && hasFewValues(name, context);
    return isFew || { refused: `nothing says that '${name}' has few values` };
  },
  run: async (questions, context) => {
    const byColumn = Map.groupBy(
      questions,
      ({ metric }) => columnOf(metric.value, metric.of) ?? '',
    );
    const found = await frequenciesOf([...byColumn.keys()], context);
    const results = new Map<Question, Result | Refusal>();
    for (const [name, asked] of byColumn) {
      const frequencies = found.get(name) ?? { refused: 'it was not counted' };
      for (const question of asked) {
        results.set(
          question,
          'refused' in frequencies
            ? frequencies
            : await judgeInTime(question, name, frequencies, context),
        );
      }
    }
    return results;
  },
};

/** True if SQL can identify the violating rows. */
function isSaid(metric: Metric, session: PassContext['session']): boolean {
  try {
    shownSql(metric, session);
    return true;
  } catch (error) {
    if (error instanceof Declined) return false;
    throw error;
  }
}

/**
 * Returns the one column that the aggregates are about. Null if there are several, or if a list of values does not
 * suffice.
 */
function columnOf(...aggregates: readonly Aggregate[]): string | null {
  if (!aggregates.every((one) => isFoundBy(one, 'frequencies'))) return null;
  const [name, ...more] = columnsIn(aggregates);
  const isJudged = JSON.stringify(aggregates, asText).includes('"kind":"judged"');
  return name === undefined || more.length > 0 || isJudged || sqlIn(aggregates).length > 0
    ? null
    : name;
}

const asText = (_: string, value: unknown) => (typeof value === 'bigint' ? String(value) : value);

function hasFewValues(name: string, { pieces, session }: PassContext): boolean {
  const described = session.columns.find((one) => one.name === name);
  if (!described || !families.includes(described.family)) return false;
  return pieces.every(({ statistics }) => {
    const dictionary = statistics?.columns.get(name)?.dictionary ?? null;
    return dictionary !== null && dictionary <= mostDictionary;
  });
}

/** Judges a list within a time limit. A regular expression that backtracks in JavaScript may be fast in the engine. */
async function judgeInTime(...of: Parameters<typeof judged>): Promise<Result | Refusal> {
  try {
    return await judged(...of);
  } catch (error) {
    if (!(error instanceof TooLong)) throw error;
    return { refused: 'JavaScript takes too long for one of its values' };
  }
}

async function judged(
  { metric }: Question,
  name: string,
  frequencies: Frequencies,
  context: PassContext,
): Promise<Result> {
  const { session } = context;
  const [value, of] = await Promise.all(
    [metric.value, metric.of].map((aggregate) => {
      if (!isFoundBy(aggregate, 'frequencies'))
        throw new TypeError(`${aggregate.kind} needs more than a list of values`);
      return count(aggregate, name, frequencies, session);
    }),
  );
  const common = {
    by: session.engine,
    exactness: 'exact',
    notes: [],
    distribution: context.masked.has(name) ? null : mostOf(frequencies),
  } as const;
  const segments = [{ segment: [], value: value ?? null, of: of ?? 0n }];
  try {
    return { ...common, segments, sql: shownSql(metric, session), met: null };
  } catch (error) {
    if (!(error instanceof Declined)) throw error;
    // What no SQL says is shown by the values themselves.
    const violating = metric.violating ?? { kind: 'always' };
    const met = await matching(violating, name, frequencies, session);
    const rows = met.slice(0, mostShown).map(([found, n]) => [found, n]);
    return { ...common, segments, sql: null, met: { columns: [name, 'rows'], rows } };
  }
}

/** The number of values that are kept to be shown. */
const mostShown = 10;
