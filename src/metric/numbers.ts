import type { AmountOfValues } from './aggregate.ts';
import {
  type Comparison,
  isNotFinite,
  literal,
  not,
  notNull,
  type Predicate,
  type Scalar,
} from './expression.ts';
import { anyNumber, fromZero, type Range } from './range.ts';
import {
  comparing,
  counting,
  exactly,
  holding,
  measuring,
  numeric,
  type Operand,
  type Subject,
  type Wording,
} from './subject.ts';

/** Measures the mean, the greatest or another amount of the values that are not NULL. NaN if one of them is NaN. */
export const moment = (subject: Subject, name: AmountOfValues['kind']) =>
  measuring(
    subject,
    { name, families: numeric },
    'number',
    { kind: name, of: subject.value },
    { range: rangesOfMoments[name] ?? anyNumber },
  );

const rangesOfMoments: Readonly<Partial<Record<AmountOfValues['kind'], Range>>> = {
  stddev: fromZero,
  // That of four values of which two and two are equal; of more, its least is nearer to -2.
  kurtosis: { low: -6, high: null },
};

/**
 * Measures the value below which a share `p` of the values lies, interpolated linearly between neighbours (Hyndman-Fan
 * 7).
 */
export const quantile = (subject: Subject, p: number, exact: boolean) =>
  quantileOf(subject, { name: 'quantile', args: [p, exactly(exact)] }, p, exact);

/** Measures the median. */
export const median = (subject: Subject, exact: boolean) =>
  quantileOf(subject, { name: 'median', args: [exactly(exact)] }, 0.5, exact);

const quantileOf = (subject: Subject, wording: Wording, p: number, exact: boolean) =>
  measuring(
    subject,
    { ...wording, families: numeric },
    'number',
    { kind: 'quantile', of: subject.value, p },
    exact ? { exact } : {},
  );

const isNaNOf = (of: Scalar): Predicate => ({ kind: 'isNaN', of });
const isInfinite = (of: Scalar): Predicate => ({ kind: 'isInfinite', of });

/** Counts the values that are NaN. A share is of those that are not NULL. */
export const nans = (subject: Subject) =>
  counting(
    subject,
    { name: 'nans', families: numeric },
    isNaNOf(subject.value),
    notNull(subject.value),
  );

/** Counts the values that are infinite. A share is of those that are not NULL. */
export const infinities = (subject: Subject) =>
  counting(
    subject,
    { name: 'infinities', families: numeric },
    isInfinite(subject.value),
    notNull(subject.value),
  );

/** Requires each value to be a whole number, whatever type holds it. NaN and infinity are not. */
export const integer = (subject: Subject) =>
  holding(
    subject,
    { name: 'integer', families: numeric },
    { kind: 'multipleOf', of: subject.value, step: 1 },
  );

/** Requires each value to be neither NaN nor infinite. */
export const finite = (subject: Subject) =>
  holding(subject, { name: 'finite', families: numeric }, not(isNotFinite(subject.value)));

/** Requires each value to satisfy one limit. */
export const compared = (subject: Subject, name: string, op: Comparison, limit: Operand) =>
  comparing(subject, { name, args: [limit], families: numeric }, [[op, limit]]);

/** Requires each value to equal another, or to differ from it by no more than `tolerance`. */
export function equal(subject: Subject, other: Operand, tolerance: number) {
  if (tolerance === 0) return compared(subject, 'equals', '=', other);
  const wording = { name: 'equals', args: [other, tolerance], families: numeric };
  const shifted = (by: number): Operand => ({ ...other, value: sum(other.value, literal(by)) });
  return comparing(subject, wording, [
    ['>=', shifted(-tolerance)],
    ['<=', shifted(tolerance)],
  ]);
}

/** Returns the sum with other values of the row, as a value of the row. */
export const plus = (subject: Subject, others: readonly Operand[]): Subject => ({
  ...subject,
  label: `${subject.label}.plus(${others.map(({ label }) => label).join(', ')})`,
  value: sum(subject.value, ...others.map(({ value }) => value)),
  columns: [...new Set([...subject.columns, ...others.flatMap(({ columns }) => columns)])],
});

const sum = (...terms: readonly Scalar[]): Scalar => ({ kind: 'add', terms });
