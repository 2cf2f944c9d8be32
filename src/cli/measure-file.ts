import { resolve } from 'node:path';
import { titledExpectations } from '../contract/titled-expectations.ts';
import { closeEngines } from '../engine/engines.ts';
import { progressLine } from '../engine/progress-line.ts';
import type { Outcome } from '../outcome/outcome.ts';
import { measure } from '../plan/measure-contract.ts';
import { type Measurement, startTrace } from '../plan/trace.ts';
import { cacheSettings, environmentSettings } from '../vitest/run-options.ts';
import { mayUnmask } from '../vitest/unmask.ts';
import { loadContracts } from './load-contracts.ts';
import { sourceOf } from './source.ts';
import { UsageError } from './usage.ts';

/** Options of the commands that measure a data file. */
export interface MeasureOptions {
  readonly table?: string;
  /** False to neither use nor keep earlier measurements. */
  readonly cache?: boolean;
  /** True to show values that would be masked; refused in CI. */
  readonly unmask?: boolean;
  /** A folder for the violating rows; `clean` writes the other rows too. */
  readonly quarantine?: string;
  readonly clean?: boolean;
}

/** The outcomes of one contract of a file, with how they were measured. */
export interface MeasuredContract {
  readonly contract: string;
  readonly dataset: string;
  readonly found: readonly Outcome[];
  readonly measurement: Measurement;
}

/** Checks a data file against the contracts that a file exports or verifies, one after the other. */
export async function* measureFile(
  file: string,
  contractFile: string,
  options: MeasureOptions,
): AsyncGenerator<MeasuredContract> {
  const { table, cache = true, unmask: isAsked = false, quarantine, clean = false } = options;
  if (clean && quarantine === undefined)
    throw new UsageError('--clean says what --quarantine FOLDER writes beside: name a folder.');
  const { dataset } = sourceOf(file, table);
  const contracts = await loadContracts(contractFile);
  const { now, timeout: _, unmask = false, ...run } = environmentSettings(process.env);
  const isUnmasked = isAsked ? mayUnmask('--unmask', process.env) : unmask;
  const root = process.cwd();
  const settings = {
    ...run,
    root,
    now: now ? new Date(now) : new Date(),
    onProgress: progressLine(`assay: scanning ${dataset.label}`),
  };
  try {
    for (const contract of contracts) {
      const selected = new Set(titledExpectations(contract).map(({ id }) => id));
      const trace = startTrace();
      const found = await measure(
        {
          contract,
          dataset,
          selected,
          settings,
          unmask: isUnmasked,
          quarantine: quarantine === undefined ? null : { folder: resolve(quarantine), clean },
          cache: cache ? cacheSettings({}, root, process.env) : null,
        },
        trace,
      );
      const of = { contract: contract.name, dataset: dataset.label };
      const measurement = trace.told(of);
      for (const notice of measurement.notices) process.stderr.write(`assay: ${notice}\n`);
      yield { ...of, found, measurement };
    }
  } finally {
    await closeEngines();
  }
}
