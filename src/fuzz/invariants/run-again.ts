import { StepError } from '../fuzz-error.ts';
import type { InvariantCase } from '../invariant.ts';
import type { StepTable } from '../step.ts';
import { type Again, broken } from './tables.ts';

/** Runs the step on other tables. A step that fails there breaks the law; `on` names the tables in the sentence. */
export async function runAgain(
  { run }: Pick<InvariantCase, 'run'>,
  tables: readonly StepTable[],
  on: string,
): Promise<Again> {
  try {
    return { output: await run(tables) };
  } catch (error) {
    if (!(error instanceof StepError)) throw error;
    const shown = tables.map(({ name, rows }) => [`${name}: ${on}`, rows] as const);
    return { broken: broken(`the step fails on ${on}: ${error.message}`, ...shown) };
  }
}
