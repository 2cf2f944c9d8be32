import { isEqual, isNumber } from '../../contract/constraints/literals.ts';
import type { Literal } from '../../metric/expression.ts';
import { changesOf, constant } from './claims.ts';
import type { Fault, FaultColumn } from './fault.ts';

/** Values that are none of those that the contract lists. */
export const unknownCategories: Fault = {
  kind: 'fault',
  name: 'unknown categories',
  description: "values that are not in the column's list",
  changes: (column) => changesOf(column, strangers(column).map(constant)),
};

function strangers({ constraint }: FaultColumn): readonly Literal[] {
  const members = constraint.enum?.value ?? [];
  const candidates: readonly Literal[] = members.some((one) => typeof one === 'string')
    ? ['unknown', 'other', '?']
    : members.filter(isNumber).map(next);
  return candidates
    .filter((one) => !members.some((member) => isEqual(one, member)))
    .filter((one, at, all) => all.indexOf(one) === at)
    .slice(0, 2);
}

const next = (value: number | bigint) => (typeof value === 'bigint' ? value + 1n : value + 1);
