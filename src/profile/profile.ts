import type { ColumnDescription, EngineValue, Session } from '../engine/engine.ts';
import { approximate, type Numeric } from '../value/numeric.ts';
import { askColumns, askNumber } from './ask-columns.ts';
import { few, valuesOf } from './few-values.ts';
import { findKey } from './find-key.ts';
import { type FirstValues, firstValues } from './first-rows.ts';
import { type Asked, distinctQuestion, formatQuestions, questions } from './questions.ts';
import { formats } from './text-formats.ts';

/** The profile of a column. */
export interface ColumnProfile {
  readonly name: string;
  readonly type: string;
  readonly family: ColumnDescription['family'];
  /** The number of rows that are not NULL. */
  readonly filled: number;
  /** True for the first column without NULL or duplicates. */
  readonly isKey: boolean;
  /** The least value, as a number, a length of text, or an instant in microseconds; null if there is none. */
  readonly min: Numeric | null;
  readonly max: Numeric | null;
  readonly mean: number | null;
  readonly stddev: number | null;
  /** The number of values that are NaN or infinite; for float columns. */
  readonly unusual: number;
  /** The formats that all values have. */
  readonly formats: readonly string[];
  /** The values with the most frequent first; null if there are too many. */
  readonly values: readonly EngineValue[] | null;
}

/** The profile of a dataset. */
export interface Profile {
  readonly rows: number;
  readonly columns: readonly ColumnProfile[];
}

/**
 * Profiles a dataset. Its first rows rule out what can't be a key, an enum or a format, so that only little of that is asked of all
 * rows. Columns are asked together, as many at a time as an engine plans quickly.
 */
export async function profileData(session: Session): Promise<Profile> {
  const rows = await askNumber(session, { kind: 'count' });
  const first = await firstValues(session, rows);
  const all = await askColumns(session, (one) => ({
    ...questions(one),
    ...(one.family === 'text' && openQuestions(one.name, first.get(one))),
  }));
  const key = await findKey(session, rows, first, all);
  const distinctOf = (one: ColumnDescription) => {
    const seen = first.get(one);
    return seen?.isWhole ? seen.counts.size : Number(all(one, 'distinct') ?? 0);
  };
  const isFew = (one: ColumnDescription) => {
    const [filled, distinct] = [Number(all(one, 'filled')), distinctOf(one)];
    const hasFew = distinct > 0 && distinct <= few && filled >= distinct * 5;
    return one.family === 'text' && hasFew && rows >= 20;
  };
  const values = await valuesOf(session, session.columns.filter(isFew), first);
  return {
    rows,
    columns: session.columns.map((one) => ({
      ...columnProfile(one, (question) => all(one, question), first.get(one)),
      isKey: one === key,
      values: values.get(one) ?? null,
    })),
  };
}

/** Returns the questions about a text column that the first rows leave open. */
function openQuestions(name: string, seen: FirstValues | undefined): Asked {
  if (seen?.isWhole) return {};
  const mayBeFew = seen === undefined || seen.counts.size <= few;
  return {
    ...formatQuestions(name, seen?.formats ?? Object.keys(formats)),
    ...(mayBeFew && distinctQuestion(name)),
  };
}

function columnProfile(
  { name, type, family }: ColumnDescription,
  answer: (question: string) => EngineValue,
  seen: FirstValues | undefined,
): Omit<ColumnProfile, 'isKey' | 'values'> {
  const count = (key: string) => Number(answer(key) ?? 0);
  const filled = count('filled');
  const number = (key: string) => {
    const value = answer(key);
    return value === null ? null : approximate(value as Numeric);
  };
  const isOf = (format: string) =>
    family === 'text' && (seen?.isWhole ? seen.formats.includes(format) : count(format) === filled);
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
    formats: filled === 0 ? [] : Object.keys(formats).filter(isOf),
  };
}
