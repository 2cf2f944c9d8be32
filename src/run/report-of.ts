import { buildReport, reportContract } from '../outcome/build-report.ts';
import type { Report, RunProblem } from '../outcome/report.ts';
import type { ContractRun } from './contract-run.ts';

/**
 * Makes one report of one run or many: the document that Vitest's reporters make, counted in the same way. It is red
 * where an outcome is, where a run was interrupted or judged nothing, where a contract and a dataset come twice, and
 * where there is no run at all.
 *
 * @example
 * const report = reportOf([await runContract(flights, parquet('data/*.parquet'))]);
 * if (report.state === 'failed') throw new Error('The flights break their contract.');
 */
export function reportOf(runs: readonly ContractRun[]): Report {
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

/** In a report, a contract and a dataset are known by their names: those of a second run would be taken for the first. */
function repeated(runs: readonly ContractRun[]): readonly RunProblem[] {
  const groups = Map.groupBy(runs, ({ contract, dataset }) => JSON.stringify([contract, dataset]));
  return [...groups.values()].flatMap(([run, ...more]) =>
    run === undefined || more.length === 0
      ? []
      : [
          {
            message: `The contract '${run.contract}' was run ${more.length + 1} times on ${run.dataset}: give each dataset a label of its own, or make a report of each run.`,
            file: null,
          },
        ],
  );
}
