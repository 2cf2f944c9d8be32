import { innermostFrame } from '../call-stack.ts';
import type { TitledExpectation } from '../titled-expectations.ts';

/** The rule of a contract that says something. */
export interface RuleReference {
  readonly id: string;
  readonly title: string;
  readonly origin: 'declared' | 'schema';
  /** Its position among the contract's expectations. */
  readonly index: number;
  /** The line where it is declared; a rule of the schema has the contract's. Null where the stack names none. */
  readonly place: {
    readonly file: string;
    readonly line: number;
    readonly column: number;
  } | null;
}

/** A part of what is said, and the rules that say it. */
export interface Stated<Value> {
  readonly value: Value;
  /** In the contract's order. */
  readonly by: readonly RuleReference[];
}

/** Refers to an expectation of a contract, with the user's line where it is declared. */
export function ruleReference(
  { id, title, node }: TitledExpectation,
  index: number,
): RuleReference {
  const frame = innermostFrame(node.stack);
  const place = frame ? { file: frame.file, line: frame.line, column: frame.column } : null;
  return { id, title, origin: node.origin, index, place };
}

/** Both lists as one, each rule once, in the contract's order. */
export const together = (
  ...lists: readonly (readonly RuleReference[])[]
): readonly RuleReference[] =>
  [...new Map(lists.flat().map((rule) => [rule.index, rule])).values()].sort(
    (one, other) => one.index - other.index,
  );
