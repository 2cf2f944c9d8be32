import { createHash } from 'node:crypto';
import { printBound } from '../contract/bound.ts';
import type { Contract } from '../contract/contract.ts';
import { type TitledExpectation, titledExpectations } from '../contract/title.ts';
import type { Dataset } from '../dataset/dataset.ts';
import type { Location, Outcome } from '../outcome/outcome.ts';
import { userPlace } from './stack.ts';

/** Where an expectation stands: its own line, or its contract's for what the schema says. */
export function expectationStack(contract: Contract, { node }: TitledExpectation): string {
  return userPlace(node.stack) ? node.stack : contract.stack;
}

/** The outcome of an expectation that is declared and has not answered yet. */
export function unanswered(
  contract: Contract,
  dataset: Dataset,
  { id, title, node }: TitledExpectation,
  location: Location | null,
): Outcome {
  return {
    version: 1,
    contract: contract.name,
    dataset: dataset.label,
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
    sql: null,
    evidence: null,
    problem: { code: 'NO_ANSWER', message: 'Its test has not answered.' },
    location,
    durationMs: 0,
  };
}

/** Equal for one contract seen twice, also from two files; different for two contracts of one name. */
export function contractIdentity(contract: Contract): string {
  const place = userPlace(contract.stack);
  const at = place ? `${place.file}:${place.line}:${place.column}` : 'unknown place';
  const content = titledExpectations(contract).map(({ title, node }) => [title, node.severity]);
  return `${at} ${createHash('sha256').update(JSON.stringify(content)).digest('hex').slice(0, 16)}`;
}
