import type { SerializedError, TestCase, TestModule, TestRunEndReason } from 'vitest/node';
import { isLost, isRed, type Outcome } from '../src/outcome/outcome.ts';
import { counted } from '../src/outcome/printable-text.ts';
import {
  countStates,
  type Report,
  type ReportedContract,
  type RunProblem,
  stateOf,
} from '../src/outcome/report.ts';
import { maskedText } from '../src/privacy/masked-text.ts';
import { withoutPersonal } from '../src/privacy/personal.ts';
import { withoutCredentials } from '../src/privacy/secrets.ts';
import { mayBeNothing } from '../src/vitest/guard/allow-nothing.ts';
import { isOurs, manifestErrorName } from '../src/vitest/guard/record-run.ts';
import type { Declaration } from '../src/vitest/worker-context.ts';

/** A run at its end, as Vitest tells it to a reporter. */
export interface EndedRun {
  readonly modules: readonly TestModule[];
  readonly errors: readonly SerializedError[];
  readonly reason: TestRunEndReason;
  readonly startedAt: Date;
}

const collected = new WeakMap<readonly SerializedError[], Report>();

/**
 * What a run says of its contracts. Vitest gives every reporter the same list of errors, and each the same report: it
 * is counted once.
 */
export function collect(run: EndedRun): Report {
  const known = collected.get(run.errors);
  if (known) return known;
  const report = build(run);
  collected.set(run.errors, report);
  return report;
}

function build({ modules, errors, reason, startedAt }: EndedRun): Report {
  const ours = modules.filter(isOurs);
  const contracts = ours.flatMap(contractsOf);
  const outcomes = contracts.flatMap((one) => one.outcomes);
  const problems: readonly RunProblem[] = [
    ...heeded(errors, modules).map(({ message }) => ({ message: firstLine(message), file: null })),
    ...ours.flatMap(problemsOf),
    ...(reason === 'interrupted' ? [{ message: 'The run was interrupted.', file: null }] : []),
    ...(outcomes.length === 0 && !mayBeNothing(errors)
      ? [{ message: 'No expectation was judged.', file: null }]
      : []),
  ];
  const isGreen = problems.length === 0 && !outcomes.some((one) => isRed(one) || isLost(one));
  const now = ours.map(({ project }) => project.config.provide.assay?.settings.now)[0];
  return {
    format: 'assay-report',
    version: 1,
    now: now ?? startedAt.toISOString(),
    startedAt: startedAt.toISOString(),
    durationMs: Math.max(0, Date.now() - startedAt.getTime()),
    state: isGreen ? 'passed' : 'failed',
    counts: countStates(outcomes),
    problems,
    contracts,
  };
}

/** All, unless the user said that those which nobody caught are none; what a run lost is none of those. */
function heeded(
  errors: readonly SerializedError[],
  [module]: readonly TestModule[],
): readonly SerializedError[] {
  const isIgnored = module?.project.vitest.config.dangerouslyIgnoreUnhandledErrors === true;
  return isIgnored ? errors.filter(({ name }) => name === manifestErrorName) : errors;
}

/** An error of a user's own may quote anything. */
const firstLine = (text: string | undefined) =>
  withoutPersonal(
    withoutCredentials(text?.split('\n')[0] ?? 'An error without a text.'),
    maskedText,
  );

const testsOf = (module: TestModule): readonly TestCase[] => [...module.children.allTests()];

/** What is wrong with a contract file beside its outcomes. */
function problemsOf(module: TestModule): readonly RunProblem[] {
  const file = module.relativeModuleId;
  const suites = [...module.children.allSuites()].flatMap((suite) => suite.errors());
  const foreign = testsOf(module).filter(
    (test) => test.meta().assay === undefined && test.result().state === 'failed',
  );
  return [
    ...[...module.errors(), ...suites].map(({ message }) => ({
      message: firstLine(message),
      file,
    })),
    ...foreign.map(({ fullName }) => ({ message: `The test '${fullName}' failed.`, file })),
    ...failedBeside(module).map((message) => ({ message, file })),
  ];
}

/** What failed in the tests of expectations that hold, such as an afterEach: once for all that it failed for. */
function failedBeside(module: TestModule): readonly string[] {
  const failed = testsOf(module).filter((test) => {
    const { assay } = test.meta();
    return assay && !isRed(assay) && assay.state !== 'notRun' && test.result().state === 'failed';
  });
  const byReason = Map.groupBy(failed, (test) => firstLine(test.result().errors?.[0]?.message));
  return [...byReason].map(
    ([reason, tests]) =>
      `${counted(tests.length, 'test')} failed beside what was expected: ${reason}`,
  );
}

function contractsOf(module: TestModule): readonly ReportedContract[] {
  const outcomes = testsOf(module).flatMap((test) => test.meta().assay ?? []);
  return (module.meta().assayDeclared ?? []).map((declared) =>
    contractOf(
      declared,
      module,
      outcomes.filter((one) => isOf(one, declared)),
    ),
  );
}

const isOf = (
  one: { readonly contract: string; readonly dataset: string },
  { contract, dataset }: Declaration,
) => one.contract === contract && one.dataset === dataset;

function contractOf(
  declared: Declaration,
  module: TestModule,
  outcomes: readonly Outcome[],
): ReportedContract {
  const measured = module.meta().assayMeasured?.find((one) => isOf(one, declared));
  return {
    contract: declared.contract,
    dataset: declared.dataset,
    file: module.relativeModuleId,
    ...declared.terms,
    state: stateOf(outcomes),
    rows: measured?.snapshot?.rows ?? null,
    files: measured?.snapshot?.files ?? null,
    snapshot: measured?.snapshot?.digest ?? null,
    engineMs: measured?.engineMs ?? null,
    passes: measured?.passes ?? [],
    outcomes,
  };
}
