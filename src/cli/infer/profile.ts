import type { ColumnDescription, EngineValue, Session } from '../../engine/engine.ts';
import type { Aggregate } from '../../metric/aggregate.ts';
import type { Predicate, Scalar } from '../../metric/expression.ts';
import { column, countIf, matches, not, notNull } from '../../metric/expression.ts';
import { fusedSelect, type Item } from '../../plan/select.ts';
import { looksPersonal } from '../../privacy/personal.ts';
import { approximate, type Numeric } from '../../value/numeric.ts';

/** The profile of a column. */
export interface ColumnProfile {
  readonly name: string;
  readonly type: string;
  readonly family: ColumnDescription['family'];
  /** The number of rows that are not NULL. */
  readonly filled: number;
  readonly distinct: number;
  /** The least value, as a number, a length of text, or an instant in microseconds; null if there is none. */
  readonly min: Numeric | null;
  readonly max: Numeric | null;
  readonly mean: number | null;
  readonly stddev: number | null;
  /** The number of values with a fraction, NaN or infinite; for float columns. */
  readonly fractions: number;
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

/** Formats to recognise, with patterns that SQL can match. */
const recognised: Readonly<Record<string, RegExp>> = {
  uuid: /^[0-9a-fA-F]{8}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{12}$/,
  email:
    /^[A-Za-z0-9_'+-]+(?:\.[A-Za-z0-9_'+-]+)*@(?:[A-Za-z0-9](?:[A-Za-z0-9-]*[A-Za-z0-9])?\.)+[A-Za-z]{2,}$/,
  isoDate: /^\d{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])$/,
};

/** The most distinct values of a column whose values are listed. */
const few = 20;

type Asked = Readonly<Record<string, Aggregate>>;

/** Profiles a dataset: one SELECT for the numbers of all columns, and one for each column of few values. */
export async function profileData(session: Session): Promise<Profile> {
  const asked = new Map(session.columns.map((one) => [one, questions(one)]));
  const items = new Map<string, Item>();
  for (const [one, question] of asked) {
    for (const [key, aggregate] of Object.entries(question))
      items.set(`${one.name}\0${key}`, { aggregate, where: [] });
  }
  const total: Item = { aggregate: { kind: 'count' }, where: [] };
  const { sql, answers } = fusedSelect([total, ...items.values()], { where: [], per: [] }, session);
  const [row = {}] = await session.query(sql);
  const answer = (item: Item | undefined) => (item ? (row[answers.get(item) ?? ''] ?? null) : null);
  const rows = Number(answer(total));
  const columns: ColumnProfile[] = [];
  for (const one of session.columns) {
    columns.push(
      await columnProfile(one, (key) => answer(items.get(`${one.name}\0${key}`)), rows, session),
    );
  }
  return { rows, columns };
}

const isComparable = ({ family }: ColumnDescription) =>
  !['struct', 'list', 'map', 'json', 'binary', 'other'].includes(family);

function questions(one: ColumnDescription): Asked {
  const value = column(one.name);
  const filled: Asked = { filled: countIf(notNull(value)) };
  if (!isComparable(one)) return filled;
  const common: Asked = { ...filled, distinct: { kind: 'distinct', of: [value] } };
  switch (one.family) {
    case 'integer':
    case 'decimal':
      return { ...common, ...range(value), ...spread(value) };
    case 'float':
      return {
        ...common,
        ...range(value),
        ...spread(value),
        fractions: countIf(isFraction(value)),
        unusual: countIf(isUnusual(value)),
      };
    case 'text':
      return { ...common, ...range({ kind: 'length', of: value }), ...formatQuestions(value) };
    case 'date':
    case 'timestamp':
      return { ...common, ...range(value) };
    default:
      return common;
  }
}

const range = (of: Scalar): Asked => ({ min: { kind: 'min', of }, max: { kind: 'max', of } });
const spread = (of: Scalar): Asked => ({
  mean: { kind: 'mean', of },
  stddev: { kind: 'stddev', of },
});
const isFraction = (of: Scalar): Predicate => not({ kind: 'multipleOf', of, step: 1 });
const isUnusual = (of: Scalar): Predicate => ({
  kind: 'or',
  terms: [
    { kind: 'isNaN', of },
    { kind: 'isInfinite', of },
  ],
});
const formatQuestions = (of: Scalar): Asked =>
  Object.fromEntries(
    Object.entries(recognised).map(([name, pattern]) => [name, countIf(matches(of, pattern))]),
  );

async function columnProfile(
  { name, type, family }: ColumnDescription,
  answer: (key: string) => EngineValue,
  rows: number,
  session: Session,
): Promise<ColumnProfile> {
  const count = (key: string) => Number(answer(key) ?? 0);
  const filled = count('filled');
  const distinct = count('distinct');
  const number = (key: string) => {
    const value = answer(key);
    return value === null ? null : approximate(value as Numeric);
  };
  const isFew =
    family === 'text' && distinct > 0 && distinct <= few && filled >= distinct * 5 && rows >= 20;
  return {
    name,
    type,
    family,
    filled,
    distinct,
    min: answer('min') as Numeric | null,
    max: answer('max') as Numeric | null,
    mean: number('mean'),
    stddev: number('stddev'),
    fractions: count('fractions'),
    unusual: count('unusual'),
    formats:
      filled === 0 ? [] : Object.keys(recognised).filter((format) => count(format) === filled),
    values: isFew ? await mostFrequent(name, session) : null,
  };
}

async function mostFrequent(
  name: string,
  { dialect, relation, query }: Session,
): Promise<readonly EngineValue[] | null> {
  const found = await query(dialect.topValues(name, relation, few));
  const values = found.map(({ v }) => v ?? null);
  // They would stand in a contract, which is committed.
  return values.some((value) => looksPersonal(String(value))) ? null : values;
}
