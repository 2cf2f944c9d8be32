import type { Contract } from './contract.ts';
import type { ExpectationNode } from './expectation.ts';
import { identified } from './expectation-id.ts';
import { expectationTitle } from './expectation-title.ts';
import { listsIn, nestedRead } from './nested-read.ts';

/** An expectation of a contract, with the name of its test. */
export interface TitledExpectation {
  /** Unique in the contract, whatever the expectation's bound is. */
  readonly id: string;
  readonly title: string;
  readonly node: ExpectationNode;
}

/** The contract's expectations in order; equal titles are told apart by a number. */
export function titledExpectations(contract: Contract): readonly TitledExpectation[] {
  const known = found.get(contract) ?? titled(contract);
  if (Object.isFrozen(contract)) found.set(contract, known);
  return known;
}

/** A run asks for the titles of a contract half a dozen times, and a contract never changes. */
const found = new WeakMap<Contract, readonly TitledExpectation[]>();

function titled(contract: Contract): readonly TitledExpectation[] {
  const taken = new Set<string>();
  const fields = nestedRead(contract);
  return identified(contract.expectations).map(({ id, node }) => {
    const noun = listsIn(node.metric, fields).size > 0 ? 'element' : 'row';
    const title = untaken(expectationTitle(node, noun), taken);
    taken.add(title);
    return Object.freeze({ id, title, node });
  });
}

/** Avoids a title that the user has given to another, such as `x (2)`. */
function untaken(title: string, taken: ReadonlySet<string>): string {
  let candidate = title;
  for (let count = 2; taken.has(candidate); count += 1) candidate = `${title} (${count})`;
  return candidate;
}
