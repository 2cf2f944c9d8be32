import type { Contract } from '../../contract/contract.ts';
import type { Dataset } from '../../dataset/dataset.ts';
import { isRed, type Outcome } from '../../outcome/outcome.ts';
import type { Measurement } from '../../plan/trace.ts';
import type { ReferenceDatasets } from '../../reference/compared-metrics.ts';
import type { Recording } from '../../reference/recording.ts';
import type { RunSettings } from '../../run/run-options.ts';
import { runSelected } from '../../run/run-selected.ts';
import { userStack } from '../../run/user-stack.ts';
import { AssayFailure } from '../verify-error.ts';
import type { AssayContext } from '../worker-context.ts';
import { progressPrinter } from './print-progress.ts';

/** The outcomes of the expectations that a run selected. */
export interface SelectedOutcomes {
  readonly outcomes: ReadonlyMap<string, Outcome>;
  /** The error of all tests if one problem kept every expectation from being checked; Vitest shows it once. */
  readonly shared: AssayFailure | null;
  /** The measurement; null if nothing was measured. */
  readonly measurement: Measurement | null;
  /** The baseline entries that were recorded. */
  readonly recordings: readonly Recording[];
}

/** A request to measure the selected expectations of a contract. */
export interface SelectedMeasurement {
  readonly contract: Contract;
  readonly dataset: Dataset;
  /** Ids of the expectations that the run selected. */
  readonly selected: ReadonlySet<string>;
  readonly context: AssayContext;
  /** The options of the call of `verify`, which come before the plugin's. */
  readonly own: RunSettings;
  /** The datasets to compare with, by name. */
  readonly references: ReferenceDatasets;
  /** The stack of the call of `verify`. */
  readonly calledAt: string;
}

/** Measures the selected expectations, once. It never throws: each error is an outcome. */
export async function measureSelected({
  contract,
  dataset,
  selected,
  context: { root, settings, baselines, progress },
  own,
  references,
  calledAt,
}: SelectedMeasurement): Promise<SelectedOutcomes> {
  const recordings: Recording[] = [];
  const run = await runSelected({
    contract,
    dataset,
    only: selected,
    settings: { ...settings, ...own },
    references,
    baselines,
    onRecording: (recording) => recordings.push(recording),
    root,
    progressOf: progressPrinter(contract.name, progress),
  });
  const outcomes = run.outcomes.filter(({ id }) => selected.has(id));
  return {
    outcomes: new Map(outcomes.map((outcome) => [outcome.id, outcome])),
    shared: sharedFailure(outcomes, calledAt),
    measurement: run.trace,
    recordings,
  };
}

/** The codes of problems of the whole dataset, which point at the `verify` call, whatever was expected. */
const ofDataset: ReadonlySet<string> = new Set([
  'DATASET_NOT_FOUND',
  'DATASET_UNREADABLE',
  'DATASET_INVALID',
  'EXTENSION_MISSING',
  'SNAPSHOT_NOT_FOUND',
  'SNAPSHOT_CHANGED',
]);

function sharedFailure(outcomes: readonly Outcome[], calledAt: string): AssayFailure | null {
  const [first] = outcomes;
  if (!first?.problem || !outcomes.every(isRed)) return null;
  const { code, message } = first.problem;
  const isEqual = outcomes.every(
    ({ state, problem }) =>
      state === 'errored' && problem?.code === code && problem.message === message,
  );
  if (!isEqual || (outcomes.length === 1 && !ofDataset.has(code))) return null;
  const count = outcomes.length === 1 ? 'The expectation' : `All ${outcomes.length} expectations`;
  return new AssayFailure(
    'EXPECTATION_ERRORED',
    `${count} on ${first.dataset} could not be judged: ${message}`,
    userStack(calledAt),
  );
}
