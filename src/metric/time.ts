import { parseDuration } from '../contract/quantity.ts';
import { compare, countIf, literal, notNull } from './expression.ts';
import type { Metric } from './metric.ts';
import { counting, holding, measuring, type Subject, temporal } from './subject.ts';

/** Time from the newest value to the run's clock: freshness. Negative where the newest lies in the future. */
export const age = (subject: Subject) =>
  measuring(subject, { name: 'age', families: temporal }, 'duration', {
    kind: 'min',
    of: { kind: 'elapsed', of: subject.value },
  });

export const oldest = (subject: Subject) =>
  measuring(subject, { name: 'oldest', families: temporal }, 'instant', {
    kind: 'min',
    of: subject.value,
  });

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
export const gaps = (subject: Subject, step: string) =>
  measuring(subject, { name: 'gaps', args: [step], families: temporal }, 'count', {
    kind: 'gaps',
    of: subject.value,
    milliseconds: parseDuration(step).milliseconds,
  });

export const before = (subject: Subject, limit: Date) =>
  holding(
    subject,
    { name: 'before', args: [limit], families: temporal },
    compare(subject.value, '<', literal(limit)),
  );

export const after = (subject: Subject, limit: Date) =>
  holding(
    subject,
    { name: 'after', args: [limit], families: temporal },
    compare(subject.value, '>', literal(limit)),
  );

/** Each value is above the one before it, in the dataset's own order; NULL is skipped. */
export const increasing = (subject: Subject): Metric & { readonly unit: 'count' } => ({
  ...measuring(subject, { name: 'increasing' }, 'count', { kind: 'descents', of: subject.value }),
  of: countIf(notNull(subject.value)),
  condition: true,
});
