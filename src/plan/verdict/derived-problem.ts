import type { ColumnDescription } from '../../engine/engine.ts';
import { type Derived, type Metric, metricKey } from '../../metric/metric.ts';
import { compareNumeric } from '../../value/numeric.ts';
import type { Unmeasured } from '../measure-request.ts';
import { observedIn, type References, referenceOf } from '../references.ts';

/**
 * Returns the reason why a metric can't be derived, as far as that is known before any row is read. Null if it can, or if
 * it is not derived.
 */
export function derivedProblem(
  { derived, scope }: Metric,
  references: References,
  columns: readonly ColumnDescription[],
): Unmeasured | null {
  if (derived === undefined) return null;
  if (scope.per.length > 0 && derived.by.past)
    return problem(
      'NOT_MEASURABLE',
      'a history keeps one number of each run, and none of its segments, which come and go: ask for it without .per(), or once for each segment with .where().',
    );
  return derived.by.compares ? referenceProblem(derived, references, columns) : null;
}

function referenceProblem(
  derived: Derived,
  references: References,
  columns: readonly ColumnDescription[],
): Unmeasured | null {
  const reference = referenceOf(derived, references);
  if (reference === null) return problem('REFERENCE_MISSING', missing(derived, references));
  if ('problem' in reference) return reference;
  const known = derived.of.find((metric) => reference.problems?.has(metricKey(metric)));
  if (known) return reference.problems?.get(metricKey(known)) ?? null;
  for (const metric of derived.of) {
    const refusal = reference.refusal?.(metric, columns) ?? null;
    if (refusal !== null) return refusal;
  }
  const found = derived.of.map((metric) => ({ metric, one: observedIn(reference, metric) }));
  const lacking = found.find(({ one }) => one === undefined);
  if (lacking)
    return problem(
      'REFERENCE_MISSING',
      `its reference '${reference.name}' has no ${lacking.metric.label}: measure the reference anew.`,
    );
  const empty = found.find(({ one }) => one !== undefined && compareNumeric(one.of, 0) === 0);
  if (empty)
    return problem(
      'REFERENCE_EMPTY',
      `its reference '${reference.name}' has no rows or values for ${empty.metric.label}: compare with one that has.`,
    );
  return null;
}

function missing({ from }: Derived, references: References): string {
  if (from === null)
    return 'it compares with a reference, and this run has none: give the run one.';
  const names = [...references.keys()].filter((name) => name !== null);
  const known = names.length === 0 ? 'this run has none' : `this run has ${names.join(', ')}`;
  return `it compares with the reference '${from}', and ${known}: name it in the option reference.`;
}

const problem = (code: string, message: string): Unmeasured => ({ problem: { code, message } });
