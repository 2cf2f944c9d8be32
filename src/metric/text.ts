import {
  and,
  compare,
  literal,
  matches,
  not,
  notNull,
  type Predicate,
  type Scalar,
} from './expression.ts';
import { fromZero } from './range.ts';
import { counting, holding, measuring, type Subject, textual } from './subject.ts';

const length = (of: Scalar): Scalar => ({ kind: 'length', of });

/** Counts the values that are empty or only white space (JavaScript's `\s`). A share is of those that are not NULL. */
export const blank = (subject: Subject) =>
  counting(
    subject,
    { name: 'blank', families: textual },
    matches(subject.value, /^\s*$/),
    notNull(subject.value),
  );

/** Matches text that begins or ends with white space; as a whole, which is faster in a column of few values. */
export const blankAtEnds = /^(?:\s.*|.*\s)$/s;

/** Counts the values that begin or end with white space. A share is of those that are not NULL. */
export const untrimmed = (subject: Subject) =>
  counting(
    subject,
    { name: 'untrimmed', families: textual },
    matches(subject.value, blankAtEnds),
    notNull(subject.value),
  );

/** Measures the shortest, longest or mean length, in code points. */
export const lengthMeasure = (subject: Subject, name: 'minLength' | 'maxLength' | 'meanLength') =>
  measuring(
    subject,
    { name, families: textual },
    'number',
    {
      kind: ({ minLength: 'min', maxLength: 'max', meanLength: 'mean' } as const)[name],
      of: length(subject.value),
    },
    { range: fromZero },
  );

/** Requires each text to match. */
export const matching = (subject: Subject, pattern: RegExp) =>
  holding(
    subject,
    { name: 'matches', args: [pattern], families: textual },
    matches(subject.value, pattern),
  );

/** Requires that no text matches. */
export const notMatching = (subject: Subject, pattern: RegExp) =>
  holding(
    subject,
    { name: 'notMatches', args: [pattern], families: textual },
    not(matches(subject.value, pattern)),
  );

/**
 * Requires each text to have between `low` and `high` code points, inclusive, or exactly `low` if `high` is left out.
 */
export const lengthWithin = (subject: Subject, low: number, high: number | undefined) =>
  holding(
    subject,
    { name: 'length', args: [low, high], families: textual },
    and(
      compare(length(subject.value), '>=', literal(low)),
      compare(length(subject.value), '<=', literal(high ?? low)),
    ),
  );

/** Requires each text to pass a test that is made elsewhere: a named format, a JSON schema. */
export const textCondition = (
  subject: Subject,
  name: string,
  args: readonly unknown[],
  holds: Predicate,
  formats: readonly string[] = [],
) => holding(subject, { name, args, families: textual, formats }, holds);
