import type { Numeric } from '../contract/numeric.ts';
import { Declined, type EngineValue } from '../engine/engine.ts';
import { type Aggregate, column, type Family, type Predicate } from '../metric/expression.ts';
import type { Metric } from '../metric/metric.ts';
import { eachWithin, TooLong } from '../metric/time-limit.ts';
import { columnsIn, sqlIn } from '../metric/walk.ts';
import type { Distribution } from '../outcome/outcome.ts';
import { type Fact, factNumeric, numericFact } from './facts.ts';
import { compilePredicate } from './javascript.ts';
import type { Pass, PassContext, Question, Refusal, Result } from './request.ts';
import { shownSql } from './select.ts';
import { chunks } from './states.ts';
import { orRefuse, type Row, tableFacts } from './tables.ts';

/** More values than this are no short list, and the next pass measures. */
const mostValues = 2000;
/** What the dictionary of a stretch of rows may take: a guess at few values. A wrong one costs time alone. */
const mostDictionary = 16 * 1024;

/** Columns of one scan: the engine tells which of them a row is of by bits of a number, and JavaScript knows 31. */
const columnsAtOnce = 30;

/** Values that are the same in JavaScript when they are in the engine, and have the same order. */
const families: readonly Family[] = ['text', 'boolean', 'integer'];

/** How often each value of a column occurs. */
type Frequencies = readonly (readonly [value: EngineValue, count: bigint])[];

/**
 * Columns of few values: each is counted once by value, and whatever is asked of its values is judged on that list, in
 * JavaScript, as the judged pass judges rows. Sound, since the list is the column: a row counts for its value, and a
 * predicate of one column alone is the same for all rows of one value.
 */
export const frequenciesPass: Pass = {
  name: 'frequencies',
  takes: ({ metric }, context) => {
    const name = columnOf(metric.value, metric.of);
    if (metric.scope.where.length > 0 || metric.scope.per.length > 0 || name === null)
      return { refused: 'it is not about the values of one column' };
    if (context.tellsRows && !isSaid(metric, context.session))
      return { refused: 'a list of values does not tell which rows hold them' };
    const isFew = context.rows >= context.fewRows && hasFewValues(name, context);
    return isFew || { refused: `nothing says that '${name}' has few values` };
  },
  run: async (questions, context) => {
    const byColumn = Map.groupBy(
      questions,
      ({ metric }) => columnOf(metric.value, metric.of) ?? '',
    );
    const found = new Map<string, Frequencies | Refusal>();
    for (const names of chunks([...byColumn.keys()], columnsAtOnce)) {
      for (const entry of await frequenciesOf(names, context)) found.set(...entry);
    }
    const results = new Map<Question, Result | Refusal>();
    for (const [name, asked] of byColumn) {
      const frequencies = found.get(name) ?? { refused: 'it was not counted' };
      for (const question of asked) {
        results.set(
          question,
          'refused' in frequencies
            ? frequencies
            : await judgedInTime(question, name, frequencies, context),
        );
      }
    }
    return results;
  },
};

/** Whether SQL can tell its violating rows. */
function isSaid(metric: Metric, session: PassContext['session']): boolean {
  try {
    shownSql(metric, session);
    return true;
  } catch (error) {
    if (error instanceof Declined) return false;
    throw error;
  }
}

const counted: ReadonlySet<Aggregate['kind']> = new Set([
  'count',
  'countIf',
  'distinct',
  'duplicates',
  'mostFrequent',
]);

