import {
  and,
  type Comparison,
  compare,
  not,
  notNull,
  or,
  type Predicate,
  type Scalar,
} from './expression.ts';
import { counting, holding, measuring, numeric, type Subject } from './subject.ts';

/** min, max, mean, sum or sample standard deviation of the values that are not NULL; NaN where one of them is NaN. */
export const moment = (subject: Subject, name: 'min' | 'max' | 'mean' | 'sum' | 'stddev') =>
  measuring(subject, { name, families: numeric }, 'number', { kind: name, of: subject.value });

/** The value below which a share `p` of the values lies, interpolated linearly between neighbours (Hyndman-Fan 7). */
export const quantile = (subject: Subject, p: number) =>
  measuring(subject, { name: 'quantile', args: [p], families: numeric }, 'number', {
    kind: 'quantile',
    of: subject.value,
    p,
  });

export const median = (subject: Subject) =>
  measuring(subject, { name: 'median', families: numeric }, 'number', {
    kind: 'quantile',
    of: subject.value,
    p: 0.5,
  });

const isNaNOf = (of: Scalar): Predicate => ({ kind: 'isNaN', of });
const isInfinite = (of: Scalar): Predicate => ({ kind: 'isInfinite', of });

/** Values that are NaN, of those that are not NULL. */
export const nans = (subject: Subject) =>
  counting(
    subject,
    { name: 'nans', families: numeric },
    isNaNOf(subject.value),
    notNull(subject.value),
  );

/** Values that are infinite, of those that are not NULL. */
export const infinities = (subject: Subject) =>
  counting(
    subject,
    { name: 'infinities', families: numeric },
    isInfinite(subject.value),
    notNull(subject.value),
  );

export const integer = (subject: Subject) =>
  holding(
    subject,
    { name: 'integer', families: numeric },
    { kind: 'multipleOf', of: subject.value, step: 1 },
  );

export const finite = (subject: Subject) =>
  holding(
    subject,
    { name: 'finite', families: numeric },
    not(or(isNaNOf(subject.value), isInfinite(subject.value))),
  );

/** Hold each value to limits; both ends of a range are inside. */
export const within = (
  subject: Subject,
  wording: Parameters<typeof holding>[1],
  limits: readonly (readonly [Comparison, Scalar])[],
) =>
  holding(subject, wording, and(...limits.map(([op, limit]) => compare(subject.value, op, limit))));
