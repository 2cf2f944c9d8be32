import type { TitledExpectation } from '../contract/titled-expectations.ts';
import type { Metric } from '../metric/metric.ts';
import { printBound } from '../value/bound.ts';
import { columnLabelOf } from './column-label.ts';
import type { AboutColumn, Kind, Outcome } from './outcome.ts';
import { reportedBound } from './reported-bound.ts';
import { ruleDigest } from './rule-digest.ts';

/** The code of an outcome that is neither measured nor explained yet. */
export const noAnswer = 'NO_ANSWER';

/** Returns the outcome of an expectation that has no verdict yet. */
export function unanswered(
  { id, title, node }: TitledExpectation,
  of: { readonly contract: string; readonly dataset: string },
): Outcome {
  return {
    version: 2,
    contract: of.contract,
    dataset: of.dataset,
    id,
    digest: ruleDigest(node),
    title,
    name: node.name,
    metric: node.metric.label,
    about: aboutColumn(node.metric),
    rule: node.metric.rule,
    kind: kindOf(node.metric),
    unit: node.metric.unit,
    state: 'notRun',
    severity: node.severity,
    origin: node.origin,
    because: node.because,
    tags: [...node.tags],
    bound: reportedBound(node.bound),
    expected: printBound(node.bound),
    observed: null,
    value: null,
    of: null,
    share: null,
    segments: null,
    reference: null,
    rows: null,
    violations: null,
    sample: null,
    distribution: null,
    drift: null,
    byFile: null,
    quarantine: null,
    sql: null,
    evidence: null,
    problem: { code: noAnswer, message: 'Its test has not answered.' },
    location: null,
    durationMs: 0,
  };
}

function aboutColumn({ name, label: written, scope }: Metric): AboutColumn | null {
  const label = columnLabelOf(written);
  const isScoped = scope.where.length > 0 || scope.per.length > 0;
  return label === null ? null : { label, measure: name, isScoped };
}

function kindOf({ value, condition }: Metric): Kind {
  if (value.kind === 'structure' || value.kind === 'unreadable') return 'structure';
  return condition ? 'condition' : 'measure';
}
