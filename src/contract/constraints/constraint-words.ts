import { printArgument } from '../../metric/subject.ts';
import { familiesInWords } from '../schema/zod-words.ts';
import type { ConstraintKind, ConstraintValues } from './constraint.ts';

const words: { readonly [K in ConstraintKind]: (of: ConstraintValues[K]) => string } = {
  type: (families) => familiesInWords(families),
  required: () => 'not NULL',
  minimum: ({ value, exclusive }) => `${exclusive ? 'above' : 'at least'} ${printArgument(value)}`,
  maximum: ({ value, exclusive }) => `${exclusive ? 'below' : 'at most'} ${printArgument(value)}`,
  minLength: (length) => `text of at least ${length} code points`,
  maxLength: (length) => `text of at most ${length} code points`,
  pattern: ({ source, flags }) => `a match of /${source}/${flags}`,
  notPattern: ({ source, flags }) => `no match of /${source}/${flags}`,
  format: (name) => `of the format '${name}'`,
  enum: (members) => (members.length === 0 ? 'one of none' : `one of ${printArgument(members)}`),
  notEnum: (members) => `none of ${printArgument(members)}`,
  integer: () => 'a whole number',
  multipleOf: (step) => `a multiple of ${printArgument(step)}`,
  notNaN: () => 'not NaN',
  notInfinite: () => 'not infinite',
  onlyNaN: () => 'NaN',
  never: () => 'NULL',
  unique: () => 'unique',
  increasing: () => 'above the value before it',
};

/** A constraint in words that follow "a value is". */
export const constraintInWords = <K extends ConstraintKind>(
  kind: K,
  of: ConstraintValues[K],
): string => words[kind](of);
