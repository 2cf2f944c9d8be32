import type { Predicate } from '../../metric/expression.ts';
import type { Requirement } from '../../metric/requirement.ts';
import { columnsIn, nodesIn, sqlIn } from '../../metric/walk.ts';
import type { ExpectationNode } from '../expectation.ts';
import type { Schema } from '../schema/zod-core.ts';
import type { RuleReference } from './rule-reference.ts';
import { type ZodReason, zodReasons } from './zod-reasons.ts';

/** Why a rule, or a part of one, can't be merged with others. */
export type UnmergedReason =
  | ZodReason
  | 'sql'
  | 'row'
  | 'kind'
  | 'field'
  | 'jsonSchema'
  | 'ledger'
  | 'expression';

/** A rule that every row must keep and that is no part of what was merged: rows are still to be judged by it. */
export interface Unmerged {
  readonly rule: RuleReference;
  /** The columns that it reads; those within a user's own SQL are not known. */
  readonly columns: readonly string[];
  readonly reasons: readonly UnmergedReason[];
  /** The reasons in words. */
  readonly sentence: string;
  /** The requirement that is left to be judged. */
  readonly requirement: Requirement;
}

const words: Readonly<Record<UnmergedReason, string>> = {
  refinement: 'a refinement is code',
  transform: 'a transform changes the value before later rules see it',
  coercion: 'the value is coerced before it is judged',
  union: 'one of several schemas is enough',
  nested: 'the value has parts with rules of their own',
  values: 'the constants are of several types',
  format: 'the format is judged by code',
  sql: 'it is written in SQL',
  row: 'the row is judged as a whole',
  field: 'it is about a field within a column',
  kind: 'it is about one kind of rows',
  jsonSchema: 'a JSON Schema judges what the text holds',
  ledger: 'it is judged by a ledger that is read in each run',
  expression: 'it compares more than one value with a constant',
};

/** Lists what of a rule can't be merged. */
export function unmerged(
  rule: RuleReference,
  node: ExpectationNode,
  requirement: Requirement,
  shape: Readonly<Record<string, Schema>>,
): Unmerged {
  const columns = [...columnsIn(requirement)];
  const reasons = reasonsOf(node, requirement, shape);
  const sentence = reasons.map((reason) => words[reason]).join(', ');
  return { rule, columns, reasons, sentence, requirement };
}

function reasonsOf(
  { origin }: ExpectationNode,
  requirement: Requirement,
  shape: Readonly<Record<string, Schema>>,
): readonly UnmergedReason[] {
  if ([...columnsIn(requirement)].some((name) => !Object.hasOwn(shape, name))) return ['field'];
  if (requirement.kind !== 'each') return ['expression'];
  if (sqlIn(requirement).length > 0) return ['sql'];
  if (origin === 'schema' && isAmong(requirement.judged)) return ['kind'];
  const [judge] = nodesIn(requirement.holds).flatMap((node) =>
    node.kind === 'judged' ? [node.judge] : [],
  );
  if (!judge) return ['expression'];
  if (judge.by === 'ajv') return ['jsonSchema'];
  if (judge.isOfPersons) return ['ledger'];
  if (origin === 'declared') return ['format'];
  if (requirement.of.kind !== 'column') return ['row'];
  const schema = Object.hasOwn(shape, requirement.of.name) ? shape[requirement.of.name] : undefined;
  const reasons = schema ? zodReasons(schema) : [];
  return reasons.length > 0 ? reasons : ['refinement'];
}

/** True if only the rows of a kind are judged: those whose column has one of its constants. */
const isAmong = (judged: Predicate): boolean =>
  nodesIn(judged).some(({ kind }) => kind === 'oneOf');
