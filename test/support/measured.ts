import type { Contract, Declaring, Terms } from '../../src/contract/contract.ts';
import type { Expectation } from '../../src/contract/expectation.ts';
import { titledExpectations } from '../../src/contract/title.ts';
import type { Dataset } from '../../src/dataset/dataset.ts';
import { contract, type z } from '../../src/index.ts';
import type { Outcome } from '../../src/outcome/outcome.ts';
import { measure } from '../../src/plan/measure.ts';

export const now = new Date('2026-11-24T00:00:00Z');

/** Measure all of a contract; the clock stands still. */
export function measureAll(held: Contract, dataset: Dataset): Promise<readonly Outcome[]> {
  const selected = new Set(titledExpectations(held).map(({ id }) => id));
  return measure({ contract: held, dataset, selected, settings: { root: process.cwd(), now } });
}

/** The outcomes of what a test declares, without those of the schema. */
export async function declared<Schema extends z.ZodObject>(
  dataset: Dataset,
  terms: Terms<Schema>,
  declare: (declaring: Declaring<Schema>) => readonly Expectation[],
): Promise<readonly Outcome[]> {
  const outcomes = await measureAll(contract('test', terms, declare), dataset);
  return outcomes.filter(({ origin }) => origin === 'declared');
}

/** The outcome of one declared expectation. */
export async function one<Schema extends z.ZodObject>(
  dataset: Dataset,
  terms: Terms<Schema>,
  declare: (declaring: Declaring<Schema>) => Expectation,
): Promise<Outcome> {
  const [outcome] = await declared(dataset, terms, (declaring) => [declare(declaring)]);
  if (!outcome) throw new Error('The test declared nothing.');
  return outcome;
}
