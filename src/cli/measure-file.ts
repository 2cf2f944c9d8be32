import { closeEngines } from '../engine/engines.ts';
import { progressLine } from '../engine/progress-line.ts';
import { checkBaselines } from '../run/baseline-mode.ts';
import type { ContractRun } from '../run/contract-run.ts';
import { environmentSettings } from '../run/run-settings.ts';
import { runWithBaseline } from '../run/run-with-baseline.ts';
import { mayUnmask } from '../run/unmask.ts';
import { contractsOnFile } from './reading/read-as-contract.ts';
import type { ReadingFlags } from './reading/reading-flags.ts';
import { complain } from './say.ts';
import { UsageError } from './usage.ts';

/** Options of the commands that measure a data file. */
export interface MeasureOptions extends ReadingFlags {
  /** False to neither use nor keep earlier measurements. */
  readonly cache?: boolean;
  /** True to show values that would be masked; refused in CI. */
  readonly unmask?: boolean;
  /** A folder for the violating rows; `clean` writes the other rows too. */
  readonly quarantine?: string;
  readonly clean?: boolean;
  /** The way in which recorded baselines are treated: `none`, `new` or `all`. */
  readonly baselines?: string;
}

/** Checks a data file against the contracts that a file exports or verifies, one after the other. */
export async function* measureFile(
  file: string,
  contractFile: string,
  options: MeasureOptions,
): AsyncGenerator<ContractRun> {
  const { cache = true, unmask = false, quarantine, clean = false } = options;
  const baselines = checkBaselines(options.baselines);
  if (clean && quarantine === undefined)
    throw new UsageError('--clean needs --quarantine FOLDER: name a folder.');
  const { all, notices } = await contractsOnFile(file, contractFile, options);
  for (const notice of notices) complain(notice);
  const { timeout: _, ...environment } = environmentSettings(process.env);
  const settings = {
    now: new Date().toISOString(),
    ...environment,
    ...(unmask && { unmask: mayUnmask('--unmask', process.env) }),
    ...(cache ? {} : { cache: false as const }),
    ...(quarantine !== undefined && { quarantine: { folder: quarantine, clean } }),
  };
  try {
    for (const { contract, dataset } of all) {
      const onProgress = progressLine(`assay: scanning ${dataset.label}`);
      const selection = { contract, dataset, settings, root: process.cwd() };
      const run = await runWithBaseline({ ...selection, progressOf: () => onProgress }, baselines);
      for (const notice of run.trace?.notices ?? []) complain(notice);
      yield run;
    }
  } finally {
    await closeEngines();
  }
}