/** The one column that both are about; null where there is another, or what no list of values tells. */
function columnOf(...aggregates: readonly Aggregate[]): string | null {
  if (!aggregates.every(({ kind }) => counted.has(kind))) return null;
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

/** All columns in one scan; where there are too many values, each alone, to tell whose they are. */
async function frequenciesOf(
  names: readonly string[],
  context: PassContext,
): Promise<ReadonlyMap<string, Frequencies | Refusal>> {
  const together = await orRefuse(() => readTogether(names, context));
  if (!('refused' in together)) return together;
  if (names.length === 1) return new Map(names.map((name) => [name, together]));
  const alone = new Map<string, Frequencies | Refusal>();
  for (const name of names) {
    for (const entry of await frequenciesOf([name], context)) alone.set(...entry);
  }
  return alone;
}

async function readTogether(
  names: readonly string[],
  context: PassContext,
): Promise<ReadonlyMap<string, Frequencies> | Refusal> {
  const { session, masked, pieces } = context;
  const keys = names.map((_, at) => `k${at}`);
  const list = names.map(
    (name, at) => `${session.dialect.scalar(column(name), session)} as k${at}`,
  );
  const sets = keys.map((key) => `(${key})`).join(', ');
  const most = mostValues * names.length;
  const facts = await tableFacts(
    {
      question: `frequencies of ${list.join(', ')}`,
      select: ({ relation }) =>
        `select ${keys.join(', ')}, grouping(${keys.join(', ')}) as absent, count(*) as n from (select ${list.join(', ')} from ${relation}) group by grouping sets (${sets}) limit ${most + 1}`,
      fact: (rows) => (rows.length > most ? null : encoded(rows, names.length)),
      isPrivate: names.some((name) => masked.has(name)),
    },
    pieces,
    context,
  );
  if (facts.includes(null)) return { refused: 'there are too many values to list' };
  return new Map(
    names.map((name, at) => {
      const family = session.columns.find((one) => one.name === name)?.family;
      return [name, decoded(facts as readonly Encoded[], at, family)];
    }),
  );
}

/** For each column, its values and their counts. */
type Encoded = readonly (readonly (readonly [Fact, number])[])[];

function encoded(rows: readonly Row[], columns: number): Encoded {
  return Array.from({ length: columns }, (_, at) => {
    // The engine sets a bit for each column that a set of keys leaves out, the last column's first.
    const own = rows.filter(({ absent }) => !(Number(absent) & (1 << (columns - 1 - at))));
    return own.map((row) => {
      const value = row[`k${at}`] ?? null;
      const isText = typeof value === 'string' || typeof value === 'boolean';
      return [isText ? value : numericFact(value as Numeric | null), Number(row.n)] as const;
    });
  });
}

function decoded(facts: readonly Encoded[], at: number, family: Family | undefined): Frequencies {
  const totals = new Map<EngineValue, bigint>();
  for (const fact of facts) {
    for (const [told, count] of fact[at] ?? []) {
      const value =
        family === 'integer' ? bigintOf(factNumeric(told)) : (told as string | boolean | null);
      totals.set(value, (totals.get(value) ?? 0n) + BigInt(count));
    }
  }
  // In one order, whatever order the engine's threads had.
  return [...totals].toSorted(([one], [other]) => (String(one) < String(other) ? -1 : 1));
}

/** One integer is one key of a map. */
const bigintOf = (value: Numeric | null) =>
  value === null ? null : BigInt(value as number | bigint);

/** A regular expression that backtracks here is one that the engine may match in no time. */
async function judgedInTime(...of: Parameters<typeof judged>): Promise<Result | Refusal> {
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
    [metric.value, metric.of].map((aggregate) => count(aggregate, name, frequencies, session)),
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

/** At most so many values are told with the outcome. */
const mostTold = 20;

function mostOf(frequencies: Frequencies): Distribution {
  const byCount = frequencies.toSorted(([, one], [, other]) => Number(other - one));
  const told = byCount.slice(0, mostTold);
  return {
    kind: 'frequencies',
    values: told.map(([value, n]) => [value === null ? null : String(value), Number(n)]),
    others: Number(sum(byCount.slice(mostTold))),
  };
}

/** How long a value may be judged for, in milliseconds: it takes a millionth of that. */
const valueLimit = 1000;

/** How many values are kept to show. */
const mostShown = 10;

async function count(
  aggregate: Aggregate,
  name: string,
  frequencies: Frequencies,
  session: PassContext['session'],
): Promise<bigint> {
  const present = frequencies.filter(([value]) => value !== null);
  switch (aggregate.kind) {
    case 'distinct':
      return BigInt(present.length);
    case 'mostFrequent':
      return present.map(([, n]) => n).toSorted((one, other) => Number(other - one))[0] ?? 0n;
    case 'duplicates': {
      const nulls = frequencies.find(([value]) => value === null)?.[1] ?? 0n;
      const excess = present.reduce((sum, [, n]) => sum + n - 1n, 0n);
      return aggregate.nulls === 'violate' ? excess + nulls : excess;
    }
    case 'countIf':
      return sum(await matching(aggregate.predicate, name, frequencies, session));
    default:
      return sum(frequencies);
  }
}

const sum = (frequencies: Frequencies) => frequencies.reduce((all, [, n]) => all + n, 0n);

/** The values for which a predicate is true, as the judged pass would find of their rows. */
async function matching(
  predicate: Predicate,
  name: string,
  frequencies: Frequencies,
  { now, columns }: PassContext['session'],
): Promise<Frequencies> {
  const known = new Map(columns.map((one) => [one.name, one.family]));
  const test = await compilePredicate(predicate, now, known);
  const found = new Set<Frequencies[number]>();
  eachWithin(valueLimit, frequencies, (one) => {
    if (test({ [name]: one[0] })) found.add(one);
  });
  return [...found];
}
