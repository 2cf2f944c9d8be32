import type { ColumnDescription, Session } from '../engine/engine.ts';
import { and, column, compare, countIf, literal } from '../metric/expression.ts';
import { approximate, type Numeric } from '../value/numeric.ts';
import { type Answer, askColumns } from './ask-columns.ts';
import type { Asked } from './questions.ts';
import { missingWords } from './text-formats.ts';

/** Numbers that programs write for a value that is not known. */
const placeholders: ReadonlySet<number> = new Set(
  [9, 99, 999, 9999, 99_999, 999_999, 9_999_999].flatMap((value) => [value, -value]).concat(-1),
);

/** Days that programs write for one that is not known, in milliseconds. */
const placeholderDays: ReadonlySet<number> = new Set(
  ['0001-01-01', '1900-01-01', '1970-01-01', '2099-12-31', '2999-12-31', '9999-12-31'].map((day) =>
    Date.parse(day),
  ),
);

/** Values at an end of a column that others are far from, and that are written for one that is not known. */
export interface Placeholder {
  readonly value: number | Date;
  /** The number of rows that hold it. */
  readonly rows: number;
}

/** Further facts about a column, asked where others leave a doubt. */
export interface Doubts {
  readonly placeholders: readonly Placeholder[];
  /** The words that stand for a missing value, with the number of rows that hold each. */
  readonly missing: readonly (readonly [word: string, rows: number])[];
  /** True if negative numbers don't just continue those above zero, so that a sign may be wrong. */
  readonly isApartFromNegative: boolean;
}

const none: Doubts = { placeholders: [], missing: [], isApartFromNegative: false };

/** The most of the numbers that are negative where a sign may be wrong. */
const rarely = 0.02;

/** Looks once more at the columns that other answers leave a doubt about, and at no others. */
export async function askDoubts(
  session: Session,
  all: Answer,
): Promise<(one: ColumnDescription) => Doubts> {
  const questionsOf = (one: ColumnDescription): Asked => ({
    ...signQuestions(one, all),
    ...wordQuestions(one, all),
    ...Object.assign({}, ...endsOf(one, all).map((end, at) => endQuestions(one.name, end, at))),
  });
  if (session.columns.every((one) => Object.keys(questionsOf(one)).length === 0)) return () => none;
  const answers = await askColumns(session, questionsOf);
  return (one) => {
    const count = (question: string) => Number(answers(one, question) ?? 0);
    return {
      placeholders: endsOf(one, all).flatMap(({ value }, at) => {
        const rows = count(`at${at}`);
        return rows >= (value === -1 ? 5 : 2) && count(`near${at}`) === 0 ? [{ value, rows }] : [];
      }),
      missing: missingWords.flatMap((word, at) => {
        const rows = count(`word${at}`);
        return rows > 0 ? [[word, rows] as const] : [];
      }),
      isApartFromNegative:
        Number(all(one, 'negative') ?? 0) > 0 &&
        answers(one, 'below') !== null &&
        count('below') * 10 <= count('above'),
    };
  };
}

function signQuestions(one: ColumnDescription, all: Answer): Asked {
  const [negative, filled] = [Number(all(one, 'negative') ?? 0), Number(all(one, 'filled') ?? 0)];
  const stddev = approximate((all(one, 'stddev') ?? 0) as Numeric);
  if (negative === 0 || negative > filled * rarely || !(stddev > 0)) return {};
  const value = column(one.name);
  const near = Math.min(stddev / 4, -approximate((all(one, 'min') ?? 0) as Numeric));
  return {
    below: countIf(and(compare(value, '<', literal(0)), compare(value, '>=', literal(-near)))),
    above: countIf(and(compare(value, '>=', literal(0)), compare(value, '<=', literal(near)))),
  };
}

const wordQuestions = (one: ColumnDescription, all: Answer): Asked =>
  Number(all(one, 'missing') ?? 0) === 0
    ? {}
    : Object.fromEntries(
        missingWords.map((word, at) => [
          `word${at}`,
          countIf(compare(column(one.name), '=', literal(word))),
        ]),
      );

/** An end of a column that may be a placeholder, and the place up to which no other value should be near it. */
interface End {
  readonly value: number | Date;
  readonly near: number | Date;
}

function endsOf(one: ColumnDescription, all: Answer): readonly End[] {
  const [min, max] = [all(one, 'min'), all(one, 'max')];
  if (min === null || max === null) return [];
  const [low, high] = [approximate(min as Numeric), approximate(max as Numeric)];
  if (!Number.isFinite(low) || !Number.isFinite(high) || low === high) return [];
  if (one.family === 'date' || one.family === 'timestamp') {
    const [from, to] = [low / 1000, high / 1000];
    const room = (to - from) / 10;
    return [
      ...(placeholderDays.has(from)
        ? [{ value: new Date(from), near: new Date(from + room) }]
        : []),
      ...(placeholderDays.has(to) ? [{ value: new Date(to), near: new Date(to - room) }] : []),
    ];
  }
  if (one.family !== 'integer' && one.family !== 'float' && one.family !== 'decimal') return [];
  const isNegative = low < 0 && placeholders.has(low);
  return [
    ...(isNegative ? [{ value: low, near: low === -1 ? 0 : low / 4 }] : []),
    ...(high >= 99 && placeholders.has(high) ? [{ value: high, near: high / 2 }] : []),
  ];
}

function endQuestions(name: string, { value, near }: End, at: number): Asked {
  const it = column(name);
  const isUp = Number(value) > Number(near);
  return {
    [`at${at}`]: countIf(compare(it, '=', literal(value))),
    [`near${at}`]: countIf(
      isUp
        ? and(compare(it, '<', literal(value)), compare(it, '>', literal(near)))
        : and(compare(it, '>', literal(value)), compare(it, '<', literal(near))),
    ),
  };
}
