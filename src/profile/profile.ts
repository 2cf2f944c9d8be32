import type { ColumnDescription, EngineValue, Session } from '../engine/engine.ts';
import { blankAtEnds } from '../metric/text.ts';
import { looksPersonal } from '../privacy/personal.ts';
import { namesPerson } from '../privacy/personal-names.ts';
import { approximate, type Numeric } from '../value/numeric.ts';
import type { Questions } from './ask.ts';
import { type Answer, askColumns, askNumber } from './ask-columns.ts';
import { askDoubts, type Doubts } from './doubts.ts';
import { arePublic, type CountedValue, few, listed, valuesOf } from './few-values.ts';
import { findKey } from './find-key.ts';
import { finiteRanges, type InfiniteValues } from './finite-ranges.ts';
import { type FirstValues, firstValues } from './first-rows.ts';
import { withFlaws } from './flaws.ts';
import { areNoChance } from './newcomers.ts';
import { type NullDrift, nullDrifts } from './null-drift.ts';
import { orderedColumns } from './ordered-columns.ts';
import {
  type Asked,
  caseQuestion,
  distinctQuestion,
  flawQuestions,
  formQuestions,
  questions,
} from './questions.ts';
import { type SmallSet, smallSets } from './small-sets.ts';
import { formats, missingWords } from './text-formats.ts';
import { wanderingColumns } from './wandering.ts';

/** The answers about a column that all commands ask for. */
export interface MeasuredColumn {
  readonly name: string;
  readonly type: string;
  readonly family: ColumnDescription['family'];
  /** The number of rows that are not NULL. */
  readonly filled: number;
  /** True for the column that is the key by itself. */
  readonly isKey: boolean;
  /** The number of rows that repeat a value, for a column that would be the key without them; 0 for all others. */
  readonly duplicates: number;
  /** The least value, as a number, a length of text, or an instant in microseconds; null if there is none. */
  readonly min: Numeric | null;
  readonly max: Numeric | null;
  readonly mean: number | null;
  readonly stddev: number | null;
  /** The number of values that are NaN or infinite; for float columns. */
  readonly unusual: number;
  /** The number of values that are NaN. */
  readonly nans: number;
  /** The number of values below zero; for columns of numbers. */
  readonly negative: number;
  /** True if each value is above the one before it, in the first rows. */
  readonly rises: boolean;
  /** The number of different values, NULL left out; null if they were not counted. */
  readonly distinct: number | null;
  /** True if all its texts were searched for blanks at their ends and words for a missing value. */
  readonly isSearched: boolean;
  /** True if two of the first values are equal. */
  readonly repeats: boolean;
  /** True if the first values come in blocks, as in a file that is sorted by them, so that others may follow. */
  readonly comesInBlocks: boolean;
  /** True if values are met in later rows that are in none before, by more than chance, so that others may follow. */
  readonly keepsComing: boolean;
  /** The case that all its texts have: `'capitals'` for no small letter, `'small'` for at least one; null if it is not known, or mixed. */
  readonly casing: 'capitals' | 'small' | null;
  /** The formats that all values have. */
  readonly formats: readonly string[];
  /** The number of texts in each form that was looked for. */
  readonly written: Readonly<Record<string, number>>;
  /** The number of texts that begin or end with white space. */
  readonly untrimmed: number;
  /** The values with the most frequent first; null if there are too many. */
  readonly values: readonly EngineValue[] | null;
  /** The values, up to 200 of them, with the number of rows that hold each; null if there are more. */
  readonly counts: readonly CountedValue[] | null;
  readonly doubts: Doubts;
  /** True if its name or one of its values looks personal: no value of it should be shown. */
  readonly isPersonal: boolean;
}

/** The profile of a column, from which a contract is written. Its range is that of its finite values. */
export interface ColumnProfile extends MeasuredColumn {
  readonly infinite: InfiniteValues;
  /** The few values that it has, if they stand for a few kinds, as those of a rating or a status do; for whole numbers. */
  readonly smallSet: SmallSet | null;
  /** True if its mean moves with the rows, so that the next ones may lie elsewhere; for columns of numbers. */
  readonly wanders: boolean;
  /** True if each value is after the one before it, in all rows; for columns of time. */
  readonly isOrdered: boolean;
  /** The least and the greatest share of NULL in parts of its first rows; null where they differ by no more than chance. */
  readonly nullDrift: NullDrift | null;
}

/** The profile of a dataset. */
export interface Profile<Column extends MeasuredColumn = ColumnProfile> {
  readonly rows: number;
  readonly columns: readonly Column[];
  /** The names of the columns that are the key together; empty if none was found. */
  readonly key: readonly string[];
  /** True if so few rows may differ in the key by chance. */
  readonly isKeyByChance: boolean;
}

/** The most rows in all of which texts are searched for flaws that the first rows do not have. */
const mostSearched = 1_000_000;

/** Further questions about a column, as SQL, where its first values are known. */
export type More = (
  column: ColumnDescription,
  rows: number,
  seen: FirstValues | undefined,
) => Questions;

