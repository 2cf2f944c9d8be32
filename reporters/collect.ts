import type { SerializedError, TestCase, TestModule, TestRunEndReason } from 'vitest/node';
import { buildReport, interrupted, reportContract } from '../src/outcome/build-report.ts';
import { isRed } from '../src/outcome/outcome.ts';
import { counted } from '../src/outcome/printable-text.ts';
import type { Report, ReportedContract, RunProblem } from '../src/outcome/report.ts';
import { maskedText } from '../src/privacy/masked-text.ts';
import { withoutPersonal } from '../src/privacy/personal.ts';
import { withoutCredentials } from '../src/privacy/secrets.ts';
import { isEmptyRunAllowed } from '../src/vitest/guard/allow-nothing.ts';
import { isOurs, manifestErrorName } from '../src/vitest/guard/record-run.ts';
import type { Declaration } from '../src/vitest/worker-context.ts';
import { fuzzOf, isFuzzed } from './collected/fuzz.ts';

/** A run at its end, as Vitest passes it to a reporter. */
export interface EndedVitestRun {
  readonly modules: readonly TestModule[];
  readonly errors: readonly SerializedError[];
  readonly reason: TestRunEndReason;
  readonly startedAt: Date;
}

const collected = new WeakMap<readonly SerializedError[], Report>();

/**
 * Returns the report of a run. Vitest gives every reporter the same list of errors, by which the report is found again,
 * so that all reporters get one document.
 */
export function collect(run: EndedVitestRun): Report {
  const known = collected.get(run.errors);
  if (known) return known;
  const report = build(run);
  collected.set(run.errors, report);
  return report;
}

function build({ modules, errors, reason, startedAt }: EndedVitestRun): Report {
  const ours = modules.filter(isOurs);
  const reported = modules.filter((module) => isOurs(module) || isFuzzed(module));
  const now = reported.map(({ project }) => project.config.provide.assay?.settings.now)[0];
  return buildReport({
    now: now ?? startedAt.toISOString(),
    startedAt: startedAt.toISOString(),
    durationMs: Math.max(0, Date.now() - startedAt.getTime()),
    contracts: ours.flatMap(contractsOf),
    fuzz: modules.flatMap(fuzzOf),
    problems: [
      ...heeded(errors, modules).map(({ message }) => ({
        message: firstLine(message),
        file: null,
      })),
      ...reported.flatMap(problemsOf),
      ...(reason === 'interrupted' ? [interrupted] : []),
    ],
    mayBeNothing: isEmptyRunAllowed(errors),
  });
}

/** Returns the run's unhandled errors that count. The user may ignore them, but never what a run lost. */
function heeded(
  errors: readonly SerializedError[],
  [module]: readonly TestModule[],
): readonly SerializedError[] {
  const isIgnored = module?.project.vitest.config.dangerouslyIgnoreUnhandledErrors === true;
  return isIgnored ? errors.filter(({ name }) => name === manifestErrorName) : errors;
}

/** Returns the first line of an error, masked, since an error of a user's own may quote anything. */
const firstLine = (text: string | undefined) =>
  withoutPersonal(
    withoutCredentials(text?.split('\n')[0] ?? 'An error without a text.'),
    maskedText,
  );

const testsOf = (module: TestModule): readonly TestCase[] => [...module.children.allTests()];

const isReported = (test: TestCase): boolean => {
  const { assay, assayFuzz } = test.meta();
  return assay !== undefined || assayFuzz !== undefined;
};

/** Returns the problems of a file besides its outcomes. */
function problemsOf(module: TestModule): readonly RunProblem[] {
  const file = module.relativeModuleId;
  const suites = [...module.children.allSuites()].flatMap((suite) => suite.errors());
  const foreign = testsOf(module).filter(
    (test) => !isReported(test) && test.result().state === 'failed',
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

/** Returns the errors of tests whose expectations hold, such as of an afterEach hook, each once. */
function failedBeside(module: TestModule): readonly string[] {
  const failed = testsOf(module).filter((test) => {
    const { assay, assayFuzz } = test.meta();
    const told = assay ?? assayFuzz?.property;
    return told && !isRed(told) && told.state !== 'notRun' && test.result().state === 'failed';
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
    reportContract({
      contract: declared.contract,
      dataset: declared.dataset,
      file: module.relativeModuleId,
      terms: declared.terms,
      columns: declared.columns,
      outcomes: outcomes.filter((one) => isOf(one, declared)),
      measured: module.meta().assayMeasured?.find((one) => isOf(one, declared)) ?? null,
    }),
  );
}

const isOf = (
  one: { readonly contract: string; readonly dataset: string },
  { contract, dataset }: Declaration,
) => one.contract === contract && one.dataset === dataset;
