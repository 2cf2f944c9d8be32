import { resolve } from 'node:path';
import type { Contract } from '../contract/contract.ts';
import { titledExpectations } from '../contract/titled-expectations.ts';
import type { Dataset } from '../dataset/dataset.ts';
import { closest } from '../value/closest.ts';
import { checkBaselines } from './baseline-mode.ts';
import type { ContractRun } from './contract-run.ts';
import { closeAfter } from './engine-use.ts';
import { checkReference, type ReferenceOption } from './reference-option.ts';
import { checkArguments } from './run-arguments.ts';
import { RunError } from './run-error.ts';
import { checkRunOptions, invalid, type RunOptions } from './run-options.ts';
import { environmentSettings } from './run-settings.ts';
import { runWithBaseline } from './run-with-baseline.ts';

/** The options of `runContract`: those of `verify`, and four more. */
export interface RunContractOptions extends RunOptions, ReferenceOption {
  /**
   * The ids of the expectations to measure, as in outcomes. The others are reported as not run. By default all are
   * measured.
   */
  readonly only?: readonly string[];
  /**
   * The way in which recorded baselines are treated: they are only read (`'none'`, the default), those that are missing
   * are recorded (`'new'`), or all are recorded anew (`'all'`). They are written after a run that is not red, and never
   * in CI.
   */
  readonly baselines?: 'none' | 'new' | 'all';
  /** The folder that relative paths start from. The default is the working directory. */
  readonly root?: string;
  /** Stops the run when it is aborted. Expectations that were not judged by then are not run, and the report fails. */
  readonly signal?: AbortSignal;
}

/**
 * Checks a dataset against a contract, without Vitest: in a script, a pipeline or a service. It measures every
 * expectation, or those of `only`, and closes the engine. Violations never throw: each outcome says how its expectation
 * ended, and `reportOf` makes a report of one or more runs.
 *
 * @throws {RunError} `OPTION_INVALID` for an option that does not exist or can't be as it is, `RUN_INVALID` for an
 * argument that is no contract or no dataset.
 *
 * @example
 * const run = await runContract(flights, parquet('data/flights/*.parquet'), { timeout: '10m' });
 * const report = reportOf([run]);
 * process.exitCode = exitCode(report);
 */
export async function runContract(
  contract: Contract,
  dataset: Dataset,
  options: RunContractOptions = {},
): Promise<ContractRun> {
  checkArguments('await runContract', contract, dataset);
  const own = checkRunOptions(options, ['reference', 'only', 'baselines', 'root', 'signal']);
  const references = checkReference(options.reference);
  const { root, signal } = checkOwn(options);
  const only = options.only === undefined ? undefined : checkOnly(options.only, contract);
  const settings = {
    now: new Date().toISOString(),
    ...environmentSettings(process.env),
    ...own,
  };
  const baselines = checkBaselines(options.baselines);
  return closeAfter(() =>
    runWithBaseline({ contract, dataset, only, settings, references, root, signal }, baselines),
  );
}

function checkOwn({ root = process.cwd(), signal }: RunContractOptions): {
  readonly root: string;
  readonly signal: AbortSignal | undefined;
} {
  if (typeof root !== 'string' || root.trim() === '')
    throw invalid('root', 'a folder, such as import.meta.dirname');
  if (signal !== undefined && !(signal instanceof AbortSignal))
    throw invalid('signal', 'an AbortSignal, such as AbortSignal.timeout(60_000)');
  return { root: resolve(root), signal };
}

/** Checks the ids to measure. An id that no expectation has is an error, since it would measure nothing. */
function checkOnly(only: unknown, contract: Contract): ReadonlySet<string> {
  if (!Array.isArray(only) || !only.every((id) => typeof id === 'string'))
    throw invalid('only', "a list of expectations' ids");
  const known = titledExpectations(contract).map(({ id }) => id);
  const stranger = only.find((id) => !known.includes(id));
  if (stranger === undefined) return new Set(only);
  const near = closest(stranger, known);
  throw new RunError(
    'OPTION_INVALID',
    `The contract '${contract.name}' has no expectation with the id '${stranger}', which the option only names.${near === undefined ? '' : ` Did you mean '${near}'?`}`,
  );
}
