import type { Contract } from '../../contract/contract.ts';
import type { ExpectationNode } from '../../contract/expectation.ts';
import type { TitledExpectation } from '../../contract/titled-expectations.ts';
import type { Session } from '../../engine/engine.ts';
import type { Timed } from '../plan-passes.ts';
import { comparedNaN } from './compared-nan.ts';
import { type Precondition, preconditions } from './preconditions.ts';

/** The expectations that can be measured on a dataset. */
export interface Checked {
  /** The questions to measure: those of the expectations, and those that show if an expectation can't be trusted. */
  readonly asked: readonly Pick<ExpectationNode, 'metric' | 'bound'>[];
  /** Returns why an expectation has no verdict, once all is measured; null if it has one. */
  refusalOf(one: TitledExpectation, timed: ReadonlyMap<string, Timed>): Precondition;
}

/** Checks everything that is known before any row is read. */
export async function checkExpectations(
  wanted: readonly TitledExpectation[],
  contract: Contract,
  session: Session,
): Promise<Checked> {
  const check = preconditions(contract, session);
  const refusals = new Map<TitledExpectation, Precondition>();
  for (const one of wanted) refusals.set(one, await check(one.node));
  const nodes = wanted.filter((one) => refusals.get(one) === null).map(({ node }) => node);
  const compared = await comparedNaN(nodes, session);
  return {
    asked: [...nodes, ...compared.questions],
    refusalOf: (one, timed) => refusals.get(one) ?? compared.problemOf(one.node, timed),
  };
}
