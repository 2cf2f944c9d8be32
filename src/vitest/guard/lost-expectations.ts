import { isRed } from '../../outcome/outcome.ts';
import { counted } from '../../outcome/printable-text.ts';
import type { Declaration } from '../worker-context.ts';
import type {
  ManifestProblem,
  ManifestProblemCode,
  ModuleRecord,
  NotRunReasons,
  TestRecord,
} from './run-record.ts';

/**
 * Returns the problems of a file whose expectations were declared without a result, or failed without failing the run.
 */
export function lostExpectations(
  module: ModuleRecord,
  notRun: NotRunReasons,
): readonly ManifestProblem[] {
  const problem = (code: ManifestProblemCode, message: string) => ({ code, module, message });
  const lost = module.tests.filter((test) => notRun.get(test)?.code === 'OUTCOME_LOST');
  const overruled = module.tests.filter(
    ({ outcome, state }) => isRed(outcome) && state !== 'failed' && state !== 'pending',
  );
  return [
    ...module.declared
      .filter((one) => one.late || (!module.failed && isIncomplete(one, module)))
      .map((one) => problem('REGISTERED_LATE', lateness(one))),
    ...list(lost, 'got no result, because the process that ran them ended').map((text) =>
      problem('OUTCOME_LOST', text),
    ),
    ...list(overruled, 'did not hold, and their tests did not fail').map((text) =>
      problem('VERDICT_LOST', text),
    ),
  ];
}

const isIncomplete = (
  { contract, dataset, expectations }: Declaration,
  { tests }: ModuleRecord,
): boolean =>
  tests.filter(({ outcome }) => outcome.contract === contract && outcome.dataset === dataset)
    .length < expectations;

const lateness = ({ contract, expectations, dataset }: Declaration): string =>
  `verify('${contract}') on ${dataset} came after the file's tests were collected, so its ${counted(expectations, 'expectation')} did not all run: call it at the top level, and await what comes before it there.`;

const listed = 10;

/** Returns one text that lists the tests; none if there are no tests. */
function list(tests: readonly TestRecord[], what: string): readonly string[] {
  if (tests.length === 0) return [];
  const names = tests
    .slice(0, listed)
    .map(({ outcome }) => `  ${outcome.contract} on ${outcome.dataset}: ${outcome.title}`);
  const more = tests.length - names.length;
  return [
    [
      `${counted(tests.length, 'expectation')} ${what}:`,
      ...names,
      ...(more > 0 ? [`  … and ${more} more`] : []),
    ].join('\n'),
  ];
}
