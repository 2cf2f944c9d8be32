import type { ConstraintKind, ConstraintValues } from './constraint.ts';
import { kindOf, kindsOfFamily, type ValueKind } from './literals.ts';

/** The kinds of value that each kind of constraint takes; null where it takes them all. */
export const kindsOf: {
  readonly [K in ConstraintKind]: (of: ConstraintValues[K]) => readonly ValueKind[] | null;
} = {
  type: (families) => families.flatMap((one) => kindsOfFamily[one]),
  minimum: ({ value }) => [kindOf(value)],
  maximum: ({ value }) => [kindOf(value)],
  minLength: () => ['text'],
  maxLength: () => ['text'],
  pattern: () => ['text'],
  enum: (members) => members.map(kindOf),
  integer: () => ['number'],
  multipleOf: () => ['number'],
  onlyNaN: () => ['number'],
  required: () => null,
  notPattern: () => null,
  format: () => null,
  notEnum: () => null,
  notNaN: () => null,
  notInfinite: () => null,
  never: () => null,
  unique: () => null,
  increasing: () => null,
};
