import { contract } from '../../src/contract/contract.ts';
import type { Declared, ExpectationNode } from '../../src/contract/expectation.ts';
import { titledExpectations } from '../../src/contract/titled-expectations.ts';
import { z } from '../../src/index.ts';

/** The schema that the examples of the docstrings are about. */
export const schema = z.object({
  id: z.bigint(),
  date: z.date(),
  booked: z.date(),
  delay: z.number().nullable(),
  distance: z.int(),
  fare: z.number(),
  tip: z.number(),
  origin: z.string(),
  destination: z.string(),
  email: z.string(),
  payload: z.string(),
  status: z.enum(['ok', 'late']),
});

export type Declare = Parameters<typeof contract<typeof schema>>[2] & {};

/** What a contract over the example's schema declares. */
export const declared = (declare: Declare): readonly ExpectationNode[] =>
  contract('example', { schema }, declare).expectations.filter(
    ({ origin }) => origin === 'declared',
  );

/** The one expectation that it declares. */
export function one(declare: (given: Parameters<Declare>[0]) => Declared): ExpectationNode {
  const [node, ...more] = declared((given) => [declare(given)]);
  if (!node || more.length > 0) throw new Error('Not one expectation.');
  return node;
}

/** The titles of what a contract declares. */
export const titles = (declare: Declare): readonly string[] =>
  titledExpectations(contract('example', { schema }, declare))
    .filter(({ node }) => node.origin === 'declared')
    .map(({ title }) => title);
