import type { Cuts } from './distribution.ts';
import type { MetricOf } from './metric.ts';
import { measuring, type Subject } from './subject.ts';

/** The columns whose values can be counted: those that are ordered, and those that are told apart. */
const families = ['integer', 'float', 'decimal', 'date', 'timestamp', 'text', 'boolean'] as const;

/**
 * Observes the distribution of the values. It has no number of its own: other metrics are derived from its state. Its base is
 * the rows of the scope, since NULL is a part of a distribution.
 */
export const distributionOf = (
  subject: Subject,
  cuts: Cuts = { kind: 'own' },
): MetricOf<'number'> =>
  measuring(
    subject,
    { name: 'distribution', families, parameters: cuts.kind === 'own' ? [] : [cuts] },
    'number',
    { kind: 'distribution', of: subject.value, cuts },
    { of: { kind: 'count' } },
  );
