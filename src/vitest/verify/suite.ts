import {
  type RunnerTestCase,
  type RunnerTestFile,
  type RunnerTestSuite,
  type TestContext,
  TestRunner,
} from 'vitest';
import type { TitledExpectation } from '../../contract/titled-expectations.ts';
import type { Location, Outcome } from '../../outcome/outcome.ts';

/** Returns the test file that was collected last; null outside of Vitest. */
export function collectingFile(): RunnerTestFile | null {
  try {
    return TestRunner.getCurrentSuite().file;
  } catch {
    return null;
  }
}

/** Returns the suite that is being collected. */
export function currentSuite(): RunnerTestSuite {
  const { suite } = TestRunner.getCurrentSuite();
  if (!suite) throw new Error('Vitest collects no suite here.');
  return suite;
}

/**
 * Renames a suite to include its dataset, if a contract has several, and gives what is in it the full names that follow. That is
 * known only when the file is collected.
 */
export function renameSuite(suite: RunnerTestSuite, name: string): void {
  const { fullName, fullTestName } = suite;
  const renamed = (full: string) => `${full.slice(0, full.length - suite.name.length)}${name}`;
  replaceStart(suite, 'fullName', fullName, renamed(fullName));
  if (fullTestName !== undefined)
    replaceStart(suite, 'fullTestName', fullTestName, renamed(fullTestName));
  suite.name = name;
}

/** Replaces the start of the full names of a suite and of all that is in it. */
function replaceStart(
  task: RunnerTestSuite | RunnerTestSuite['tasks'][number],
  key: 'fullName' | 'fullTestName',
  before: string,
  after: string,
): void {
  const full = task[key];
  if (full?.startsWith(before)) task[key] = `${after}${full.slice(before.length)}`;
  if (task.type === 'suite') for (const one of task.tasks) replaceStart(one, key, before, after);
}

/** An expectation with the test to register for it. */
export interface ExpectationTest {
  readonly expectation: TitledExpectation;
  readonly outcome: Outcome;
  /** The place of the expectation, with an absolute path. */
  readonly place: Location | null;
  readonly run: (context: TestContext) => Promise<void>;
  /** True to skip the test, whatever its contract says. */
  readonly skip: boolean;
}

/** Adds an expectation's test to the suite that is being collected, at the expectation's own line. */
export function addTest({
  expectation,
  outcome,
  place,
  run,
  skip,
}: ExpectationTest): RunnerTestCase {
  const { title, node } = expectation;
  const mode =
    skip || node.mode === 'skip' ? { skip: true } : node.mode === 'only' ? { only: true } : {};
  return withTags(node.tags, (tags) =>
    registerTest(title, { handler: run, meta: { assay: outcome }, ...mode, ...tags }, place),
  );
}

/** The options of a test of Vitest that a caller of {@link registerTest} decides. */
type TestOptions = Pick<
  NonNullable<Parameters<ReturnType<typeof TestRunner.getCurrentSuite>['task']>[1]>,
  'meta' | 'skip' | 'only' | 'tags'
> & { readonly handler: (context: TestContext) => Promise<void> | void };

/** Adds a test to the suite that is being collected, at a place of the user's, with an absolute path. */
export function registerTest(
  title: string,
  { handler, ...options }: TestOptions,
  place: Location | null,
): RunnerTestCase {
  // The suite's own `test` gives all of them the same fixtures. Its `task` would make new ones for each, all of which Vitest
  // keeps and walks at the end of every file: time and memory that grow with the square of the files.
  const { test, tasks } = TestRunner.getCurrentSuite();
  withoutStacks(() => test(title, { ...options, ...ownDemands }, handler));
  const task = tasks.at(-1);
  if (task?.type !== 'test') throw new Error('Vitest did not add the test to its suite.');
  // Vitest itself finds no line here: the test is added when the user's own frames are gone.
  const location = place?.file === task.file.filepath ? place : task.suite?.location;
  if (location) task.location = { line: location.line, column: location.column };
  return task;
}

/**
 * Runs a function in which stacks have no text. To find the line of a test, Vitest maps ten frames of its stack. The line
 * is not among them, and the search takes half of the time of adding a test.
 */
function withoutStacks(act: () => void): void {
  const prepare = Error.prepareStackTrace;
  Error.prepareStackTrace = () => '';
  try {
    act();
  } finally {
    Error.prepareStackTrace = prepare;
  }
}

// What a surrounding describe or the config may hand down must not turn, repeat or hide a verdict. Measuring has a limit
// of its own.
const ownDemands = { fails: false, retry: 0, repeats: 0, concurrent: false, timeout: 0 } as const;

/**
 * Adds a test with tags, or without them if the config does not declare them and there is no plugin. The outcome keeps
 * its tags.
 */
function withTags<T>(tags: readonly string[], add: (options: { tags?: string[] }) => T): T {
  if (tags.length === 0) return add({});
  try {
    return add({ tags: [...tags] });
  } catch {
    return add({});
  }
}
