import { Declined, EngineError, type EngineValue } from '../../engine/engine.ts';
import { compilePredicate, type EngineRow } from '../../engine/javascript/compile-predicate.ts';
import { type Aggregate, isFoundBy } from '../../metric/aggregate.ts';
import type { Predicate } from '../../metric/expression.ts';
import type { Metric } from '../../metric/metric.ts';
import { JudgeFailed, verdictLimit, verdicts } from '../../metric/row-judge.ts';
import { TooLong } from '../../metric/time-limit.ts';
import { columnsIn, nodesIn } from '../../metric/walk.ts';
import { allOf } from '../../outcome/printable-text.ts';
import { withArticle } from '../../value/kind-in-words.ts';
import { printNumeric } from '../../value/numeric.ts';
import type { Measured, Pass, PassContext, Question, Refusal, Result } from '../measure-request.ts';
import { filterSql, segmentKey } from '../select.ts';
import { countSegments } from '../verdict/count-segments.ts';
import { tallyRefusals } from './tally-refusals.ts';
import { unjudgedRows } from './unjudged-rows.ts';
import { validInSql } from './valid-in-sql.ts';

/** The number of violating rows that are kept to be shown. */
const shown = 10;
/** The greatest number of violating rows that are kept by number, since a query lists them. */
const numbered = 100_000;

/**
 * Judges rows by tests that SQL can't express: zod's refinements, JSON Schemas, lookbehind, columns of mixed JSON. The
 * rows stream through JavaScript in chunks, with the columns that are needed.
 */
export const streamedRowsPass: Pass = {
  name: 'judged',
  takes: ({ metric: { value, of } }) =>
    (isFoundBy(value, 'rowByRow') && isFoundBy(of, 'rowByRow')) || {
      refused: 'only counts of rows can be judged one by one',
    },
  run: async (questions, context) => {
    const results = new Map<Question, Result | Refusal>();
    for (const question of questions) results.set(question, await runOne(question, context));
    return results;
  },
};

/** Returns the predicate of the rows that an aggregate counts. */
function predicateOf(aggregate: Aggregate): Predicate {
  if (!isFoundBy(aggregate, 'rowByRow')) throw new TypeError(`${aggregate.kind} counts no rows`);
  switch (aggregate.kind) {
    case 'count':
      return { kind: 'always' };
    case 'countIf':
      return aggregate.predicate;
  }
}

interface Tally {
  readonly segment: readonly EngineValue[];
  value: number;
  of: number;
}

async function runOne(question: Question, context: PassContext): Promise<Result | Refusal> {
  const { metric } = question;
  try {
    return await judgeRows(question, context);
  } catch (error) {
    if (error instanceof EngineError)
      return { problem: { code: error.code, message: error.message } };
    if (error instanceof Declined) return { refused: error.message };
    return {
      problem: { code: 'JUDGE_FAILED', message: judgeFailure(predicateOf(metric.value), error) },
    };
  }
}

/** Returns why a test in JavaScript could not judge a row, without a value of the data. */
export function judgeFailure(predicate: Predicate, error: unknown): string {
  if (error instanceof JudgeFailed) return error.message;
  const by = judgeName(predicate);
  if (error instanceof TooLong)
    return `${by} judged one row for longer than ${verdictLimit / 1000} s and was stopped: a regular expression of it backtracks without end, as /^(a+)+$/ does, or a function loops. Write a pattern that has one way to match a text.`;
  const kind = error instanceof Error ? error.constructor.name : typeof error;
  return `${by} threw ${withArticle(kind)} while it judged a row: fix the function that the schema calls (its text may hold data and is not shown).`;
}

