import { Chalk, type ChalkInstance, supportsColor } from 'chalk';
import type { Report } from '../outcome/report.ts';
import type { ContractRun } from '../run/contract-run.ts';
import { reportOf } from '../run/report-of.ts';
import { type MeasureOptions, measureFile } from './measure-file.ts';
import { complain } from './say.ts';

/** Measures a data file, prints each contract's result as it comes, and returns the report of all. */
export async function printRuns(
  file: string,
  contractFile: string,
  options: MeasureOptions,
  print: (run: ContractRun, color: ChalkInstance) => string,
): Promise<Report> {
  const color = new Chalk({ level: supportsColor ? supportsColor.level : 0 });
  const runs: ContractRun[] = [];
  for await (const run of measureFile(file, contractFile, options)) {
    process.stdout.write(`${print(run, color)}\n`);
    runs.push(run);
  }
  const report = reportOf(runs);
  for (const { message } of report.problems) complain(message);
  return report;
}
