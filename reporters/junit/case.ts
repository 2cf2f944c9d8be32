import { driftProperties } from '../../src/outcome/drift/drift-words.ts';
import { failureMessage, headline } from '../../src/outcome/failure.ts';
import { isLost, type Outcome } from '../../src/outcome/outcome.ts';
import type { ReportedContract, RunProblem } from '../../src/outcome/report.ts';
import { saysText } from '../../src/outcome/words/says-text.ts';
import { classNamed, suiteOf } from './names.ts';

/** A test case, before it is XML. */
export interface Case {
  readonly classname: string;
  readonly name: string;
  readonly durationMs: number;
  readonly location: { readonly file: string; readonly line: number | null } | null;
  readonly verdict: 'passed' | 'failure' | 'error' | 'skipped';
  /** The class of the failure; `message` is its first line, `text` all of it. */
  readonly type: string;
  readonly message: string;
  readonly text: string;
  readonly facts: Readonly<Record<string, string | number | null>>;
}

/** Returns the test case of an outcome. */
export function caseOf(outcome: Outcome, name: string, contract: ReportedContract): Case {
  const { file } = contract;
  const verdict = verdictOf(outcome);
  // What passed has nothing to explain, and most passes.
  const prefix = outcome.state === 'warned' ? 'warning: ' : '';
  const text = outcome.state === 'passed' ? '' : `${failureMessage(outcome)}${placeOf(outcome)}`;
  return {
    classname: classNamed(suiteOf(contract)),
    name,
    durationMs: outcome.durationMs,
    location: outcome.location ?? { file, line: null },
    verdict,
    type: outcome.state === 'failed' ? 'AssayFailure' : (outcome.problem?.code ?? outcome.state),
    message: outcome.state === 'passed' ? '' : `${prefix}${headline(outcome)}`,
    text: text === '' ? '' : `${prefix}${text}`,
    facts: factsOf(outcome),
  };
}

/**
 * A case that was lost is an error: a skipped case is green to all who read JUnit XML. For the same reason a warning is
 * skipped: JUnit XML has no word for it, and hardly any reader shows what a case that passes has to say.
 */
function verdictOf(outcome: Outcome): Case['verdict'] {
  if (outcome.state === 'failed') return 'failure';
  if (outcome.state === 'errored' || isLost(outcome)) return 'error';
  return outcome.state === 'passed' ? 'passed' : 'skipped';
}

const placeOf = ({ location }: Outcome): string =>
  location === null ? '' : `\n\n  at ${location.file}:${location.line}:${location.column}`;

const factsOf = (outcome: Outcome): Case['facts'] => {
  const { evidence } = outcome;
  return {
    id: outcome.id,
    state: outcome.state,
    metric: outcome.metric,
    observed: outcome.observed,
    bound: outcome.expected,
    value: outcome.value,
    of: outcome.of,
    rows: outcome.rows,
    ...(outcome.elementsOf !== undefined && { elementsOf: outcome.elementsOf }),
    violations: outcome.violations,
    severity: outcome.severity,
    origin: outcome.origin,
    because: outcome.because,
    says: saysText(outcome),
    tags: outcome.tags.length === 0 ? null : outcome.tags.join(', '),
    exactness: evidence?.exactness ?? null,
    interval: evidence?.interval ? `${evidence.interval.low} to ${evidence.interval.high}` : null,
    judge: evidence?.by ?? null,
    pass: evidence?.pass ?? null,
    notes: evidence && evidence.notes.length > 0 ? evidence.notes.join('; ') : null,
    ...driftProperties(outcome),
  };
};

/** The class of cases that report problems of the run. */
export const problemClass = 'assay';

/** Returns the test case of a problem of the run. */
export const problemCase = ({ message, file }: RunProblem, name: string): Case => ({
  classname: problemClass,
  name,
  durationMs: 0,
  location: file === null ? null : { file, line: null },
  verdict: 'error',
  type: 'RunProblem',
  message,
  text: file === null ? message : `${message}\n\n  in ${file}`,
  facts: {},
});
