import { StepError } from '../../../src/fuzz/fuzz-error.ts';
import type { Broken } from '../../../src/fuzz/invariant.ts';
import { invariantOf } from '../../../src/fuzz/invariants/invariant-of.ts';
import type { StepOutput, StepTable } from '../../../src/fuzz/step.ts';
import type { Row } from '../../../src/generate/row-domain.ts';

/** A step over one table, as a function of its rows. */
export type RowsStep = (rows: readonly Row[]) => readonly Row[];

const columnsOf = (rows: readonly Row[]) =>
  [...new Set(rows.flatMap(Object.keys))].map((name) => ({ name, family: null }));

const tables = (rows: readonly Row[]): readonly StepTable[] => [
  { name: 'input', columns: columnsOf(rows), rows },
];

const runOf =
  (step: RowsStep) =>
  async ([table]: readonly StepTable[]): Promise<StepOutput> => {
    try {
      const rows = step(table?.rows ?? []);
      return { columns: columnsOf(rows), rows };
    } catch (error) {
      throw new StepError('STEP_FAILED', error instanceof Error ? error.message : 'it failed');
    }
  };

/** Holds a step to a law on some rows. Its contracts have the columns that the rows have, or those given. */
export async function held(
  option: unknown,
  step: RowsStep,
  rows: readonly Row[],
  columns = columnsOf(rows).map(({ name }) => name),
): Promise<Broken | null> {
  const law = invariantOf(option, { input: new Map([['input', columns]]), output: columns });
  const run = runOf(step);
  const input = tables(rows);
  // A law of which the rows say nothing is not broken.
  return (await law.check({ input, output: await run(input), run })) ?? null;
}
