import { requiredBy } from '../../contract/constraints/required-by.ts';
import { type RuleReference, ruleReference } from '../../contract/constraints/rule-reference.ts';
import type { Contract } from '../../contract/contract.ts';
import type { ExpectationNode } from '../../contract/expectation.ts';
import { listsIn, nestedRead } from '../../contract/nested-read.ts';
import { titledExpectations } from '../../contract/titled-expectations.ts';
import type { Requirement } from '../../metric/requirement.ts';
import { printQuantity } from '../../value/quantity.ts';

/** An expectation that holds of any rows, however few. */
export interface JudgedRule {
  readonly rule: RuleReference;
  readonly node: ExpectationNode;
  /** The requirement on single rows, of those in the expectation's scope. */
  readonly requirement: Requirement;
  /** The list whose elements it is about, `'items[]'`; null for the rows themselves. */
  readonly elementsOf: string | null;
}

/** An expectation that says nothing of a few rows, and why. */
export interface LeftOutRule {
  readonly rule: RuleReference;
  /** The reason, as a clause that follows the expectation's title. */
  readonly reason: string;
}

/** The expectations of a contract, by what generated rows can say about them. */
export interface RulesByUse {
  readonly rules: readonly JudgedRule[];
  readonly leftOut: readonly LeftOutRule[];
}

/**
 * Divides the expectations of a contract, in its order. Those that each row, or each pair of rows, must satisfy are
 * judged, also within a scope and within segments. Measures of all rows together, conditions that some rows may violate,
 * and warnings are left out.
 */
export function rulesByUse(contract: Contract): RulesByUse {
  const rules: JudgedRule[] = [];
  const leftOut: LeftOutRule[] = [];
  const nested = nestedRead(contract);
  for (const [index, titled] of titledExpectations(contract).entries()) {
    const rule = ruleReference(titled, index);
    const [elementsOf = null, ...others] = listsIn(titled.node.metric, nested);
    const read = others.length > 0 ? 'it names elements of several lists' : readUse(titled.node);
    if (typeof read === 'string') leftOut.push({ rule, reason: read });
    else rules.push({ rule, node: titled.node, requirement: read, elementsOf });
  }
  return { rules, leftOut };
}

/** Returns the requirement of an expectation on a few rows, or the reason why it has none. */
function readUse(node: ExpectationNode): Requirement | string {
  if (node.mode === 'skip') return 'its contract skips it';
  const required = requiredBy(node);
  if (required === null) return reasonOf(node);
  if (node.severity === 'warn') return 'it only warns';
  const { tolerance, requirement } = required;
  return tolerance === null
    ? requirement
    : `${printQuantity(tolerance)} of the rows may violate it`;
}

function reasonOf({ metric }: ExpectationNode): string {
  if (metric.condition !== null) return 'some rows may violate it';
  if (metric.derived !== undefined) return 'it compares the data with other data or other runs';
  if (metric.unit === 'duration') return 'it is about how fresh the data is';
  if (metric.value.kind === 'count') return 'it is about the number of rows';
  return 'it measures all rows together';
}
