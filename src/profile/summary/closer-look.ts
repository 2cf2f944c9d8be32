import type { ColumnDescription, EngineValue, Session } from '../../engine/engine.ts';
import { column } from '../../metric/expression.ts';
import type { ProfileHistogram, Quantile } from '../../outcome/profile/profile-document.ts';
import { type Answers, askEach, type Questions } from '../ask.ts';
import type { Look } from '../profile.ts';
import { before, binCounts, type Cell, cellsBetween, cellsOfValues } from './cells.ts';
import { endsInNumbers } from './column-ends.ts';
import { isNumber, shares, sortedRows } from './column-questions.ts';
import { distinctQuestion } from './distinct-count.ts';
import { comparedRows } from './duplicate-rows.ts';
import { cellsOfEvery, type EveryNumber, everyNumber, quantilesOfEvery } from './every-number.ts';
import { startOf } from './far-from-zero.ts';
import type { Frequent } from './frequent-values.ts';
import { edgesOf } from './histogram.ts';
import { finiteNumber } from './numbers.ts';
import { quantilesIn, type SoughtQuantiles, soughtQuantiles } from './quantiles.ts';
import { frequent, isClose, valueCounts } from './value-counts.ts';

/** Facts about a column that only a second look at its values gives. */
export interface Closer {
  readonly histogram: ProfileHistogram | null;
  readonly quantiles: readonly Quantile[];
  /** The number of different values, if it was counted. */
  readonly distinct: number | null;
  /** The most frequent values, if they were counted. */
  readonly frequent: Frequent | null;
  /** The standard deviation of numbers that lie close together and far from zero; null if the first look gave it. */
  readonly stddev: number | null;
}

/** Ends of a column's finite values; of times in milliseconds since 1970. */
type Ends = readonly [number, number];

/** A column while it is looked at. */
interface Sight {
  readonly one: ColumnDescription;
  readonly ends: Ends | null;
  readonly edges: readonly number[] | null;
  /** Bounds of cells that are counted; null if none are. */
  readonly bounds: readonly number[] | null;
  /** The counts of values that are known already. */
  readonly frequent: Frequent | null;
  /** Its ends, if its figures follow from them. */
  readonly every: EveryNumber | null;
}

/**
 * Looks at all columns once more, for the counts of cells and of frequent values, and at some for the third time, for the values in
 * few of the cells. `others` are questions that the second look answers as well.
 */
export async function closerLook<Other>(
  session: Session,
  look: Look,
  isMasked: (name: string) => boolean,
  others: ReadonlyMap<Other, Questions>,
): Promise<{
  readonly columns: ReadonlyMap<ColumnDescription, Closer>;
  readonly others: ReadonlyMap<Other, Answers>;
}> {
  const endsOf = (one: ColumnDescription) =>
    endsInNumbers(one, (question) => look.answers(one, question));
  const spanOf = (one: ColumnDescription) => {
    const [least, greatest] = endsOf(one) ?? [0, Number.POSITIVE_INFINITY];
    return greatest - least;
  };
  const counted = await valueCounts(session, look, spanOf);
  const sights = session.columns.map((one): Sight => {
    const ends = endsOf(one);
    const known = counted.get(one) ?? null;
    const edges = ends && edgesOf(one, ends);
    const every = isClose(one, spanOf(one)) ? null : everyNumber(one, ends, look);
    const hasAll = every !== null || (one.family === 'integer' && known !== null);
    return {
      every,
      one,
      ends,
      edges,
      frequent: known,
      bounds: edges && ends && !hasAll ? boundsOf(one, ends, edges, look) : null,
    };
  });
  const questions = new Map<Sight | Other, Questions>(others);
  for (const sight of sights)
    questions.set(sight, {
      ...sightQuestions(session, sight, look),
      ...distinctQuestion(session, sight.one, look, isMasked(sight.one.name)),
      ...deviationQuestion(session, sight.one, look),
    });
  const answers = await askEach(session, questions);
  const found = sights.map((sight) => {
    const cells = cellsOf(sight, answers.get(sight));
    const isSought = isNumber(sight.one) && !isMasked(sight.one.name) && cells !== null;
    const isAsked = sight.every !== null || answers.get(sight)?.quantiles !== undefined;
    const sought =
      isSought && !isAsked
        ? soughtQuantiles(session, sight.one.name, cells, sight.one.family === 'integer')
        : null;
    return { sight, cells, sought };
  });
  const last = await askEach(
    session,
    new Map(found.flatMap(({ sight, sought }) => (sought ? [[sight, sought.question]] : []))),
  );
  return {
    columns: new Map(
      found.map(({ sight, cells, sought }) => [
        sight.one,
        {
          histogram: histogramOf(sight, cells),
          quantiles: sight.every
            ? quantilesOfEvery(sight.every)
            : quantilesOf(sought, last.get(sight), answers.get(sight)),
          distinct: distinctOf(sight, cells, answers.get(sight)),
          frequent: sight.frequent ?? frequentIn(sight, cells),
          stddev: finiteNumber(answers.get(sight)?.deviation),
        },
      ]),
    ),
    others: new Map([...others].map(([other]) => [other, answers.get(other) ?? {}])),
  };
}

