import { dirname, resolve } from 'node:path';
import process from 'node:process';
import { beforeAll, describe, type TestContext, TestRunner } from 'vitest';
import type { Contract } from '../../contract/contract.ts';
import { FuzzError } from '../../fuzz/fuzz-error.ts';
import type { FuzzInput, FuzzOptions } from '../../fuzz/fuzz-options.ts';
import { runId } from '../../fuzz/hold-case.ts';
import { keepCases, keptPath, readKept } from '../../fuzz/kept/kept-cases.ts';
import { type PreparedFuzz, prepareFuzz, type Searched } from '../../fuzz/prepare-fuzz.ts';
import { ciVariable } from '../../run/ci-variable.ts';
import { placeBelow, userPlace, userStack } from '../../run/user-stack.ts';
import { runContext } from '../verify/settings.ts';
import { collectingFile, registerTest } from '../verify/suite.ts';
import { FuzzFailure } from '../verify-error.ts';
import type { FuzzedTest } from '../worker-context.ts';
import { endOf, unended } from './end-property.ts';

/**
 * The function `fuzz`, with `fuzz.only` and `fuzz.skip`. It tests a cleaning step with generated input: it registers a
 * Vitest suite with one test for each rule of the output contract that holds of any handful of rows, one for each
 * invariant, and one that the step returns a table at all. Rules about all rows together (means, drift, freshness, volume)
 * are listed as skipped, with the reason. A failure shows the smallest input that was found.
 *
 * @example
 * fuzz('clean orders', {
 *   input: rawOrders,
 *   faults: ['missing', 'duplicates', 'date formats'],
 *   step: sqlStep('steps/clean.sql'),
 *   output: orders,
 *   invariants: ['idempotent', { keeps: 'order_id' }],
 * });
 */
export interface Fuzz {
  /**
   * Registers the tests of a step; see {@link Fuzz}.
   *
   * @throws {FuzzError} for an option that does not exist or can't be as it is, before any run.
   * @throws {GenerateError} for an input contract whose rules contradict each other.
   */
  <Input extends FuzzInput, Output extends Contract>(
    name: string,
    options: FuzzOptions<Input, Output>,
  ): void;
  /** Runs only this one, while you work on it. Vitest refuses it in CI. */
  readonly only: Fuzz;
  /** Skips it. */
  readonly skip: Fuzz;
}

const modes = { run: {}, only: { only: true }, skip: { skip: true } } as const;

const registrar =
  (mode: keyof typeof modes) =>
  (name: string, options: FuzzOptions): void =>
    register(mode, name, options);

/** Tests a cleaning step with generated input; see {@link Fuzz}. */
export const fuzz: Fuzz = Object.assign(registrar('run'), {
  only: registrar('only'),
  skip: registrar('skip'),
}) as unknown as Fuzz;

function register(mode: keyof typeof modes, name: string, options: FuzzOptions): void {
  const file = collectingFile();
  if (!file || TestRunner.getCurrentTest() !== undefined) {
    throw new FuzzError(
      'NOT_COLLECTING',
      `fuzz('${name}') registers Vitest tests: call it at the top level of a test file.`,
    );
  }
  const variable = ciVariable(process.env);
  if (options?.path !== undefined && variable !== undefined)
    throw new FuzzError(
      'OPTION_INVALID',
      `fuzz('${name}') has a path, with which it tries one input alone: take it out before it runs in CI (${variable} is set).`,
    );
  const { root, settings } = runContext();
  const prepared = prepareFuzz(name, options, { root, now: settings.now });
  const calledAt = new Error('called here').stack ?? '';
  const path = keptPath(dirname(file.filepath), name);
  const watch = prepared.watch.map((one) => resolve(root, one));
  file.meta.assayFuzzed = [...(file.meta.assayFuzzed ?? []), { name, watch }];
  describe(name, modes[mode], () => {
    addTests(prepared, { calledAt, path, root, keep: options.keep ?? false });
  });
}

interface Surroundings {
  /** The stack of the `fuzz` call. */
  readonly calledAt: string;
  /** The file of the counter-examples that are kept. */
  readonly path: string;
  /** The folder that paths in reports start from. */
  readonly root: string;
  readonly keep: boolean;
}

function addTests(prepared: PreparedFuzz, { calledAt, path, root, keep }: Surroundings): void {
  let explored: Searched | null = null;
  let durationMs = 0;
  const tests = prepared.properties.map(({ id, title, kind, stack }) => {
    const location = placeBelow(root, userPlace(stack ?? calledAt));
    const told = (end: typeof unended): FuzzedTest => ({
      step: prepared.subject.step,
      runs: prepared.subject.runs,
      tried: explored?.tried ?? null,
      seed: prepared.seed,
      durationMs,
      leftOut: prepared.leftOut,
      property: { id, title, kind, location, ...end },
    });
    const task = addTest(title, stack ?? calledAt, async ({ annotate }) => {
      if (id === runId) await Promise.all((explored?.notes ?? []).map((note) => annotate(note)));
      const { message, ...end } = endOf(id, explored, prepared);
      task.meta.assayFuzz = told(end);
      if (message !== null) throw new FuzzFailure(message, placesOf(stack, calledAt));
    });
    task.meta.assayFuzz = told(unended);
    return { id, task };
  });
  for (const { title, reason } of prepared.leftOut)
    addTest(title, calledAt, ({ skip }) => skip(`left out: ${reason}`));
  // Modes are final in the hook. The search has its own limits of time.
  beforeAll(async () => {
    const ids = tests.filter(({ task: { mode } }) => mode === 'run' || mode === 'queued');
    const startedAt = performance.now();
    const kept = readKept(path, prepared.subject.columns);
    explored = await prepared.search(new Set(ids.map(({ id }) => id)), kept);
    durationMs = performance.now() - startedAt;
    if (keep && ciVariable(process.env) === undefined)
      keepCases(
        path,
        explored.results.flatMap(({ counterexample }) => counterexample ?? []),
      );
  }, 0);
}

/** The lines that a failure points at: of the rule that broke, and of the call. */
const placesOf = (rule: string | null, calledAt: string): string =>
  [...(rule === null ? [] : [userStack(rule)]), userStack(calledAt)]
    .filter((text) => text !== '')
    .join('\n');

/** Adds a test at the user's line. */
const addTest = (
  title: string,
  stack: string,
  handler: (context: TestContext) => void | Promise<void>,
) => registerTest(title, { handler }, userPlace(stack));
