import { buildReport, reportContract } from '../outcome/build-report.ts';
import type { Report, RunProblem } from '../outcome/report.ts';
import type { ContractRun } from './contract-run.ts';
import { RunError } from './run-error.ts';

/**
 * Makes one report of one or more runs: the document that Vitest's reporters make, with the same counts. It fails if an
 * expectation failed or a run was interrupted or judged nothing. It also fails if a contract and dataset occur twice,
 * or if there is no run.
 *
 * @throws {RunError} `RUN_INVALID` for what is no list of runs.
 *
 * @example
 * const report = reportOf([await runContract(flights, parquet('data/*.parquet'))]);
 * if (report.state === 'failed') throw new Error('The flights break their contract.');
 */
export function reportOf(runs: readonly ContractRun[]): Report {
  checkRuns(runs);
  const started = runs.map(({ startedAt }) => Date.parse(startedAt));
  const ended = runs.map(({ durationMs }, at) => (started[at] ?? 0) + durationMs);
  const startedAt = runs.length === 0 ? Date.now() : Math.min(...started);
  const start = new Date(startedAt).toISOString();
  return buildReport({
    now: runs[0]?.now ?? start,
    startedAt: start,
    durationMs: Math.max(0, ...ended.map((end) => end - startedAt)),
    contracts: runs.map(({ trace, ...run }) => reportContract({ ...run, measured: trace })),
    problems: [...runs.flatMap(({ problems }) => problems), ...repeated(runs)],
  });
}

function checkRuns(runs: unknown): void {
  if (Array.isArray(runs) && runs.every(isRun)) return;
  throw new RunError(
    'RUN_INVALID',
    'reportOf takes a list of runs that have ended: reportOf([await runContract(...)]).',
  );
}

const isRun = (run: unknown): boolean =>
  typeof run === 'object' && run !== null && 'outcomes' in run && Array.isArray(run.outcomes);

/**
 * Finds runs with the same contract and dataset. A report identifies them by name, so the second run would be taken for
 * the first.
 */
function repeated(runs: readonly ContractRun[]): readonly RunProblem[] {
  const groups = Map.groupBy(runs, ({ contract, dataset }) => JSON.stringify([contract, dataset]));
  return [...groups.values()].flatMap(([run, ...more]) =>
    run === undefined || more.length === 0
      ? []
      : [
          {
            message: `The contract '${run.contract}' was run ${more.length + 1} times on ${run.dataset}, and a report tells runs apart by these names: give each contract a name and each dataset a label of its own, or make a report of each run.`,
            file: null,
          },
        ],
  );
}
