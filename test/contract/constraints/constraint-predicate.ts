import type {
  ColumnConstraint,
  Parts,
} from '../../../src/contract/constraints/column-constraint.ts';
import type {
  ConstraintKind,
  ConstraintValues,
} from '../../../src/contract/constraints/constraint.ts';
import type { Said } from '../../../src/contract/constraints/merge.ts';
import {
  and,
  column,
  compare,
  literal,
  matches,
  not,
  type Predicate,
} from '../../../src/metric/expression.ts';

const of = column('x');
const length = { kind: 'length', of } as const;
const always: Predicate = { kind: 'always' };

/** Each kind of constraint as a predicate of a value that is not NULL; what is no test of one value takes each. */
const predicates: { readonly [K in ConstraintKind]: (value: ConstraintValues[K]) => Predicate } = {
  type: () => always,
  required: () => always,
  minimum: ({ value, exclusive }) => compare(of, exclusive ? '>' : '>=', literal(value)),
  maximum: ({ value, exclusive }) => compare(of, exclusive ? '<' : '<=', literal(value)),
  minLength: (least) => compare(length, '>=', literal(least)),
  maxLength: (most) => compare(length, '<=', literal(most)),
  pattern: ({ source, flags }) => matches(of, new RegExp(source, flags)),
  notPattern: ({ source, flags }) => not(matches(of, new RegExp(source, flags))),
  format: () => always,
  enum: (values) => ({ kind: 'oneOf', of, values }),
  notEnum: (values) => not({ kind: 'oneOf', of, values }),
  integer: () => ({ kind: 'multipleOf', of, step: 1 }),
  multipleOf: (step) => ({ kind: 'multipleOf', of, step: step === 1 ? -1 : step }),
  notNaN: () => not({ kind: 'isNaN', of }),
  notInfinite: () => not({ kind: 'isInfinite', of }),
  onlyNaN: () => ({ kind: 'isNaN', of }),
  never: () => not(always),
  unique: () => always,
  increasing: () => always,
};

const predicateOf = <K extends ConstraintKind>({ kind, value }: Said<K>): Predicate =>
  predicates[kind](value);

/** All that is said as one predicate of the column `x`. */
export const allOf = (said: readonly Said[]): Predicate =>
  and(...said.map((one) => predicateOf(one)));

/** Merged parts as what was said. */
export const saidIn = (parts: Parts): readonly Said[] => [
  ...all('type', parts),
  ...all('required', parts),
  ...all('minimum', parts),
  ...all('maximum', parts),
  ...all('minLength', parts),
  ...all('maxLength', parts),
  ...all('pattern', parts),
  ...all('notPattern', parts),
  ...all('format', parts),
  ...all('enum', parts),
  ...all('notEnum', parts),
  ...all('integer', parts),
  ...all('multipleOf', parts),
  ...all('notNaN', parts),
  ...all('notInfinite', parts),
  ...all('onlyNaN', parts),
  ...all('never', parts),
  ...all('unique', parts),
  ...all('increasing', parts),
];

const all = <K extends ConstraintKind>(kind: K, parts: Parts) => {
  const stated: Parts[K] = parts[kind];
  return stated.map((one) => ({ kind, value: one.value, by: one.by }));
};

/** The parts of a column, by kind, of which some are alone. */
export const partsOf = ({ column, optional, complete, ...parts }: ColumnConstraint): Parts =>
  Object.fromEntries(
    Object.entries(parts).map(([kind, part]) => [kind, part === null ? [] : [part].flat()]),
  ) as unknown as Parts;
