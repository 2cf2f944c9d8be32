import { beforeAll, describe, inject, type RunnerTestSuite, type TestContext } from 'vitest';
import { type Contract, onContractMade } from '../../contract/contract.ts';
import type { Dataset } from '../../dataset/dataset.ts';
import { declaredOutcomes } from '../../run/declared-outcomes.ts';
import { unmeasured } from '../../run/defect.ts';
import { checkReference, type ReferenceOption } from '../../run/reference-option.ts';
import { argumentProblem } from '../../run/run-arguments.ts';
import { checkRunOptions, type RunOptions } from '../../run/run-options.ts';
import { userPlace, userStack } from '../../run/user-stack.ts';
import type { GateContext } from '../gate/gate-context.ts';
import { leftOutOfGate, skippedInFile } from '../guard/not-run.ts';
import { asVerifyError, VerifyError } from '../verify-error.ts';
import { measureSelected, type SelectedOutcomes } from './measure-selected.ts';
import { recordVerifyCall } from './outside-vitest.ts';
import { recordBaseline } from './record-baseline.ts';
import { recordContract, recordVerification } from './registry.ts';
import { reportOutcome } from './report-outcome.ts';
import { runContext } from './settings.ts';
import { addTest, collectingFile, currentSuite, renameSuite } from './suite.ts';
import type { Verification } from './verification.ts';

/** The function `verify`, with `verify.only` and `verify.skip`. */
export interface Verify {
  /**
   * Checks a dataset against a contract: registers a Vitest suite with one test for each expectation. Call it at the
   * top level of a contract file, or in a `describe`. A contract that a run of all contract files creates and does not
   * verify is an error.
   *
   * @throws {VerifyError} for an option that does not exist, a call too late to be collected, a name that another
   * contract has, the same contract on the same dataset twice.
   *
   * @example
   * verify(flights, parquet('data/flights/*.parquet'));
   * verify(flights, parquet('archive/*.parquet'), { memoryLimit: '2GiB', timeout: '10m' });
   */
  (contract: Contract, dataset: Dataset, options?: VerifyOptions): void;
  /** Runs only this contract, while you work on it. Vitest refuses it in CI. */
  readonly only: (contract: Contract, dataset: Dataset, options?: VerifyOptions) => void;
  /** Skips this contract; reports show its expectations as not run. */
  readonly skip: (contract: Contract, dataset: Dataset, options?: VerifyOptions) => void;
}

/** The options of a call of `verify`. Run options given here come before those of the plugin. */
export interface VerifyOptions extends RunOptions, ReferenceOption {}

const registrar =
  (mode: Verification['mode']) => (contract: Contract, dataset: Dataset, options?: VerifyOptions) =>
    register(mode, contract, dataset, options);

onContractMade(recordContract);

/** Checks a dataset against a contract; see {@link Verify}. */
export const verify: Verify = Object.assign(registrar('run'), {
  only: registrar('only'),
  skip: registrar('skip'),
});

function register(
  mode: Verification['mode'],
  contract: Contract,
  dataset: Dataset,
  options?: VerifyOptions,
): void {
  checkArguments(contract, dataset);
  const own = asVerifyError(() => checkRunOptions(options, ['reference']));
  const references = asVerifyError(() => checkReference(options?.reference));
  const file = collectingFile();
  if (!file) {
    recordVerifyCall({ contract, dataset });
    return;
  }
  const calledAt = new Error('called here').stack ?? '';
  recordVerification(file, contract, dataset, userPlace(calledAt));
  describe(contract.name, modeOptions[mode], () => {
    const verification = { mode, contract, dataset, own, references, calledAt };
    const gate = inject('assayGate') as GateContext | undefined;
    return gate === undefined ? addTests(verification) : addGatedTests(verification, gate);
  });
}

/** Adds the tests of a contract in the run of a gate. What it needs is not loaded in an ordinary run. */
async function addGatedTests(verification: Verification, gate: GateContext): Promise<void> {
  const { gateVerification } = await import('../gate/worker/gate-verification.ts');
  addTests(await gateVerification(verification, gate));
}

const modeOptions = { run: {}, only: { only: true }, skip: { skip: true } } as const;

function checkArguments(contract: unknown, dataset: unknown): void {
  const problem = argumentProblem('verify', contract, dataset);
  if (problem !== null) throw new VerifyError('VERIFY_INVALID', problem);
}

/** Adds one test for each expectation. The selected ones are measured together, before the first test. */
function addTests(verification: Verification): void {
  const { mode, contract, dataset, own, references, calledAt, leftOut } = verification;
  const suite = currentSuite();
  if (isOneOfSeveral(suite, contract)) renameSuite(suite, `${contract.name} on ${dataset.label}`);
  const context = runContext();
  recordBaseline(suite.file, { contract, dataset, own, references, context });
  let answers: SelectedOutcomes = {
    outcomes: new Map(),
    shared: null,
    measurement: null,
    recordings: [],
  };
  const tests = declaredOutcomes(contract, dataset, context.root).map((declared) => {
    const { expectation, stack, place } = declared;
    const blank = {
      ...declared.blank,
      ...(mode === 'skip' && { problem: skippedInFile }),
      ...(leftOut !== undefined && { problem: leftOutOfGate(leftOut) }),
    };
    const run = (test: TestContext) =>
      reportOutcome(test, answers.outcomes.get(blank.id) ?? unmeasured(blank), {
        stack: () => userStack(stack(), contract.stack),
        shared: answers.shared,
      });
    return {
      blank,
      task: addTest({ expectation, outcome: blank, place, run, skip: leftOut !== undefined }),
    };
  });
  // Modes are final in the hook: filters, .only and .skip are applied. Measuring has its own limit of time.
  beforeAll(async () => {
    const selected = tests.filter(({ task: { mode } }) => mode === 'run' || mode === 'queued');
    answers = await measureSelected({
      contract,
      dataset,
      selected: new Set(selected.map(({ blank }) => blank.id)),
      context,
      own,
      references,
      calledAt,
    });
    const { measurement, recordings } = answers;
    const { meta } = suite.file;
    if (measurement) meta.assayMeasured = [...(meta.assayMeasured ?? []), measurement];
    if (recordings.length > 0) meta.assayRecorded = [...(meta.assayRecorded ?? []), ...recordings];
    const { root, settings } = context;
    await verification.afterwards?.({
      contract,
      dataset,
      references,
      settings: { ...settings, ...own },
      root,
      outcomes: answers.outcomes,
    });
  }, 0);
}

const isOneOfSeveral = ({ file }: RunnerTestSuite, { name }: Contract): boolean =>
  (file.meta.assayDeclared ?? []).filter(({ contract }) => contract === name).length > 1;
