import { printBound } from './bound.ts';
import type { Contract } from './contract.ts';
import type { ExpectationNode } from './expectation.ts';
import { printQuantity } from './quantity.ts';

/** An expectation of a contract, with the name of its test and an id that is stable within the contract. */
export interface TitledExpectation {
  readonly id: string;
  readonly title: string;
  readonly node: ExpectationNode;
}

/** What is expected, as one line: the user's own name for it, or the metric as written with its bound. */
function expectationTitle({ name, metric, bound }: ExpectationNode): string {
  if (name !== null) return name;
  if (!metric.condition) return `${metric.label} is ${printBound(bound)}`;
  const [limit] = bound.limits;
  const loosened = limit !== undefined && !(limit.kind === 'number' && limit.value === 0);
  return loosened
    ? `${metric.label} in all but ${printQuantity(limit)}${limit.kind === 'share' ? ' of rows' : ' rows'}`
    : metric.label;
}

/** The contract's expectations in order; equal titles are told apart by a number. */
export function titledExpectations(contract: Contract): readonly TitledExpectation[] {
  const taken = new Set<string>();
  return contract.expectations.map((node) => {
    const title = untaken(expectationTitle(node), taken);
    taken.add(title);
    return Object.freeze({ id: title, title, node });
  });
}

/** The user may have named one `x (2)` already. */
function untaken(title: string, taken: ReadonlySet<string>): string {
  let candidate = title;
  for (let count = 2; taken.has(candidate); count += 1) candidate = `${title} (${count})`;
  return candidate;
}
