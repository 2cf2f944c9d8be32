import { frozen } from '../../metric/metric.ts';
import type { Contract } from '../contract.ts';
import { rowColumns } from '../schema/row-kinds.ts';
import type { FieldsOf, RowSchema } from '../schema/row-schema.ts';
import type { Schema } from '../schema/zod-core.ts';
import { titledExpectations } from '../titled-expectations.ts';
import type { ColumnConstraint } from './column-constraint.ts';
import { ofColumn, type SaidByRule } from './column-rules.ts';
import type { ContractConstraints } from './contract-constraints.ts';
import { readRule, softIn } from './read-rule.ts';
import { contradictoryRelations, mergeRelations } from './relations.ts';
import { ruleReference, type Stated, together } from './rule-reference.ts';
import type { Statement } from './statement.ts';
import { unmerged } from './unmerged.ts';

/**
 * Merges the rules of a contract that every row must keep, those of its schema and its conditions: for each column its
 * types, NULL, limits, lengths, patterns, members, steps and uniqueness, and beside the columns their keys and relations.
 * Each part names the rules that say it. A measure counts where it says the same of each row, as
 * `column('x').nulls().equals(0)` does.
 *
 * Nothing is dropped: rules that can't be merged (SQL, refinements, transforms) are in `unmerged` with the reason, and
 * those that some rows may break in `soft` with their tolerance. Rules that exclude each other are in `contradictions`,
 * save patterns: in general nobody can decide if two of them do.
 *
 * @example
 * import { contract, z } from 'assay';
 * import { constraintsOf } from 'assay/constraints';
 *
 * const flights = contract('flights', {
 *   schema: z.object({ delay: z.int().min(-1440).nullable() }),
 * }, ({ column }) => [column('delay').atMost(2880), column('delay').nulls().atMost('2%')]);
 *
 * const { columns, contradictions } = constraintsOf(flights);
 * columns.delay.minimum; // { value: { value: -1440, exclusive: false }, by: [{ title: "column('delay') is at least -1440", ... }] }
 * columns.delay.maximum; // { value: { value: 2880, exclusive: false }, by: [{ title: "column('delay').atMost(2880)", ... }] }
 * contradictions; // []
 */
export function constraintsOf<Schema extends RowSchema>(
  contract: Contract<Schema>,
): ContractConstraints<keyof FieldsOf<Schema> & string> {
  const rules = titledExpectations(contract).map((titled, index) => ({
    rule: ruleReference(titled, index),
    node: titled.node,
  }));
  const read = rules.flatMap(readRule);
  const hard = read.filter(({ isHard }) => isHard);
  const shape = rowColumns(contract.terms.schema);
  const said: readonly SaidByRule[] = hard.flatMap(({ rule, says }) =>
    says.filter((one) => !isOfField(one, shape)).map((one) => ({ rule, says: one })),
  );
  const open = hard.flatMap(({ rule, node, says, requirement }) =>
    says.flatMap((one) =>
      one.kind === 'unread'
        ? [unmerged(rule, node, one.requirement, shape)]
        : isOfField(one, shape)
          ? [unmerged(rule, node, requirement, shape)]
          : [],
    ),
  );
  const ofEach = Map.groupBy(said, ({ says }) => ('column' in says ? says.column : null));
  const readers = Map.groupBy(
    rules.flatMap((one) => one.node.metric.needs.map(({ column }) => ({ column, one }))),
    ({ column }) => column,
  );
  const columns = Object.keys(shape).map((name) => {
    const reading = new Set(readers.get(name)?.map(({ one }) => one));
    return ofColumn(name, ofEach.get(name) ?? [], [...reading], open);
  });
  const relations = mergeRelations(said.flatMap(relationIn));
  const byColumn = Object.fromEntries(columns.map(({ merged }) => [merged.column, merged]));
  return frozen({
    contract: contract.name,
    // Object.keys gives the names of the shape, which the compiler does not know.
    columns: byColumn as Readonly<Record<keyof FieldsOf<Schema> & string, ColumnConstraint>>,
    keys: mergeLists(said, 'key'),
    relations,
    closed: mergeLists(said, 'closed')[0] ?? null,
    ordered: mergeLists(said, 'ordered')[0] ?? null,
    contradictions: [
      ...columns.flatMap(({ contradictions }) => contradictions),
      ...contradictoryRelations(relations),
    ],
    unmerged: open,
    soft: read.flatMap(softIn),
  });
}

/** True for what is said of a field within a column. */
function isOfField(says: Statement, shape: Readonly<Record<string, Schema>>): boolean {
  const isField = (name: string) => !Object.hasOwn(shape, name);
  if (says.kind === 'relation') return isField(says.left) || isField(says.right);
  return says.kind === 'column' && isField(says.column);
}

const relationIn = ({ rule, says }: SaidByRule) =>
  says.kind === 'relation' ? [{ left: says.left, op: says.op, right: says.right, by: [rule] }] : [];

/** Lists of columns that rules name, each once with all the rules that name it. */
function mergeLists(
  said: readonly SaidByRule[],
  kind: 'key' | 'closed' | 'ordered',
): readonly Stated<readonly string[]>[] {
  const found = new Map<string, Stated<readonly string[]>>();
  for (const { rule, says } of said) {
    if (says.kind !== kind) continue;
    const key = JSON.stringify(kind === 'key' ? says.columns.toSorted() : says.columns);
    const known = found.get(key);
    found.set(key, {
      value: known?.value ?? says.columns,
      by: together(known?.by ?? [], [rule]),
    });
  }
  return [...found.values()];
}
