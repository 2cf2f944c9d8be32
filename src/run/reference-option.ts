import type { Dataset } from '../dataset/dataset.ts';
import { baselineName, type ReferenceDatasets } from '../reference/compared-metrics.ts';
import { isDataset } from './run-arguments.ts';
import { invalid } from './run-options.ts';

/** The option of a call that names its references. */
export interface ReferenceOption {
  /**
   * The data that drift and changes are measured against: a dataset, or several by name, of which the first is meant
   * where a metric names none (`column('fare').drift('psi', { from: 'train' })`). It is measured in the same run. The
   * default is the recorded baseline of the contract and dataset, which `{ from: 'baseline' }` means in any case.
   *
   * @example
   * verify(trips, csv('2020-04.csv'), { reference: csv('2019-03.csv') });
   * verify(trips, csv('2020-04.csv'), { reference: { production: parquet('prod/*.parquet'), train: csv('train.csv') } });
   */
  readonly reference?: Dataset | Readonly<Record<string, Dataset>>;
}

/** The name of a reference that was given without one. */
const unnamed = 'reference';

/**
 * Checks the option `reference`, and returns the datasets by name.
 *
 * @throws {RunError} `OPTION_INVALID`
 */
export function checkReference(reference: unknown): ReferenceDatasets {
  if (reference === undefined) return new Map();
  if (isDataset(reference)) return new Map([[unnamed, reference]]);
  if (typeof reference !== 'object' || reference === null || Array.isArray(reference))
    throw wanted();
  const named = Object.entries(reference);
  if (named.length === 0 || !named.every(([, dataset]) => isDataset(dataset))) throw wanted();
  if (named.some(([name]) => name === baselineName))
    throw invalid(
      'reference',
      "other names than 'baseline', which is that of the recorded baseline",
    );
  return new Map(named as readonly (readonly [string, Dataset])[]);
}

const wanted = () =>
  invalid('reference', "a dataset, or datasets by name such as { train: csv('train.csv') }");
