import { Chalk, type ChalkInstance, supportsColor } from 'chalk';
import type { Outcome } from '../outcome/outcome.ts';
import type { ContractRun } from '../run/contract-run.ts';
import { exitCode } from './exit-status.ts';
import { type MeasureOptions, measureFile } from './measure-file.ts';

/** Measures a data file, prints each contract's result as it comes, and returns the exit code. */
export async function printMeasured(
  file: string,
  contractFile: string,
  options: MeasureOptions,
  tell: (run: ContractRun, color: ChalkInstance) => string,
): Promise<number> {
  const color = new Chalk({ level: supportsColor ? supportsColor.level : 0 });
  const outcomes: Outcome[] = [];
  for await (const run of measureFile(file, contractFile, options)) {
    process.stdout.write(`${tell(run, color)}\n`);
    outcomes.push(...run.outcomes);
  }
  return exitCode(outcomes);
}
