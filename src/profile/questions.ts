import type { ColumnDescription, FusedAggregate } from '../engine/engine.ts';
import type { Scalar } from '../metric/expression.ts';
import {
  and,
  column,
  compare,
  countIf,
  isNotFinite,
  literal,
  matches,
  notNull,
} from '../metric/expression.ts';
import { blankAtEnds } from '../metric/text.ts';
import { formPatterns, missingWords } from './text-formats.ts';

/** Questions about a column, by their names. */
export type Asked = Readonly<Record<string, FusedAggregate>>;

/** Returns the questions about all values of a column: how many there are, and their range and spread. */
export function questions({ name, family }: ColumnDescription): Asked {
  const value = column(name);
  const filled: Asked = { filled: countIf(notNull(value)) };
  switch (family) {
    case 'integer':
    case 'decimal':
      return { ...filled, ...range(value), ...spread(value), ...negative(value) };
    case 'float':
      return {
        ...filled,
        ...range(value),
        ...spread(value),
        ...negative(value),
        unusual: countIf(isNotFinite(value)),
        nans: countIf({ kind: 'isNaN', of: value }),
      };
    case 'text':
      return { ...filled, ...range({ kind: 'length', of: value }) };
    case 'date':
    case 'timestamp':
      return { ...filled, ...range(value) };
    default:
      return filled;
  }
}

/** Returns the question how many different values a column has. */
export const distinctQuestion = (name: string): Asked => ({
  distinct: { kind: 'distinct', of: [column(name)] },
});

/** Returns the questions on forms of a text column; each counts the values that are written so. */
export const formQuestions = (name: string, asked: readonly string[]): Asked =>
  Object.fromEntries(
    asked.map((form) => [form, countIf(matches(column(name), formPatterns[form] ?? /^$/))]),
  );

/** Returns the question how many texts have a small letter. */
export const caseQuestion = (name: string): Asked => ({
  small: countIf(matches(column(name), /\p{Ll}/u)),
});

/** Returns the questions how many texts begin or end with white space, and how many stand for a missing value. */
export const flawQuestions = (name: string): Asked => ({
  untrimmed: countIf(matches(column(name), blankAtEnds)),
  missing: countIf(
    // An engine finds lengths faster than one of many words.
    and(compare({ kind: 'length', of: column(name) }, '<=', literal(longestWord)), isMissing(name)),
  ),
});

const longestWord = Math.max(...missingWords.map((word) => word.length));
const missingWord = new RegExp(
  `^(?:${missingWords.map((word) => word.replaceAll(/[.?\\/]/g, '\\$&')).join('|')})$`,
);
const isMissing = (name: string) => matches(column(name), missingWord);

const negative = (of: Scalar): Asked => ({ negative: countIf(compare(of, '<', literal(0))) });
const range = (of: Scalar): Asked => ({ min: { kind: 'min', of }, max: { kind: 'max', of } });
const spread = (of: Scalar): Asked => ({
  mean: { kind: 'mean', of },
  stddev: { kind: 'stddev', of },
});
