import type { Contract } from '../../contract/contract.ts';
import type { Dataset } from '../../dataset/dataset.ts';
import type { ReferenceDatasets } from '../../reference/compared-metrics.ts';
import type { RunSettings } from '../../run/run-options.ts';
import type { CheckedSelection } from '../gate/worker/measure-others.ts';

/** A call of `verify` that becomes tests. */
export interface Verification {
  readonly mode: 'run' | 'only' | 'skip';
  readonly contract: Contract;
  readonly dataset: Dataset;
  readonly own: RunSettings;
  readonly references: ReferenceDatasets;
  /** The stack of the `verify` call. */
  readonly calledAt: string;
  /** The reason why a gate leaves it out. */
  readonly leftOut?: string;
  /** Called when the dataset was measured. */
  readonly afterwards?: (checked: CheckedSelection) => Promise<void>;
}
