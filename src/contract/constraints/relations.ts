import { type Comparison, turned } from '../../metric/expression.ts';
import type { Contradiction } from './contradictions.ts';
import { type RuleReference, type Stated, together } from './rule-reference.ts';

/** A comparison of two columns that holds in each row where neither is NULL. */
export interface Relation {
  readonly left: string;
  readonly op: Comparison;
  readonly right: string;
}

interface SaidRelation extends Relation {
  readonly by: readonly RuleReference[];
}

/** The signs of left - right that a comparison lets pass. */
const signs: Readonly<Record<Comparison, readonly number[]>> = {
  '<': [-1],
  '<=': [-1, 0],
  '>': [1],
  '>=': [0, 1],
  '=': [0],
  '<>': [-1, 1],
};

/** Writes each relation once, with the column first that comes first in the alphabet. */
export function mergeRelations(said: readonly SaidRelation[]): readonly Stated<Relation>[] {
  const found = new Map<string, Stated<Relation>>();
  for (const { left, op, right, by } of said) {
    const value =
      left <= right ? { left, op, right } : { left: right, op: turned[op], right: left };
    const key = JSON.stringify(value);
    found.set(key, { value, by: together(found.get(key)?.by ?? [], by) });
  }
  return [...found.values()].sort((one, other) => first(one) - first(other));
}

const first = ({ by }: Stated<Relation>) => by[0]?.index ?? -1;

/** Finds pairs of columns of which no order is left. */
export function contradictoryRelations(
  relations: readonly Stated<Relation>[],
): readonly Contradiction[] {
  const pairs = Map.groupBy(relations, ({ value: { left, right } }) =>
    JSON.stringify([left, right]),
  );
  return [...pairs.values()].flatMap((pair) => {
    const [{ value } = { value: null }] = pair;
    const orders = value?.left === value?.right ? [0] : [-1, 0, 1];
    const left = orders.filter((sign) => pair.every((one) => signs[one.value.op].includes(sign)));
    if (value === null || left.length > 0) return [];
    const words = pair.map((one) => `${value.left} ${one.value.op} ${value.right}`).join(' and ');
    return [
      {
        kind: 'relation',
        columns: [...new Set([value.left, value.right])],
        rules: together(...pair.map(({ by }) => by)),
        onlyNull: true,
        sentence: `No row without a NULL in them keeps ${words}.`,
      } satisfies Contradiction,
    ];
  });
}
