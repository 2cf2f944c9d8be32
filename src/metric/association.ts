import { and, countIf, type Family, notNull } from './expression.ts';
import type { Range } from './range.ts';
import { measuring, numeric, type Operand, type Subject } from './subject.ts';

/** The greatest number of combinations of values that Cramér's V is computed from. */
export const mostCells = 1_000_000;

/** Measures how far two values of a row go together, in the rows that have both. */
const paired = (
  subject: Subject,
  name: 'pearson' | 'spearman' | 'cramersV',
  other: Operand,
  range: Range,
  families?: readonly Family[],
) =>
  measuring(
    { ...subject, columns: [...new Set([...subject.columns, ...other.columns])] },
    { name, args: [other], families },
    'number',
    { kind: name, of: [subject.value, other.value] },
    { range, of: countIf(and(notNull(subject.value), notNull(other.value))) },
  );

/** Measures the correlation of two numbers, or of their ranks. */
export const correlation = (subject: Subject, name: 'pearson' | 'spearman', other: Operand) =>
  paired(subject, name, other, { low: -1, high: 1 }, numeric);

/** Measures the association of two columns of few values. */
export const cramersV = (subject: Subject, other: Operand) =>
  paired(subject, 'cramersV', other, { low: 0, high: 1 });
