import { measuring, numeric, type Subject, temporal } from './subject.ts';

/**
 * Requires each value to be above the one before it, in the dataset's own order. NULL is skipped, and NaN is above
 * nothing.
 */
export const increasing = (subject: Subject) =>
  measuring(
    subject,
    { name: 'increasing', families: [...numeric, ...temporal] },
    'count',
    { kind: 'descents', of: subject.value },
    { condition: { kind: 'increasing', of: subject.value } },
  );
