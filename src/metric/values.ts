import {
  type Family,
  isNull,
  type Literal,
  matches,
  not,
  notNull,
  or,
  type Predicate,
} from './expression.ts';
import { fromZero } from './range.ts';
import {
  counting,
  exactly,
  holding,
  measuring,
  numeric,
  type Subject,
  temporal,
} from './subject.ts';

/**
 * Texts that commonly stand for a missing value. They are compared without regard to case and surrounding white space.
 */
export const defaultSentinels = ['', 'n/a', 'na', 'null', 'none', 'nan', '-', 'unknown'] as const;

const oneOf = (subject: Subject, values: readonly Literal[]): Predicate => ({
  kind: 'oneOf',
  of: subject.value,
  values,
});

/** Counts the rows whose value is NULL. A share is of all rows. NaN is not NULL. */
export const nulls = (subject: Subject) =>
  counting(subject, { name: 'nulls' }, isNull(subject.value));

/** Requires that no row is NULL. */
export const notNullCondition = (subject: Subject) =>
  holding(subject, { name: 'notNull' }, notNull(subject.value), { kind: 'always' });

/** Counts the rows that are NULL or hold a sentinel. A share is of all rows. */
export function missing(subject: Subject, sentinels: readonly Literal[] | undefined) {
  const words = (sentinels ?? defaultSentinels).filter((value) => typeof value === 'string');
  const others = (sentinels ?? []).filter((value) => typeof value !== 'string');
  const terms = [isNull(subject.value)];
  if (words.length > 0) {
    const source = `^\\s*(?:${words.map((word) => escapePattern(word.trim())).join('|')})\\s*$`;
    terms.push(matches(subject.value, new RegExp(source, 'i')));
  }
  if (others.length > 0) terms.push(oneOf(subject, others));
  return counting(subject, { name: 'missing', args: [sentinels] }, or(...terms));
}

const escapePattern = (text: string) => text.replace(/[\\^$.*+?()[\]{}|/]/g, '\\$&');

function familiesOf(value: Literal): readonly Family[] {
  if (typeof value === 'string') return ['text'];
  if (typeof value === 'boolean') return ['boolean'];
  return value instanceof Date ? temporal : numeric;
}

/** Words a metric with a list of values, and reads only types that can hold one: in another type, none would ever be found. */
const listed = (name: string, values: readonly Literal[]) => ({
  name,
  args: [values],
  families: [...new Set<Family>([...values.flatMap(familiesOf), 'json'])],
});

/** Counts the rows whose value is one of these. A share is of all rows. */
export const share = (subject: Subject, values: readonly Literal[]) =>
  counting(subject, listed('share', values), oneOf(subject, values));

/** Requires each value to be one of these. */
export const isIn = (subject: Subject, values: readonly Literal[]) =>
  holding(subject, listed('in', values), oneOf(subject, values));

/** Requires that no value is one of these. */
export const notIn = (subject: Subject, values: readonly Literal[]) =>
  holding(subject, listed('notIn', values), not(oneOf(subject, values)));

/** Counts the rows that hold the most frequent value. A share is of the values that are not NULL. */
export const mode = (subject: Subject) =>
  measuring(subject, { name: 'mode' }, 'count', {
    kind: 'mode',
    of: subject.value,
  });

/** Measures Shannon's entropy of the values other than NULL, in nats. */
export const entropy = (subject: Subject) =>
  measuring(
    subject,
    { name: 'entropy' },
    'number',
    { kind: 'entropy', of: subject.value },
    { range: fromZero },
  );

/** Counts the distinct values other than NULL. A share is of the values that are not NULL. */
export const distinct = (subject: Subject, exact: boolean) =>
  measuring(
    subject,
    { name: 'distinct', args: [exactly(exact)] },
    'count',
    { kind: 'distinct', of: [subject.value] },
    exact ? { exact } : {},
  );
