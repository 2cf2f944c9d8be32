import type { TitledExpectation } from '../contract/titled-expectations.ts';
import { printBound } from '../value/bound.ts';
import type { Outcome } from './outcome.ts';

/** The code of an outcome that nobody has answered or explained yet. */
export const noAnswer = 'NO_ANSWER';

/** The outcome of an expectation that has not answered yet. */
export function unanswered(
  { id, title, node }: TitledExpectation,
  of: { readonly contract: string; readonly dataset: string },
): Outcome {
  return {
    version: 1,
    contract: of.contract,
    dataset: of.dataset,
    id,
    title,
    metric: node.metric.label,
    state: 'notRun',
    severity: node.severity,
    origin: node.origin,
    because: node.because,
    tags: [...node.tags],
    expected: printBound(node.bound),
    observed: null,
    value: null,
    of: null,
    rows: null,
    violations: null,
    sample: null,
    distribution: null,
    byFile: null,
    quarantine: null,
    sql: null,
    evidence: null,
    problem: { code: noAnswer, message: 'Its test has not answered.' },
    location: null,
    durationMs: 0,
  };
}
