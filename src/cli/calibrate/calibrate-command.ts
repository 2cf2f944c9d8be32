import { Chalk, supportsColor } from 'chalk';
import type { Contract } from '../../contract/contract.ts';
import { titledExpectations } from '../../contract/titled-expectations.ts';
import type { Dataset } from '../../dataset/dataset.ts';
import { closeEngines } from '../../engine/engines.ts';
import { count } from '../../metric/counts.ts';
import type { DistributionState } from '../../metric/distribution.ts';
import { type Metric, metricKey } from '../../metric/metric.ts';
import { observeMetrics } from '../../plan/observe-metrics.ts';
import { startTrace } from '../../plan/trace.ts';
import { exitCodes } from '../../run/exit-status.ts';
import { environmentSettings, requestSettings } from '../../run/run-settings.ts';
import { approximate } from '../../value/numeric.ts';
import { contractsOnFile } from '../reading/read-as-contract.ts';
import type { ReadingFlags } from '../reading/reading-flags.ts';
import { complain } from '../say.ts';
import { UsageError } from '../usage.ts';
import { wholeNumber } from '../whole-number.ts';
import { populationOf } from './draw-state.ts';
import { falseAlarms, type ResampledExpectation } from './false-alarms.ts';
import { type Calibration, printCalibration, type Unresampled } from './print-calibration.ts';

/** Options of the command `assay calibrate`, as text. */
export interface CalibrateOptions extends ReadingFlags {
  readonly resamples: string;
  readonly seed: string;
  /** The rows of the current data; as many as the file has, unless given. */
  readonly rows?: string;
  readonly cache?: boolean;
}

/** The numbers among the options. */
interface Wanted {
  readonly resamples: number;
  readonly seed: number;
  readonly rows: number | null;
  readonly cache: boolean;
}

/**
 * Prints how often each drift expectation of the contracts in a file alarms though nothing has changed: samples are drawn
 * from a reference file. Returns the exit code.
 */
export async function runCalibrate(
  contractFile: string,
  file: string,
  options: CalibrateOptions,
): Promise<number> {
  const wanted: Wanted = {
    resamples: wholeNumber('--resamples', options.resamples, [20, 100_000]),
    seed: wholeNumber('--seed', options.seed, [0, 2 ** 32 - 1]),
    rows:
      options.rows === undefined
        ? null
        : wholeNumber('--rows', options.rows, [1, Number.MAX_SAFE_INTEGER]),
    cache: options.cache ?? true,
  };
  const { all, notices } = await contractsOnFile(file, contractFile, options);
  const tested = all.filter(({ contract }) => expectationsIn(contract).length > 0);
  if (tested.length === 0)
    throw new UsageError(
      `'${contractFile}' has no expectation of a drift, such as column('fare').drift('psi').atMost(0.2).`,
    );
  for (const notice of notices) complain(notice);
  const color = new Chalk({ level: supportsColor ? supportsColor.level : 0 });
  let isWhole = true;
  try {
    for (const { contract, dataset } of tested) {
      const calibration = await calibrated(contract, dataset, wanted);
      process.stdout.write(`${printCalibration(calibration, color)}\n`);
      isWhole &&= calibration.unresampled.length === 0;
    }
  } finally {
    await closeEngines();
  }
  return isWhole ? exitCodes.kept : exitCodes.notJudged;
}

/** Returns the expectations that compare distributions. */
const expectationsIn = (contract: Contract): readonly ResampledExpectation[] =>
  titledExpectations(contract).flatMap((one) => {
    const { derived } = one.node.metric;
    return derived?.by.compares && derived.of.every(({ value }) => value.kind === 'distribution')
      ? [{ ...one, derived }]
      : [];
  });

async function calibrated(
  contract: Contract,
  dataset: Dataset,
  { resamples, seed, rows, cache }: Wanted,
): Promise<Calibration> {
  const expectations = expectationsIn(contract);
  const all = count({ where: [], per: [] });
  const metrics = new Map<string, Metric>(
    [all, ...expectations.flatMap(({ derived }) => derived.of)].map((one) => [metricKey(one), one]),
  );
  const { timeout: _, ...environment } = environmentSettings(process.env);
  const settings = {
    now: new Date().toISOString(),
    ...environment,
    ...(cache ? {} : { cache: false as const }),
  };
  const request = requestSettings(settings, process.cwd(), process.env);
  const found = await observeMetrics(
    [...metrics.values()],
    { contract, dataset, ...request },
    startTrace(),
  );
  if ('problem' in found) throw new UsageError(`${dataset.label}: ${found.problem.message}`);
  const populations = new Map<string, DistributionState>();
  for (const [key, { state }] of found.observed)
    if (state?.kind === 'distribution') populations.set(key, populationOf(state));
  const unresampled: Unresampled[] = [];
  const drawn = expectations.filter((one) => {
    const why = obstacle(one, populations, found.problems);
    if (why !== null) unresampled.push({ title: one.title, why });
    return why === null;
  });
  const known = found.observed.get(metricKey(all))?.value ?? null;
  const inFile = known === null ? 0 : approximate(known);
  if (inFile === 0) throw new UsageError(`${dataset.label} has no rows to draw from.`);
  const ratio = (rows ?? inFile) / inFile;
  return {
    contract: contract.name,
    dataset: dataset.label,
    rows: { reference: inFile, current: rows ?? inFile },
    resamples,
    seed,
    calibrated: falseAlarms(
      drawn,
      populations,
      { resamples, seed, ratio },
      request.settings.now ?? new Date(),
    ),
    unresampled,
  };
}

/** Returns why no samples can be drawn for an expectation; null if they can. */
function obstacle(
  { derived, node }: ResampledExpectation,
  populations: ReadonlyMap<string, DistributionState>,
  problems: ReadonlyMap<string, { readonly problem: { readonly message: string } }>,
): string | null {
  if (node.metric.scope.per.length > 0)
    return 'segments are not drawn: calibrate one with .where().';
  for (const metric of derived.of) {
    const key = metricKey(metric);
    const problem = problems.get(key)?.problem.message;
    if (problem !== undefined) return problem;
    if (!populations.has(key)) return 'it has no distribution in this file.';
  }
  return null;
}
