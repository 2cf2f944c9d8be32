import { Chalk, type ChalkInstance, supportsColor } from 'chalk';
import type { Outcome } from '../outcome/outcome.ts';
import { exitCode } from './exit-status.ts';
import { type MeasuredContract, type MeasureOptions, measureFile } from './measure-file.ts';

/** Measure a data file, print what is to be told of each contract as it comes, and give the exit code. */
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
