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
import { counting, holding, measuring, type Subject, textual } from './subject.ts';

const length = (of: Scalar): Scalar => ({ kind: 'length', of });

/** Values that are empty or white space alone (as JavaScript's `\s` has it), of those that are not NULL. */
export const blank = (subject: Subject) =>
  counting(
    subject,
    { name: 'blank', families: textual },
    matches(subject.value, /^\s*$/),
    notNull(subject.value),
  );

/** Values with white space at either end, of those that are not NULL. */
export const untrimmed = (subject: Subject) =>
  counting(
    subject,
    { name: 'untrimmed', families: textual },
    matches(subject.value, /^\s|\s$/),
    notNull(subject.value),
  );

/** Shortest, longest or mean length, in code points. */
export const lengthMeasure = (subject: Subject, name: 'minLength' | 'maxLength' | 'meanLength') =>
  measuring(subject, { name, families: textual }, 'number', {
    kind: ({ minLength: 'min', maxLength: 'max', meanLength: 'mean' } as const)[name],
    of: length(subject.value),
  });

/** Each text matches. */
export const matching = (subject: Subject, pattern: RegExp) =>
  holding(
    subject,
    { name: 'matches', args: [pattern], families: textual },
    matches(subject.value, pattern),
  );

/** No text matches. */
export const notMatching = (subject: Subject, pattern: RegExp) =>
  holding(
    subject,
    { name: 'notMatches', args: [pattern], families: textual },
    not(matches(subject.value, pattern)),
  );

/** From `low` to `high` code points, both allowed; exactly `low` where there is no `high`. */
export const lengthWithin = (subject: Subject, low: number, high: number | undefined) =>
  holding(
    subject,
    { name: 'length', args: [low, high], families: textual },
    and(
      compare(length(subject.value), '>=', literal(low)),
      compare(length(subject.value), '<=', literal(high ?? low)),
    ),
  );

/** A test that is made elsewhere: a named format, a JSON schema. */
export const textCondition = (
  subject: Subject,
  name: string,
  args: readonly unknown[],
  holds: Predicate,
  formats: readonly string[] = [],
) => holding(subject, { name, args, families: textual, formats }, holds);
