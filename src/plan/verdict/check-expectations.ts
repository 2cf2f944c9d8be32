import type { Contract } from '../../contract/contract.ts';
import type { ExpectationNode } from '../../contract/expectation.ts';
import type { TitledExpectation } from '../../contract/titled-expectations.ts';
import type { Session } from '../../engine/engine.ts';
import { observablesOf } from '../../metric/metric.ts';
import type { Timed } from '../plan-passes.ts';
import type { References } from '../references.ts';
import { comparedNaN } from './compared-nan.ts';
import { derivedProblem } from './derived-problem.ts';
import { type Precondition, preconditions, sqlOf } from './preconditions.ts';

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
  references: References = new Map(),
): Promise<Checked> {
  const check = preconditions(contract, session);
  const refusals = new Map<TitledExpectation, Precondition>();
  const parts = new Map(wanted.map((one) => [one, partsOf(one.node)]));
  const texts = new Set([...parts.values()].flat().flatMap(sqlOf));
  if (texts.size > 1) await session.checkAhead?.([...texts]);
  for (const [one, nodes] of parts) {
    let refusal: Precondition = derivedProblem(one.node.metric, references, session.columns);
    for (const node of nodes) refusal ??= await check(node);
    refusals.set(one, refusal);
  }
  const askable = wanted.filter((one) => refusals.get(one) === null);
  const compared = await comparedNaN(
    askable.flatMap((one) => parts.get(one) ?? []),
    session,
  );
  return {
    asked: [...askable.map(({ node }) => node), ...compared.questions],
    refusalOf: (one, timed) =>
      refusals.get(one) ??
      (parts.get(one) ?? []).reduce<Precondition>(
        (found, node) => found ?? compared.problemOf(node, timed),
        null,
      ),
  };
}

/** Returns the expectation itself, or one for each metric that a derived one is made of: they share its problems. */
const partsOf = (node: ExpectationNode): readonly ExpectationNode[] =>
  observablesOf(node.metric).map((metric) => (metric === node.metric ? node : { ...node, metric }));