/** The profile of a dataset, and the answers that it was made from. */
export interface Look {
  readonly profile: Profile<MeasuredColumn>;
  readonly first: ReadonlyMap<ColumnDescription, FirstValues>;
  readonly answers: Answer;
  /** The number of different values, NULL left out, of the columns in which they were counted. */
  readonly distinct: ReadonlyMap<ColumnDescription, number>;
}

/** Profiles a dataset for a contract. */
export async function profileData(session: Session): Promise<Profile> {
  const { profile, first } = await lookAt(session);
  const wandering = await wanderingColumns(session);
  const some = new Set(
    profile.columns.filter(({ filled }) => filled < profile.rows).map(({ name }) => name),
  );
  const drifts = await nullDrifts(
    session,
    session.columns.filter(({ name }) => some.has(name)),
  );
  const finite = await finiteRanges(session, profile.columns);
  const isSteady = ({ name }: MeasuredColumn) => !wandering.has(name);
  const sets = await smallSets(session, profile.columns.filter(isSteady), first);
  const ordered = await orderedColumns(session, profile.rows, profile.columns, first);
  const columns = profile.columns.map((one) => ({
    ...one,
    isOrdered: ordered.has(one.name),
    smallSet: sets.get(one.name) ?? null,
    infinite: { above: 0, below: 0 },
    ...finite.get(one.name),
    wanders: wandering.has(one.name),
    nullDrift: drifts.get(one.name) ?? null,
  }));
  return { ...profile, columns };
}

/**
 * Profiles a dataset, and asks further questions in the same queries. The first rows rule out what can't be a key, an enum or a
 * format, so that only little of that is asked of all rows. Columns are asked together, as many at a time as an engine plans quickly.
 */
export async function lookAt(session: Session, more: More = () => ({})): Promise<Look> {
  const rows = await askNumber(session, { kind: 'count' });
  const first = await firstValues(session, rows);
  const further = (one: ColumnDescription) => more(one, rows, first.get(one));
  const asked = await askColumns(
    session,
    (one) => ({
      ...questions(one),
      ...(one.family === 'text' &&
        openQuestions(one, rows, first.get(one), further(one).estimate !== undefined)),
    }),
    (one) => {
      const { untrimmed, ...others } = further(one);
      return untrimmed === undefined || mayBeFew(first.get(one))
        ? others
        : { ...others, untrimmed };
    },
  );
  const distinct = new Map(session.columns.flatMap((one) => knownDistinct(one, asked, first)));
  const key = await findKey(session, rows, first, asked, distinct);
  const isListed = (one: ColumnDescription) => {
    const [filled, values] = [Number(asked(one, 'filled')), distinct.get(one) ?? 0];
    const hasFew = values > 0 && values <= listed && filled >= values * 5;
    return one.family === 'text' && hasFew && rows >= 20;
  };
  const found = await valuesOf(session, session.columns.filter(isListed), first);
  const values = new Map([...found].filter(([, counts]) => arePublic(counts)));
  const isSearched = (one: ColumnDescription) =>
    mayBeFew(first.get(one)) && (rows <= mostSearched || further(one).untrimmed !== undefined);
  const all = await withFlaws(session, asked, found, isSearched);
  const doubts = await askDoubts(session, all);
  const profile = {
    rows,
    key: key?.duplicates === 0 ? key.columns.map(({ name }) => name) : [],
    isKeyByChance: key?.isByChance ?? false,
    columns: session.columns.map((one) => {
      const seen = first.get(one);
      const counts = values.get(one) ?? null;
      const isOnlyKey = key?.columns.length === 1 && key.columns[0] === one;
      return {
        ...columnProfile(one, all, seen),
        isKey: isOnlyKey && key.duplicates === 0,
        duplicates: isOnlyKey ? key.duplicates : 0,
        rises: seen?.rises ?? false,
        distinct: distinct.get(one) ?? null,
        isSearched: seen?.isWhole === true || all(one, 'untrimmed') !== null,
        repeats: seen?.hasDuplicates ?? true,
        comesInBlocks: seen !== undefined && comesInBlocks(seen),
        keepsComing: seen !== undefined && keepsComing(seen, found.get(one)),
        casing: casingOfAll(one, all, seen),
        values: counts !== null && counts.length <= few ? counts.map(([value]) => value) : null,
        counts: counts?.every(([, n]) => n > 0) ? counts : null,
        doubts: { ...doubts(one), ...(seen?.isWhole && { missing: missingIn(seen) }) },
        isPersonal: isPersonal(one.name, seen),
      };
    }),
  };
  return { profile, first, answers: all, distinct };
}

/** True also where the first rows, which are not all, have one value alone. */
const comesInBlocks = (seen: FirstValues): boolean =>
  seen.comesInBlocks || (!seen.isWhole && seen.counts.size === 1);

/** True also where values are met after the first rows alone. */
function keepsComing(seen: FirstValues, counts: readonly CountedValue[] = []): boolean {
  if (seen.keepsComing || seen.isWhole) return seen.keepsComing;
  const rows = counts.map(([, n]) => n);
  const late = counts.flatMap(([value, n]) => (seen.counts.has(String(value)) ? [] : [n]));
  const all = rows.reduce((sum, n) => sum + n, 0);
  return all > 0 && areNoChance(late, rows, seen.filled / all);
}

