import type { TextPattern } from '../contract/constraints/constraint.ts';

/**
 * The values that may stand in a place: a column, or a part of a nested value. They are values as a zod schema takes them,
 * NULL aside. Ends are included; an excluded end of the contract is the next value inside of it.
 */
export type Domain = Shape & {
  /** The tests that could not be merged into the shape; values that they refuse are drawn again. */
  readonly filters: readonly Filter[];
  /** The faker function that makes realistic values, `'internet.email'`; null unless a format or `.meta()` names one. */
  readonly faker: string | null;
};

/** A test that only running it can answer, and the rule that it belongs to. */
export interface Filter {
  readonly accepts: (value: unknown) => boolean;
  /** The title of the rule, as a test of the contract is named. */
  readonly rule: string;
}

/** The kinds of values, each with what bounds them. */
export type Shape =
  /** One of some constants, of which there is at least one. */
  | { readonly kind: 'constants'; readonly values: readonly unknown[] }
  | NumberShape
  | {
      readonly kind: 'bigint';
      readonly minimum: bigint;
      readonly maximum: bigint;
      readonly step: bigint;
    }
  /** A `Date`; its ends are in milliseconds from 1970. */
  | { readonly kind: 'instant'; readonly minimum: number; readonly maximum: number }
  | TextShape
  | {
      readonly kind: 'list';
      readonly of: Place;
      readonly minLength: number;
      readonly maxLength: number;
    }
  /** A `Set`. */
  | {
      readonly kind: 'set';
      readonly of: Place;
      readonly minLength: number;
      readonly maxLength: number;
    }
  | { readonly kind: 'tuple'; readonly items: readonly Place[]; readonly rest: Place | null }
  | { readonly kind: 'object'; readonly fields: Readonly<Record<string, Place>> }
  /** A plain object (`record`) or a `Map` whose keys are values too. */
  | {
      readonly kind: 'entries';
      readonly as: 'record' | 'map';
      readonly keys: Domain;
      readonly values: Place;
      readonly minLength: number;
      readonly maxLength: number;
    }
  /** A value of one of several domains. */
  | { readonly kind: 'choice'; readonly options: readonly Domain[] };

/** Numbers, those of `z.int()` included. */
export interface NumberShape {
  readonly kind: 'number';
  readonly minimum: number;
  readonly maximum: number;
  /** True for whole numbers alone. */
  readonly whole: boolean;
  /** The numbers are multiples of each of these. */
  readonly steps: readonly number[];
  /** True where NaN, and where an infinity, may be among them. */
  readonly nan: boolean;
  readonly infinite: boolean;
}

/** Texts. Lengths are in code points; `maxLength` is null where none is set. */
export interface TextShape {
  readonly kind: 'text';
  readonly minLength: number;
  readonly maxLength: number | null;
  /** Patterns that are found in each text, and those that are found in none. */
  readonly patterns: readonly TextPattern[];
  readonly notPatterns: readonly TextPattern[];
  /** The named format, `'email'`; null if there is none. */
  readonly format: string | null;
}

/** A place for a value, and what stands there where there is none. */
export interface Place {
  /** Null where no value but the nil can stand there. */
  readonly domain: Domain | null;
  /** The stand-in for NULL: `null`, `undefined` or, in an object, no key at all; `'never'` where a value is required. */
  readonly nil: 'null' | 'undefined' | 'absent' | 'never';
}
