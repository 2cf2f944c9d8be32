import type { RunnerTestFile } from 'vitest';
import type { Contract } from '../../contract/contract.ts';
import type { Dataset } from '../../dataset/dataset.ts';
import { baselineIds, type ReferenceDatasets } from '../../reference/compared-metrics.ts';
import { datasetKey } from '../../reference/dataset-key.ts';
import { baselinePathOf } from '../../run/baseline-path-of.ts';
import type { RunSettings } from '../../run/run-options.ts';
import type { AssayContext } from '../worker-context.ts';

/** A call of `verify`, as far as it decides what is compared with a baseline. */
interface Verified {
  readonly contract: Contract;
  readonly dataset: Dataset;
  /** The options of the call, which come before the plugin's. */
  readonly own: RunSettings;
  readonly references: ReferenceDatasets;
  readonly context: AssayContext;
}

/**
 * Records on the file's task what a call of `verify` compares with a baseline, so that the run's end finds entries that
 * nothing compares with.
 */
export function recordBaseline(
  { meta }: RunnerTestFile,
  { contract, dataset, own, references, context: { root, settings } }: Verified,
): void {
  const path = baselinePathOf(contract, { ...settings, ...own }, root);
  if (path === null) return;
  const ids = baselineIds(contract, references);
  const one = { path, contract: contract.name, dataset: datasetKey(dataset), ids };
  meta.assayBaselines = [...(meta.assayBaselines ?? []), one];
}
