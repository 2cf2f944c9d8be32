import { and, countIf, type Family, notNull } from './expression.ts';
import { measuring, numeric, type Operand, type Subject } from './subject.ts';

/** The greatest number of combinations of values that Cramér's V is computed from. */
export const mostCells = 1_000_000;

/** Measures how far two values of a row go together, in the rows that have both. */
const paired = (
  subject: Subject,
  name: 'pearson' | 'spearman' | 'cramersV',
  other: Operand,
  families?: readonly Family[],
) =>
  measuring(
    { ...subject, columns: [...new Set([...subject.columns, ...other.columns])] },
    { name, args: [other], families },
    'number',
    { kind: name, of: [subject.value, other.value] },
    { of: countIf(and(notNull(subject.value), notNull(other.value))) },
  );

/** Measures the correlation of two numbers, or of their ranks. */
export const correlation = (subject: Subject, name: 'pearson' | 'spearman', other: Operand) =>
  paired(subject, name, other, numeric);

/** Measures the association of two columns of few values. */
export const cramersV = (subject: Subject, other: Operand) => paired(subject, 'cramersV', other);
