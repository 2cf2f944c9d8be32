import { resolve } from 'node:path';
import process from 'node:process';
import type { Contract } from '../../contract/contract.ts';
import { rowColumnNames } from '../../contract/schema/row-kinds.ts';
import type { Dataset } from '../../dataset/dataset.ts';
import type { DistributionState } from '../../metric/distribution.ts';
import { distributionOf } from '../../metric/distribution-metric.ts';
import { metricKey } from '../../metric/metric.ts';
import { observeMetrics } from '../../plan/observe-metrics.ts';
import { startTrace } from '../../plan/trace.ts';
import { environmentSettings, requestSettings } from '../../run/run-settings.ts';
import { GenerateError } from '../generate-error.ts';

/** The distributions of a dataset's columns. */
export interface LikeData {
  readonly label: string;
  readonly columns: ReadonlyMap<string, DistributionState>;
  /** The columns whose values may not be copied, by their classification. */
  readonly masked: ReadonlySet<string>;
}

/**
 * Measures the distribution of each column of a contract in a dataset: histograms of numbers and times, frequencies of
 * texts, and the NULLs. Columns that the dataset lacks, and nested ones, have none.
 *
 * @throws {GenerateError} `OPTION_INVALID` if it can't be read, or has none of the columns.
 */
export async function observeLike(
  contract: Contract,
  dataset: Dataset,
  root = process.cwd(),
): Promise<LikeData> {
  const { timeout: _, ...environment } = environmentSettings(process.env);
  const settings = { now: new Date(0).toISOString(), ...environment, cache: false as const };
  const names = rowColumnNames(contract.terms.schema);
  const metrics = new Map(
    names.map((name) => [
      name,
      distributionOf({
        scope: { where: [], per: [] },
        label: `column('${name}')`,
        value: { kind: 'column', name },
        columns: [name],
      }),
    ]),
  );
  const request = {
    contract,
    dataset,

    ...requestSettings(settings, resolve(root), process.env),
  };
  const found = await observeMetrics([...metrics.values()], request, startTrace());
  if ('problem' in found)
    throw new GenerateError(
      'OPTION_INVALID',
      `${dataset.label} can't be followed: ${found.problem.message}`,
    );
  const columns = new Map<string, DistributionState>();
  for (const [name, metric] of metrics) {
    const state = found.observed.get(metricKey(metric))?.state;
    if (state?.kind === 'distribution') columns.set(name, state);
  }
  if (columns.size === 0)
    throw new GenerateError(
      'OPTION_INVALID',
      `${dataset.label} has no column of contract '${contract.name}' that could be followed: name a file with its columns.`,
    );
  return { label: dataset.label, columns, masked: found.masked };
}