/** Returns the bounds of cells: the ends of bins, and the values of a sample by themselves. */
function boundsOf(
  one: ColumnDescription,
  [least, greatest]: Ends,
  edges: readonly number[],
  { answers }: Look,
): readonly number[] {
  if (isClose(one, greatest - least) && Number.isSafeInteger(least))
    return Array.from({ length: greatest - least + 1 }, (_, at) => least + at);
  const sampled = answers(one, 'sampled');
  const values = (Array.isArray(sampled) ? sampled : []).flatMap(
    (value) => finiteNumber(value) ?? [],
  );
  const all = [
    ...edges.slice(1, -1).map(before),
    // A value that the sample has more than once may have many rows, and has a cell of its own.
    ...[least, ...values].filter((value, at, all) => all.indexOf(value) !== at).map(before),
    ...[least, ...values],
  ];
  const inside = [...new Set(all)].filter((bound) => bound >= least && bound < greatest);
  return [...inside.toSorted((a, b) => a - b), greatest];
}

function sightQuestions(session: Session, { one, bounds }: Sight, look: Look): Questions {
  if (bounds === null) return {};
  const of = column(one.name);
  const item = (asked: Parameters<typeof session.dialect.profile>[0]) =>
    session.dialect.profile(asked, session);
  return {
    cells: item({ kind: 'cellCounts', of, bounds }),
    ...(isNumber(one) &&
      isSorted(one, look) && {
        quantiles: item({ kind: 'quantiles', of, at: shares }),
      }),
  };
}

/** Asks for the deviation of numbers that the first look has rounded. One that is not finite leaves them without. */
function deviationQuestion(session: Session, one: ColumnDescription, look: Look): Questions {
  const from = startOf(one, look);
  if (from === null || Number(look.answers(one, 'unusual') ?? 0) > 0) return {};
  const item = { kind: 'deviation', of: column(one.name), from } as const;
  return { deviation: session.dialect.profile(item, session) };
}

/** True for a column whose quantiles are sought among all its values: of a few rows, and if the search for a key has cost it a look. */
function isSorted(one: ColumnDescription, { profile: { rows }, distinct, answers }: Look): boolean {
  if (rows <= sortedRows) return true;
  const isCountedApart = distinct.has(one) && answers(one, 'distinct') === null;
  return isCountedApart && rows <= comparedRows;
}

function cellsOf(
  { one, ends, edges, bounds, frequent, every }: Sight,
  answers: Answers = {},
): readonly Cell[] | null {
  if (every !== null && edges !== null) return cellsOfEvery(every, edges);
  if (bounds !== null && ends !== null) {
    const counts = Array.isArray(answers.cells) ? answers.cells.map(Number) : [];
    return cellsBetween(bounds, counts, ends[0]);
  }
  if (one.family !== 'integer' || frequent === null) return null;
  return cellsOfValues(frequent.values.map(([value, count]) => [Number(value), count]));
}

const histogramOf = ({ edges }: Sight, cells: readonly Cell[] | null): ProfileHistogram | null =>
  edges && cells && { edges, counts: binCounts(cells, edges) };

function quantilesOf(
  sought: SoughtQuantiles | null,
  last: Answers | undefined,
  { quantiles }: Answers = {},
): readonly Quantile[] {
  if (quantiles !== undefined) return quantilesIn(quantiles);
  return sought?.read((last?.quantiles ?? null) as EngineValue) ?? [];
}

/** Returns the counts of whole numbers that have a cell each. */
function frequentIn({ one, ends }: Sight, cells: readonly Cell[] | null): Frequent | null {
  if (cells === null || ends === null || !isClose(one, ends[1] - ends[0])) return null;
  const held = cells.filter(({ count }) => count > 0);
  return frequent(held.map(({ upTo, count }) => [String(upTo), count]));
}

function distinctOf(
  sight: Sight,
  cells: readonly Cell[] | null,
  answers: Answers = {},
): number | null {
  const known = sight.frequent ?? frequentIn(sight, cells);
  if (known) return known.kinds;
  return answers.distinct === undefined ? null : Number(answers.distinct);
}
