import { type History, type RememberedRun, titleKey, withRun } from './history.ts';

/** Returns the history of the one run of a JSON report, of whatever version; null if it is not a report. */
export function historyOfReport(written: unknown): History | null {
  if (!isRun(written)) return null;
  const history = withRun(new Map(), written);
  if (written.version !== 1) return history;
  // In version 1 the id of an expectation was its title.
  return new Map([...history].map(([key, past]) => [titleKey(key), past]));
}

/** The fields of a report that a history keeps. They are the same in all versions. */
function isRun(value: unknown): value is RememberedRun & { readonly version: unknown } {
  if (!isObject(value) || value.format !== 'assay-report' || !isText(value.startedAt)) return false;
  const { contracts } = value;
  return Array.isArray(contracts) && contracts.every(isContract);
}

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null;

const isContract = (one: unknown): boolean =>
  isObject(one) && Array.isArray(one.outcomes) && one.outcomes.every(isOutcome);

function isOutcome(one: unknown): boolean {
  if (!isObject(one)) return false;
  const { contract, dataset, id, title, state, value, observed, problem, digest } = one;
  const isProblem = problem === null || (isObject(problem) && isText(problem.code));
  return (
    [contract, dataset, id, title, state].every(isText) &&
    [value, observed].every((text) => text === null || isText(text)) &&
    isProblem &&
    (digest === undefined || isText(digest))
  );
}

const isText = (value: unknown): value is string => typeof value === 'string';
