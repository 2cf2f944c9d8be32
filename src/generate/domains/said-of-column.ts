import type { ColumnConstraint } from '../../contract/constraints/column-constraint.ts';
import type { ConstraintKind, ConstraintValues } from '../../contract/constraints/constraint.ts';
import type { Said } from '../../contract/constraints/merge.ts';
import type { Stated } from '../../contract/constraints/rule-reference.ts';

/** Returns the merged parts of a column as what was said; what is no test of a single value is left out. */
export const saidOfColumn = (column: ColumnConstraint): readonly Said[] => [
  ...all('type', column.type),
  ...all('minimum', column.minimum),
  ...all('maximum', column.maximum),
  ...all('minLength', column.minLength),
  ...all('maxLength', column.maxLength),
  ...all('pattern', column.pattern),
  ...all('notPattern', column.notPattern),
  ...all('format', column.format),
  ...all('enum', column.enum),
  ...all('notEnum', column.notEnum),
  ...all('integer', column.integer),
  ...all('multipleOf', column.multipleOf),
  ...all('notNaN', column.notNaN),
  ...all('notInfinite', column.notInfinite),
  ...all('onlyNaN', column.onlyNaN),
];

type Part<K extends ConstraintKind> =
  | Stated<ConstraintValues[K]>
  | readonly Stated<ConstraintValues[K]>[]
  | null;

function all<K extends ConstraintKind>(kind: K, part: Part<K>) {
  const stated: readonly Stated<ConstraintValues[K]>[] =
    part === null ? [] : 'by' in part ? [part] : part;
  return stated.map(({ value, by }) => ({ kind, value, by }) as Said<K>);
}
