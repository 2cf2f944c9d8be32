import { beforeAll, describe, inject, type TestContext } from 'vitest';
import { declaredOutcomes } from '../../run/declared-outcomes.ts';
import { unmeasured } from '../../run/defect.ts';
import { userStack } from '../../run/user-stack.ts';
import type { GateContext } from '../gate/gate-context.ts';
import { leftOutOfGate, skippedInFile } from '../guard/not-run.ts';
import { measureSelected, type SelectedOutcomes } from './measure-selected.ts';
import { recordBaseline } from './record-baseline.ts';
import { reportOutcome } from './report-outcome.ts';
import { runContext } from './settings.ts';
import { addTest, currentSuite } from './suite.ts';
import type { Verification } from './verification.ts';

/** Adds a suite with the tests of a verification to what is being collected. `begin` is called in the suite. */
export function describeVerification(
  name: string,
  verification: Verification,
  begin: () => void = () => {},
): void {
  describe(name, modeOptions[verification.mode], () => {
    begin();
    const gate = inject('assayGate') as GateContext | undefined;
    return gate === undefined ? addTests(verification) : addGatedTests(verification, gate);
  });
}

/** The options of a suite, by the mode of its call. */
const modeOptions = { run: {}, only: { only: true }, skip: { skip: true } } as const;

/** Adds the tests of a contract in the run of a gate. What it needs is not loaded in an ordinary run. */
async function addGatedTests(verification: Verification, gate: GateContext): Promise<void> {
  const { gateVerification } = await import('../gate/worker/gate-verification.ts');
  addTests(await gateVerification(verification, gate));
}

/** Adds one test for each expectation. The selected ones are measured together, before the first test. */
function addTests(verification: Verification): void {
  const { mode, contract, dataset, own, references, calledAt, leftOut } = verification;
  const suite = currentSuite();
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