async function judgeRows(
  question: Question,
  { session, rows, noun = 'row', sample: ofContract, identifiesRows }: PassContext,
): Promise<Result> {
  const { metric } = question;
  const predicate = predicateOf(metric.value);
  const isOfPersons = looksForPersons(predicate);
  const sample = isOfPersons ? null : ofContract;
  const families = new Map(session.columns.map(({ name, family }) => [name, family]));
  const refusals = tallyRefusals();
  const doubts: (() => string | null)[] = [];
  const unjudged = unjudgedRows();
  const mark = markBeside(session.columns);
  const valid = validInSql(predicate, session, families, `${mark} valid`);
  const listener = {
    refused: refusals.add,
    unjudged: unjudged.add,
    doubt: (why: () => string | null) => {
      doubts.push(why);
    },
  };
  const [violates, isJudged] = await Promise.all([
    compilePredicate(predicate, session.now, families, listener, valid?.cells),
    compilePredicate(predicateOf(metric.of), session.now, families),
  ]);
  const judgesAll = predicateOf(metric.of).kind === 'always';
  // A row's own schema may name columns that are absent, and may be.
  const columns = [...columnsIn([predicate, predicateOf(metric.of)])].filter((name) =>
    families.has(name),
  );
  const { dialect, relation } = session;
  const filter = filterSql(metric.scope.where, session);
  const items = [
    ...columns.map((name) => dialect.identifier(name)),
    ...metric.scope.per.flatMap((name, at) => [
      `${dialect.identifier(name)} as ${dialect.identifier(`${mark} segment ${at}`)}`,
      `${dialect.segmentKey(dialect.identifier(name))} as ${dialect.identifier(`${mark} key ${at}`)}`,
    ]),
    ...(valid ? [valid.item] : []),
  ];
  const scope = `case when ${filter ?? 'true'} then 1 else 0 end as ${dialect.identifier(`${mark} scope`)}`;
  // Each column is a value to decode a row; a SELECT needs one.
  const list = filter === null && items.length > 0 ? items : [...items, scope];
  const sql = `select ${list.join(', ')} from ${relation}${sample === null ? '' : ` limit ${sample}`}`;
  const tallies = new Map<string, Tally>();
  const met: (readonly EngineValue[])[] = [];
  const numbers: number[] = [];
  let read = 0;
  for await (const chunk of session.stream(sql, valid?.options)) {
    const scoped =
      filter === null ? chunk : chunk.filter((row) => Number(row[`${mark} scope`]) === 1);
    const places = identifiesRows ? placesOf(chunk, scoped, read) : [];
    read += chunk.length;
    const judged = judgesAll ? null : await verdicts(scoped, isJudged);
    const violating = await verdicts(scoped, violates);
    for (const [at, row] of scoped.entries()) {
      if (unjudged.take(row)) continue;
      const tally = tallyOf(row, mark, metric, tallies);
      if (judged?.[at] ?? true) tally.of += 1;
      if (!violating[at]) continue;
      tally.value += 1;
      if (identifiesRows && numbers.length <= numbered) numbers.push(places[at] ?? 0);
      if (met.length < shown && !isOfPersons) met.push(columns.map((name) => row[name] ?? null));
    }
  }
  const due = sample === null ? rows : Math.min(rows, sample);
  if (read < due)
    throw new EngineError(
      'ENGINE_FAILED',
      `the engine '${session.engine}' handed over ${printNumeric(read)} of ${printNumeric(due)} rows`,
    );
  for (const doubt of doubts) {
    const message = doubt();
    if (message !== null) return { problem: { code: 'COLUMN_MISSING', message } };
  }
  const none = unjudged.problem(tallies.size, noun);
  if (none !== null) return none;
  if (metric.scope.per.length === 0 && tallies.size === 0)
    tallies.set('', { segment: [], value: 0, of: 0 });
  const by = judgeName(predicate);
  const isSampled = sample !== null && rows > sample;
  const objections = refusals.result();
  return {
    ...segmentsOf(question, tallies.values()),
    by,
    exactness: isSampled ? 'sampled' : 'exact',
    notes: [
      `judged by ${by}, ${noun} by ${noun}, over ${isSampled ? `the first ${printNumeric(read)} of ${printNumeric(rows)} ${noun}s` : allOf(read, noun)}`,
      ...unjudged.notes(noun),
    ],
    ...(objections.length > 0 && { objections }),
    sql: null,
    met: {
      columns,
      rows: met,
      ...(identifiesRows && { numbers: numbers.length > numbered ? null : numbers }),
    },
  };
}

function segmentsOf(
  question: Question,
  tallies: Iterable<Tally>,
): Pick<Measured, 'segments' | 'tally'> {
  if (question.metric.scope.per.length === 0) return { segments: [...tallies] };
  const counter = countSegments(question);
  for (const tally of tallies) counter.add(tally);
  return counter.result();
}

/** Returns the row numbers of a chunk's rows in the scope. The dataset's first row is 1. */
function placesOf(
  chunk: readonly EngineRow[],
  scoped: readonly EngineRow[],
  before: number,
): readonly number[] {
  const kept = new Set(scoped);
  return chunk.flatMap((row, at) => (kept.has(row) ? [before + at + 1] : []));
}

/** Returns a prefix for internal columns that none of the dataset's columns has. */
function markBeside(columns: readonly { readonly name: string }[]): string {
  let mark = 'assay';
  while (columns.some(({ name }) => name.startsWith(mark))) mark += '_';
  return mark;
}

function tallyOf(
  row: EngineRow,
  mark: string,
  { scope }: Metric,
  tallies: Map<string, Tally>,
): Tally {
  const segment = scope.per.map((_, at) => row[`${mark} segment ${at}`] ?? null);
  const key = segmentKey(scope.per.map((_, at) => row[`${mark} key ${at}`] ?? null));
  const known = tallies.get(key);
  if (known) return known;
  const fresh: Tally = { segment, value: 0, of: 0 };
  tallies.set(key, fresh);
  return fresh;
}

/** True if a judge in an expression looks for persons, whose rows are shown nowhere. */
export const looksForPersons = (expression: Predicate | Aggregate): boolean =>
  nodesIn(expression).some((node) => node.kind === 'judged' && node.judge.isOfPersons === true);

/** Returns the name of the judge: the schema's own library, or JavaScript itself. */
function judgeName(predicate: Predicate): string {
  for (const node of nodesIn(predicate)) if (node.kind === 'judged') return node.judge.by;
  return 'javascript';
}