/** Returns the case of a column's texts: that of the first ones, if no other one differs. */
function casingOfAll(
  one: ColumnDescription,
  all: Answer,
  seen: FirstValues | undefined,
): MeasuredColumn['casing'] {
  if (one.family !== 'text' || seen === undefined) return null;
  const casing = casingOf([...seen.counts.keys()]);
  if (seen.isWhole || casing === null) return casing;
  const small = all(one, 'small');
  const expected = casing === 'small' ? Number(all(one, 'filled')) : 0;
  return small !== null && Number(small) === expected ? casing : null;
}

/** Returns the case that all texts have; null if it differs, or some have no letter of either case. */
function casingOf(texts: readonly string[]): MeasuredColumn['casing'] {
  if (texts.length === 0) return null;
  if (texts.every((text) => /\p{Ll}/u.test(text))) return 'small';
  return texts.every((text) => /\p{Lu}/u.test(text) && !/\p{Ll}/u.test(text)) ? 'capitals' : null;
}

/** Returns the number of a column's different values, if it is known. The first values of times are rounded. */
function knownDistinct(
  one: ColumnDescription,
  all: Answer,
  first: ReadonlyMap<ColumnDescription, FirstValues>,
): readonly (readonly [ColumnDescription, number])[] {
  const seen = first.get(one);
  const counted = all(one, 'distinct');
  if (seen?.isWhole && one.family !== 'timestamp') return [[one, seen.counts.size]];
  return counted === null ? [] : [[one, Number(counted)]];
}

/** Returns the questions about a text column that the first rows leave open. */
function openQuestions(
  { name, type }: ColumnDescription,
  rows: number,
  seen: FirstValues | undefined,
  isEstimated: boolean,
): Asked {
  if (seen?.isWhole || (seen === undefined && type !== 'VARCHAR')) {
    return seen?.isWhole ? {} : distinctQuestion(name);
  }
  const isKeyLike = rows <= mostSearched && seen?.hasDuplicates === false && !isEstimated;
  // The values of few are looked at one by one.
  const isSearched = seen && !mayBeFew(seen) && (rows <= mostSearched || hasFlaws(seen));
  return {
    ...formQuestions(name, seen?.forms ?? Object.keys(formats)),
    ...((seen === undefined || mayBeFew(seen) || isKeyLike) && distinctQuestion(name)),
    ...(isSearched && flawQuestions(name)),
    ...(rows <= mostSearched && seen && casingOf([...seen.counts.keys()]) && caseQuestion(name)),
  };
}

/** True for a column of plain text whose values may be few, though these are not all rows. */
const mayBeFew = (seen: FirstValues | undefined): boolean =>
  seen !== undefined && !seen.isWhole && seen.isText && seen.counts.size <= listed;

const hasFlaws = ({ counts }: FirstValues): boolean =>
  [...counts.keys()].some((value) => blankAtEnds.test(value) || missingWords.includes(value));

const missingIn = ({ counts }: FirstValues): Doubts['missing'] =>
  missingWords.flatMap((word) => {
    const rows = counts.get(word) ?? 0;
    return rows > 0 ? [[word, rows] as const] : [];
  });

const isPersonal = (name: string, seen: FirstValues | undefined): boolean =>
  namesPerson(name) !== null || [...(seen?.counts.keys() ?? [])].some(looksPersonal);

function columnProfile(
  one: ColumnDescription,
  all: Answer,
  seen: FirstValues | undefined,
): Pick<
  MeasuredColumn,
  | 'name'
  | 'type'
  | 'family'
  | 'filled'
  | 'min'
  | 'max'
  | 'mean'
  | 'stddev'
  | 'unusual'
  | 'nans'
  | 'negative'
  | 'formats'
  | 'written'
  | 'untrimmed'
> {
  const { name, type, family } = one;
  const answer = (question: string) => all(one, question);
  const count = (key: string) => Number(answer(key) ?? 0);
  const filled = count('filled');
  const number = (key: string) => {
    const value = answer(key);
    return value === null ? null : approximate(value as Numeric);
  };
  const asked = seen?.forms ?? Object.keys(formats);
  const written = seen?.isWhole
    ? seen.written
    : Object.fromEntries(asked.map((form) => [form, count(form)]));
  const isOf = (format: string) => family === 'text' && written[format] === filled;
  return {
    name,
    type,
    family,
    filled,
    min: answer('min') as Numeric | null,
    max: answer('max') as Numeric | null,
    mean: number('mean'),
    stddev: number('stddev'),
    unusual: count('unusual'),
    nans: count('nans'),
    negative: count('negative'),
    formats: filled === 0 ? [] : Object.keys(formats).filter(isOf),
    written: family === 'text' ? written : {},
    untrimmed: seen?.isWhole ? untrimmedIn(seen) : count('untrimmed'),
  };
}

const untrimmedIn = ({ counts }: FirstValues): number =>
  [...counts].reduce((sum, [value, rows]) => sum + (blankAtEnds.test(value) ? rows : 0), 0);
