import { compare, notNull } from './expression.ts';
import { comparing, counting, measuring, type Operand, type Subject, temporal } from './subject.ts';

/** Time from the newest value to the run's clock: freshness. Negative where the newest lies in the future. */
export const age = (subject: Subject) =>
  measuring(subject, { name: 'age', families: temporal }, 'duration', {
    kind: 'min',
    of: { kind: 'elapsed', of: subject.value },
  });

/** The first point in time. */
export const oldest = (subject: Subject) =>
  measuring(subject, { name: 'oldest', families: temporal }, 'instant', {
    kind: 'min',
    of: subject.value,
  });

/** The last point in time. */
export const newest = (subject: Subject) =>
  measuring(subject, { name: 'newest', families: temporal }, 'instant', {
    kind: 'max',
    of: subject.value,
  });

/** Values after the run's clock, of those that are not NULL. */
export const future = (subject: Subject) =>
  counting(
    subject,
    { name: 'future', families: temporal },
    compare(subject.value, '>', { kind: 'now' }),
    notNull(subject.value),
  );

/** How often two neighbouring distinct values, in time order, lie further apart than `step`. */
export const gaps = (
  subject: Subject,
  { milliseconds, text }: { readonly milliseconds: number; readonly text: string },
) =>
  measuring(subject, { name: 'gaps', args: [text], families: temporal }, 'count', {
    kind: 'gaps',
    of: subject.value,
    milliseconds,
  });

/** Each value lies on the named side of the limit, and not on it. */
export const compared = (subject: Subject, name: 'before' | 'after', limit: Operand) =>
  comparing(subject, { name, args: [limit], families: temporal }, [
    [name === 'before' ? '<' : '>', limit],
  ]);
