import { printBound } from './bound.ts';
import type { Contract } from './contract.ts';
import type { ExpectationNode } from './expectation.ts';

/** An expectation of a contract, with the name of its test and an id that is stable within the contract. */
export interface TitledExpectation {
  readonly id: string;
  readonly title: string;
  readonly node: ExpectationNode;
}

/** What is expected, as one line: the user's own name for it, or the metric as written with its bound. */
export function expectationTitle({ name, metric, bound }: ExpectationNode): string {
  if (name !== null) return name;
  if (!metric.condition) return `${metric.label} is ${printBound(bound)}`;
  const [limit] = bound.limits;
  const loosened = limit !== undefined && !(limit.kind === 'number' && limit.value === 0);
  return loosened ? `${metric.label}, except ${printBound(bound)}` : metric.label;
}

/** The contract's expectations in order; equal titles are told apart by a number. */
export function titledExpectations(contract: Contract): readonly TitledExpectation[] {
  const seen = new Map<string, number>();
  return contract.expectations.map((node) => {
    const title = expectationTitle(node);
    const count = (seen.get(title) ?? 0) + 1;
    seen.set(title, count);
    const unique = count === 1 ? title : `${title} (${count})`;
    return Object.freeze({ id: unique, title: unique, node });
  });
}
