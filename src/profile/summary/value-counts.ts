import type { ColumnDescription, Session } from '../../engine/engine.ts';
import type { Look } from '../profile.ts';
import { isText } from './column-questions.ts';
import { type Frequent, frequentValues } from './frequent-values.ts';

/** The most different values of a text column, and of one of whole numbers, that are counted one by one. */
const [fewTexts, fewNumbers] = [50_000, 1000] as const;

/** The most frequent values that are listed. */
export const mostListed = 10;

/**
 * Counts the values of columns of text, truth values and whole numbers, where they may repeat: those of which nearly each is its own are the
 * rows themselves. All counts are returned of whole numbers, and the most frequent of the others. `spanOf` is the distance between the
 * least and the greatest number of a column.
 */
export async function valueCounts(
  session: Session,
  look: Look,
  spanOf: (one: ColumnDescription) => number,
): Promise<ReadonlyMap<ColumnDescription, Frequent>> {
  const counted = session.columns.flatMap((one) => known(one, look));
  const done = new Map(counted);
  const { dialect, relation } = session;
  const asked = session.columns.filter((one) => !done.has(one) && mayRepeat(one, look));
  const sqlOf = (columns: readonly ColumnDescription[]) =>
    new Map(columns.map((one) => [one, dialect.identifier(one.name)]));
  const isWhole = ({ family }: ColumnDescription) => family === 'integer';
  const texts = sqlOf(asked.filter((one) => !isWhole(one)));
  // Whole numbers that lie close together are counted with the histograms.
  const numbers = sqlOf(asked.filter((one) => isWhole(one) && spanOf(one) >= fewNumbers));
  return new Map([
    ...counted,
    ...(await frequentValues(session, texts, relation, mostListed)),
    ...(await frequentValues(session, numbers, relation, 2 * fewNumbers)),
  ]);
}

/** True for a column of whole numbers between whose ends there is room for few. */
export const isClose = ({ family }: ColumnDescription, span: number): boolean =>
  family === 'integer' && span < fewNumbers;

const mayBeListed = (one: ColumnDescription) =>
  isText(one) || one.family === 'boolean' || one.family === 'integer';

/** Returns the counts that the profile has taken already. */
function known(
  one: ColumnDescription,
  { first, profile }: Look,
): readonly (readonly [ColumnDescription, Frequent])[] {
  if (!mayBeListed(one)) return [];
  const seen = first.get(one);
  if (seen?.isWhole) return [[one, frequent([...seen.counts])]];
  const counts = profile.columns.find(({ name }) => name === one.name)?.counts ?? null;
  return counts === null ? [] : [[one, frequent(counts.map(([value, n]) => [String(value), n]))]];
}

function mayRepeat(one: ColumnDescription, { answers, distinct }: Look): boolean {
  if (!mayBeListed(one)) return false;
  const filled = Number(answers(one, 'filled') ?? 0);
  const exact = distinct.get(one);
  const values = exact ?? Number(answers(one, 'estimate') ?? 0);
  const most = one.family === 'integer' ? fewNumbers : fewTexts;
  const isOften = exact === undefined || exact * 2 <= filled || exact === 1;
  return filled > 0 && values <= most && isOften;
}

/** Returns the counts of all values with the most frequent first. */
export const frequent = (counts: readonly (readonly [string, number])[]): Frequent => ({
  values: counts.toSorted(([one, n], [other, m]) => m - n || (one < other ? -1 : 1)),
  kinds: counts.length,
  held: counts.reduce((sum, [, count]) => sum + count, 0),
});
