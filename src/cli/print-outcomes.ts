import { Chalk, type ChalkInstance, supportsColor } from 'chalk';
import type { Outcome } from '../outcome/outcome.ts';
import { exitCode } from './exit-status.ts';
import { type MeasuredContract, type MeasureOptions, measureFile } from './measure-file.ts';

/** Measures a data file, prints each contract's result as it comes, and returns the exit code. */
export async function printMeasured(
  file: string,
  contractFile: string,
  options: MeasureOptions,
  tell: (measured: MeasuredContract, color: ChalkInstance) => string,
): Promise<number> {
  const color = new Chalk({ level: supportsColor ? supportsColor.level : 0 });
  const outcomes: Outcome[] = [];
  for await (const measured of measureFile(file, contractFile, options)) {
    process.stdout.write(`${tell(measured, color)}\n`);
    outcomes.push(...measured.found);
  }
  return exitCode(outcomes);
}
