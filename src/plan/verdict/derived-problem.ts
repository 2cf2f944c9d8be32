import { type Metric, metricKey } from '../../metric/metric.ts';
import { compareNumeric } from '../../value/numeric.ts';
import type { MeasuredReference, Unmeasured } from '../measure-request.ts';

/**
 * Returns the reason why a metric can't be derived, as far as that is known before any row is read. Null if it can, or if
 * it is not derived.
 */
export function derivedProblem(
  { derived, scope }: Metric,
  reference: MeasuredReference | null,
): Unmeasured | null {
  if (derived === undefined) return null;
  // Passes count the segments that miss a bound, and keep no number of the others.
  if ([scope, ...derived.of.map((one) => one.scope)].some(({ per }) => per.length > 0))
    return problem(
      'NOT_MEASURABLE',
      'it is made of other numbers, which are not kept for each segment: ask for it without .per(), or once for each segment with .where().',
    );
  return derived.by.compares ? referenceProblem(derived.of, reference) : null;
}

function referenceProblem(
  of: readonly Metric[],
  reference: MeasuredReference | null,
): Unmeasured | null {
  if (reference === null)
    return problem(
      'REFERENCE_MISSING',
      'it compares with a reference, and this run has none: give the run one.',
    );
  const found = of.map((metric) => ({ metric, one: reference.observed.get(metricKey(metric)) }));
  const missing = found.find(({ one }) => one === undefined);
  if (missing)
    return problem(
      'REFERENCE_MISSING',
      `its reference '${reference.name}' has no ${missing.metric.label}: measure the reference anew.`,
    );
  const empty = found.find(({ one }) => one !== undefined && compareNumeric(one.of, 0) === 0);
  if (empty)
    return problem(
      'REFERENCE_EMPTY',
      `its reference '${reference.name}' has no rows or values for ${empty.metric.label}: compare with one that has.`,
    );
  return null;
}

const problem = (code: string, message: string): Unmeasured => ({ problem: { code, message } });
