import type { Column } from './columns.ts';
import { type ConditionCase, conditionNames, conditionOf } from './conditions.ts';
import { drawFor, pick } from './draw.ts';
import { operators } from './operators.ts';

interface Named {
  /** `dictionary int8_mixed between`: the same in each run. */
  readonly id: string;
  readonly column: Column;
  readonly operator: string;
}

/** A predicate of a user's, in SQL. */
export interface SqlCase extends Named {
  readonly kind: 'sql';
  readonly text: string;
}

/** One that a condition of the API becomes. */
export interface ApiCase extends Named, ConditionCase {
  readonly kind: 'api';
}

export type Case = SqlCase | ApiCase;

export const isSql = (one: Case): one is SqlCase => one.kind === 'sql';

export const names = [...Object.keys(operators), ...conditionNames];

/** One predicate for each operator over each column; the constants are other ones in each file. */
export function casesOf(file: string, columns: readonly Column[]): readonly Case[] {
  return columns.flatMap((column) =>
    names.flatMap((operator) => caseOf(file, column, operator, columns) ?? []),
  );
}

function caseOf(
  file: string,
  column: Column,
  operator: string,
  columns: readonly Column[],
): Case | null {
  const id = `${file} ${column.name} ${operator}`;
  const draw = drawFor(id);
  const write = operators[operator];
  if (!write) {
    const condition = conditionOf(operator, column, draw);
    return condition && { kind: 'api', id, column, operator, ...condition };
  }
  const siblings = columns.filter(({ typeName }) => typeName === column.typeName);
  const others = siblings.filter(({ name }) => name !== column.name);
  const text = write({ column, other: pick(siblings, draw), others, draw });
  return text === null ? null : { kind: 'sql', id, column, operator, text };
}

/**
 * A share of the cases, one of so many, that takes each operator, type, shape and file in turn: neighbours in the list
 * differ in the operator, and the next column or file starts elsewhere.
 */
export function selection(cases: readonly Case[], file: number, oneOf: number): readonly Case[] {
  return cases.filter((_, at) => (at + file) % oneOf === 0);
}
