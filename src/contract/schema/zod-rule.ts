import type { Family, Predicate, Scalar } from '../../metric/expression.ts';
import { wholeSchema } from './zod-words.ts';

/** A test of a value that is not NULL, and what it is called. */
export interface Rule {
  /** The word of the API, `'atLeast'`. */
  readonly name: string;
  /** The words that follow the column in the test's name: `'is at least 1'`. */
  readonly phrase: string;
  /** The parameters that distinguish a rule from others of its name, such as the side of a length. */
  readonly parameters?: readonly unknown[];
  /** The column types that it can read; any where null. */
  readonly families: readonly Family[] | null;
  readonly holds: (of: Scalar) => Predicate;
  /** The format that it tests for, by zod's name, `'email'`. */
  readonly format?: string;
  /** The message that the user gave to zod, the same for all values. */
  readonly message?: string;
}

/** A check that only zod can make, with whether the checks after it see another value than the column's. */
export interface Residue {
  readonly phrase: string;
  readonly changes: boolean;
  /** The format that it tests for, by zod's name, `'ipv6'`. */
  readonly format?: string;
}

/** The kind of value that a check tests. */
export type Kind = 'text' | 'number' | 'bigint' | 'date' | 'other';

/** True for a rule, and false for a residue. */
export const isRule = (read: Rule | Residue): read is Rule => 'holds' in read;

/** Judged by zod; the value stays what it is. */
export const looksOnly: Residue = Object.freeze({ phrase: wholeSchema, changes: false });

/** Judged by zod, and so is all that follows. */
export const mayChange: Residue = Object.freeze({ phrase: wholeSchema, changes: true });
