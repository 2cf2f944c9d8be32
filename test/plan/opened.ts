import type { Dataset } from '../../src/dataset/dataset.ts';
import { type Contract, contract, type Expectation, z } from '../../src/index.ts';
import type { Question } from '../../src/plan/measure-request.ts';
import { questionsOf } from '../../src/plan/plan-passes.ts';
import { type Opened, onContext } from '../support/context.ts';

/** Columns that tests ask for; none of them has to be in the data. */
const schema = z.object({
  x: z.number(),
  y: z.number(),
  n: z.bigint(),
  t: z.date(),
  s: z.string(),
});

/** Open a dataset, of which some columns are masked. */
export const opened = <T>(
  dataset: Dataset,
  use: (opened: Opened) => Promise<T>,
  masked: readonly string[] = [],
): Promise<T> =>
  onContext(dataset, contract('opened', { schema }), use, { masked: new Set(masked) });

type Declare = Parameters<typeof contract<typeof schema>>[2] & {};

/** What is asked by expectations, equal metrics once. */
export function asked(
  declare: (given: Parameters<Declare>[0]) => readonly Expectation[],
): readonly Question[] {
  const { expectations }: Contract = contract('asked', { schema }, declare);
  return questionsOf(expectations.filter(({ origin }) => origin === 'declared'));
}
