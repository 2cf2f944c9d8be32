import { compare, notNull } from './expression.ts';
import { comparing, counting, measuring, type Operand, type Subject, temporal } from './subject.ts';

/**
 * Measures the freshness: the time from the newest value to the run's clock. Negative if the newest lies in the future.
 */
export const age = (subject: Subject) =>
  measuring(subject, { name: 'age', families: temporal }, 'duration', {
    kind: 'min',
    of: { kind: 'elapsed', of: subject.value },
  });

/** Measures the earliest point in time. */
export const oldest = (subject: Subject) =>
  measuring(subject, { name: 'oldest', families: temporal }, 'instant', {
    kind: 'min',
    of: subject.value,
  });

/** Measures the latest point in time. */
export const newest = (subject: Subject) =>
  measuring(subject, { name: 'newest', families: temporal }, 'instant', {
    kind: 'max',
    of: subject.value,
  });

/** Counts the values after the run's clock. A share is of those that are not NULL. */
export const future = (subject: Subject) =>
  counting(
    subject,
    { name: 'future', families: temporal },
    compare(subject.value, '>', { kind: 'now' }),
    notNull(subject.value),
  );

/** Counts the neighbouring distinct values, in time order, that are further apart than `step`. */
export const gaps = (
  subject: Subject,
  { milliseconds, text }: { readonly milliseconds: number; readonly text: string },
) =>
  measuring(subject, { name: 'gaps', args: [text], families: temporal }, 'count', {
    kind: 'gaps',
    of: subject.value,
    milliseconds,
  });

/** Requires each value to be on the named side of the limit, and not equal to it. */
export const compared = (subject: Subject, name: 'before' | 'after', limit: Operand) =>
  comparing(subject, { name, args: [limit], families: temporal }, [
    [name === 'before' ? '<' : '>', limit],
  ]);
