import type { Recording } from '../reference/recording.ts';
import { type AskedMode, baselineMode } from './baseline-mode.ts';
import { baselinePathOf } from './baseline-path-of.ts';
import type { ContractRun } from './contract-run.ts';
import { keepBaseline } from './keep-baseline.ts';
import { runSelected, type Selection } from './run-selected.ts';

/** Checks a dataset against a contract, and writes the baseline that the run recorded, if it may and is not red. */
export async function runWithBaseline(
  selection: Omit<Selection, 'baselines' | 'onRecording'>,
  asked: AskedMode,
): Promise<ContractRun> {
  const { contract, dataset, only, settings, references = new Map(), root } = selection;
  const mode = baselineMode(asked, process.env);
  const recordings: Recording[] = [];
  const run = await runSelected({
    ...selection,
    baselines: mode,
    onRecording: (recording) => recordings.push(recording),
  });
  const path = baselinePathOf(contract, settings, root);
  const isWhole = only === undefined;
  const problems = keepBaseline(run, {
    mode,
    path,
    contract,
    dataset,
    references,
    recordings,
    isWhole,
  });
  return { ...run, problems: [...run.problems, ...problems] };
}
