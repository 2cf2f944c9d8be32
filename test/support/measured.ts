import type { Contract, Declaring, Terms } from '../../src/contract/contract.ts';
import type { Expectation, ExpectationNode } from '../../src/contract/expectation.ts';
import { titledExpectations } from '../../src/contract/titled-expectations.ts';
import type { Dataset } from '../../src/dataset/dataset.ts';
import { contract, type z } from '../../src/index.ts';
import type { Outcome } from '../../src/outcome/outcome.ts';
import { type MeasureRequest, measureContract } from '../../src/plan/measure-contract.ts';
import type { Few } from '../../src/plan/measure-request.ts';
import type { Trace } from '../../src/plan/trace.ts';

export const now = new Date('2026-11-24T00:00:00Z');

/** How to measure, and who listens. */
export type Measuring = Pick<
  MeasureRequest,
  'cache' | 'few' | 'quarantine' | 'references' | 'past'
> & {
  readonly trace?: Trace;
  /** The root of relative paths; the working directory unless given. */
  readonly root?: string;
};

/** However little there is, it is planned as if it were much, and each file is a piece. */
export const asMuch: Few = { rows: 0, bytes: 0 };

/** Measure all of a contract; the clock stands still. */
export function measureAll(
  held: Contract,
  dataset: Dataset,
  { trace, root = process.cwd(), ...how }: Measuring = {},
): Promise<readonly Outcome[]> {
  const selected = new Set(titledExpectations(held).map(({ id }) => id));
  const settings = { root, now };
  return measureContract({ contract: held, dataset, selected, settings, ...how }, trace);
}

/** The outcomes of what a test declares, without those of the schema. */
export async function declared<Schema extends z.ZodObject>(
  dataset: Dataset,
  terms: Terms<Schema>,
  declare: (declaring: Declaring<Schema>) => readonly Expectation[],
  how?: Measuring,
): Promise<readonly Outcome[]> {
  const outcomes = await measureAll(contract('test', terms, declare), dataset, how);
  return outcomes.filter(({ origin }) => origin === 'declared');
}

/** The outcome of one declared expectation. */
export async function one<Schema extends z.ZodObject>(
  dataset: Dataset,
  terms: Terms<Schema>,
  declare: (declaring: Declaring<Schema>) => Expectation,
  how?: Measuring,
): Promise<Outcome> {
  const [outcome] = await declared(dataset, terms, (declaring) => [declare(declaring)], how);
  if (!outcome) throw new Error('The test declared nothing.');
  return outcome;
}

/** What the schema itself expects, by the name or the label of its metric. */
export function ofSchema(schema: z.ZodObject, metric: string): ExpectationNode {
  const { expectations } = contract('of a schema', { schema });
  const found = expectations.find(({ metric: { name, label } }) => [name, label].includes(metric));
  if (!found) throw new Error(`The schema asks for no ${metric}.`);
  return found;
}

/** All that outcomes tell, but for times, of which the digits may be those of anything. */
export const textOf = (outcomes: readonly Outcome[]): string =>
  JSON.stringify(outcomes, (name, value: unknown) => (name === 'durationMs' ? undefined : value));
