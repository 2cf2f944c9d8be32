import type { Contract } from '../contract/contract.ts';
import type { Dataset } from '../dataset/dataset.ts';
import { isLost, isRed } from '../outcome/outcome.ts';
import type { RunProblem } from '../outcome/report.ts';
import type { BaselineMode } from '../reference/baseline-settings.ts';
import { baselineIds, type ReferenceDatasets } from '../reference/compared-metrics.ts';
import { datasetKey } from '../reference/dataset-key.ts';
import { obsoleteEntries } from '../reference/obsolete-entries.ts';
import type { Recording } from '../reference/recording.ts';
import { changeBaseline, unwritten } from '../reference/write-baselines.ts';
import type { ContractRun } from './contract-run.ts';

/** The baseline of a run that ended. */
export interface RunBaseline {
  readonly mode: BaselineMode;
  /** The path of the baseline file; null if it has no place. */
  readonly path: string | null;
  readonly contract: Contract;
  readonly dataset: Dataset;
  readonly references: ReferenceDatasets;
  /** The entries that the run recorded. */
  readonly recordings: readonly Recording[];
  /** True if every expectation was measured. */
  readonly isWhole: boolean;
}

/**
 * Writes the baseline of a run, unless the run is red. Where all is recorded anew, entries of the dataset that nothing
 * compares with are removed. Returns the problem if it can't be written.
 */
export function keepBaseline(
  { outcomes, problems }: ContractRun,
  { mode, path, contract, dataset, references, recordings, isWhole }: RunBaseline,
): readonly RunProblem[] {
  const isGood = problems.length === 0 && !outcomes.some((one) => isRed(one) || isLost(one));
  if (path === null || !isGood || (mode !== 'new' && mode !== 'all')) return [];
  const key = datasetKey(dataset);
  try {
    const wanted = [{ dataset: key, ids: baselineIds(contract, references) }];
    // A run with references of its own does not know what others compare with the baseline.
    const isAll = mode === 'all' && isWhole && references.size === 0;
    const all = isAll ? obsoleteEntries(path, contract.name, wanted) : [];
    const obsolete = all.filter((one) => one.dataset === key);
    if (recordings.length + obsolete.length > 0)
      changeBaseline({ path, contract: contract.name, recordings, obsolete });
    return [];
  } catch (error) {
    return [{ message: unwritten(path, error), file: null }];
  }
}
