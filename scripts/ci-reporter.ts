import { appendFileSync } from 'node:fs';
import process from 'node:process';
import type { SerializedError } from 'vitest';
import type { Reporter, TestModule } from 'vitest/node';

/**
 * Vitest's reporter in CI, beside `minimal`, which prints each failure with its diff. This one prints a line for each
 * test file, so that a run which is cut shows how far it came, and appends a line for each failure to the file that
 * the environment variable `ASSAY_CI_FAILURES` names: `.ci/run` prints those last, where a shortened log still has them.
 */
export default class CiReporter implements Reporter {
  onTestModuleEnd(module: TestModule): void {
    const failures = failuresOf(module);
    const tests = [...module.children.allTests()].length;
    const seconds = (module.diagnostic().duration / 1000).toFixed(1).padStart(6);
    process.stdout.write(
      `${module.ok() ? 'ok    ' : 'FAILED'} ${seconds} s ${String(tests).padStart(5)} tests  ${module.relativeModuleId}\n`,
    );
    write(failures);
  }

  onTestRunEnd(_modules: readonly TestModule[], unhandled: readonly SerializedError[]): void {
    write(unhandled.map((error) => `outside of any test: ${headOf(error)}`));
  }
}

/** Returns a line for each failed test, and one for each error of the file or a group in it, as of a hook. */
function failuresOf(module: TestModule): readonly string[] {
  const file = module.relativeModuleId;
  const suites = [...module.children.allSuites()].flatMap((suite) =>
    suite.errors().map((error) => `${file} > ${suite.fullName}: ${headOf(error)}`),
  );
  const tests = [...module.children.allTests('failed')].map((test) => {
    const [error] = test.result().errors ?? [];
    return `${file} > ${test.fullName}: ${headOf(error)}`;
  });
  return [...module.errors().map((error) => `${file}: ${headOf(error)}`), ...suites, ...tests];
}

const longest = 300;

/** Returns the first line of an error's message. */
function headOf(error: SerializedError | undefined): string {
  const [line = ''] = (error?.message ?? 'no message').trimStart().split('\n', 1);
  return line.length > longest ? `${line.slice(0, longest)}…` : line;
}

function write(failures: readonly string[]): void {
  const file = process.env.ASSAY_CI_FAILURES;
  if (!file || failures.length === 0) return;
  appendFileSync(file, failures.map((line) => `${line}\n`).join(''));
}
