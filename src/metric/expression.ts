import type { JudgeListener, ValidCells } from './row-judge.ts';

/**
 * The closed set of expressions. Every dialect compiles all of it or declines a case by name, and the compiler refuses
 * a dialect that forgets one. Keep it small: a metric is a combination of these, never a new one if two old ones will
 * do.
 */

/** A constant. A date is an instant in UTC. */
export type Literal = string | number | bigint | boolean | Date;

/** A value computed from one row. */
export type Scalar =
  | { readonly kind: 'column'; readonly name: string }
  | { readonly kind: 'literal'; readonly value: Literal }
  /** The run's clock, which is an input of the run. */
  | { readonly kind: 'now' }
  /**
   * The length of a text in code points, as zod has counted since 4.6: an emoji is one, where JavaScript's `.length`
   * says two.
   */
  | { readonly kind: 'length'; readonly of: Scalar }
  /** Milliseconds from an instant to the run's clock; negative for the future. */
  | { readonly kind: 'elapsed'; readonly of: Scalar }
  /** The sum of several values; NULL if one is NULL. */
  | { readonly kind: 'add'; readonly terms: readonly Scalar[] }
  /** A user's SQL expression. */
  | { readonly kind: 'sql'; readonly text: string };

/** The signs of a comparison, as in SQL. */
export type Comparison = '<' | '<=' | '>' | '>=' | '=' | '<>';

/** Each comparison with its sides changed. */
export const turned: Readonly<Record<Comparison, Comparison>> = {
  '<': '>',
  '<=': '>=',
  '>': '<',
  '>=': '<=',
  '=': '=',
  '<>': '<>',
};

/** Each comparison as a test of the sign of left - right. */
export const keepsOrder: Readonly<Record<Comparison, (sign: number) => boolean>> = {
  '<': (sign) => sign < 0,
  '<=': (sign) => sign <= 0,
  '>': (sign) => sign > 0,
  '>=': (sign) => sign >= 0,
  '=': (sign) => sign === 0,
  '<>': (sign) => sign !== 0,
};

/** A test of one row. A test of NULL is unknown, which counts as false; use `isNull` to test for NULL. */
export type Predicate =
  | { readonly kind: 'always' }
  | { readonly kind: 'and'; readonly terms: readonly Predicate[] }
  | { readonly kind: 'or'; readonly terms: readonly Predicate[] }
  /** True where the term is false or unknown. */
  | { readonly kind: 'not'; readonly term: Predicate }
  | { readonly kind: 'isNull'; readonly of: Scalar }
  /** True for NaN. False for a type that has neither NaN nor infinity. */
  | { readonly kind: 'isNaN'; readonly of: Scalar }
  | { readonly kind: 'isInfinite'; readonly of: Scalar }
  /** A comparison in IEEE order: one with NaN is false, except `<>`. Text is compared by code point. */
  | {
      readonly kind: 'compare';
      readonly op: Comparison;
      readonly left: Scalar;
      readonly right: Scalar;
    }
  | { readonly kind: 'oneOf'; readonly of: Scalar; readonly values: readonly Literal[] }
  /** A test like `RegExp.prototype.test`; false for a value that is not text. */
  | {
      readonly kind: 'matches';
      readonly of: Scalar;
      readonly source: string;
      readonly flags: string;
    }
  /** True for a whole multiple of `step`, as zod's multipleOf decides. A step of 1 tests for an integer. */
  | { readonly kind: 'multipleOf'; readonly of: Scalar; readonly step: number | bigint }
  | { readonly kind: 'sql'; readonly text: string }
  /** A test that only JavaScript can run: `judge` gets the named columns of a row. */
  | { readonly kind: 'judged'; readonly columns: readonly string[]; readonly judge: Judge };

/** A test written in JavaScript, with the key that identifies it. */
export interface Judge {
  /** The name of the library that judges, for the outcome: `'zod'`, `'ajv'`. */
  readonly by: string;
  /** The identity: two judges with the same key decide alike. */
  readonly key: string;
  /** Returns a key that is the same in every process, for a judge whose key is not. */
  readonly lastingKey?: () => string;
  /** True if it looks for persons: it then judges all rows, also where a contract samples, and no row is shown. */
  readonly isOfPersons?: boolean;
  /**
   * Returns for columns a predicate of the rows whose cell is valid by itself. Where an engine answers it, `prepare` may be given
   * the answers, and the judge reads of such rows only the cells that it needs.
   */
  readonly validCells?: (families: ReadonlyMap<string, Family>) => ReadonlyMap<string, Predicate>;
  /**
   * Tests the columns of a row, as the engine returns them. `families` distinguishes JSON, which is text to parse, from
   * text. It throws `Pending` if it must wait: call it through `verdicts` (row-judge.ts). Without a listener, a row that
   * can't be judged is refused.
   */
  readonly prepare: (
    families?: ReadonlyMap<string, Family>,
    listener?: JudgeListener,
    valid?: ValidCells,
  ) => Promise<(row: Readonly<Record<string, unknown>>) => boolean>;
}

/**
 * An aggregate whose value over all rows can be computed from its values over parts of them: counts and sums are added
 * up, and of extremes one is kept. NULL is skipped; one NaN makes the result NaN. Without rows, counts are 0 and the
 * others have no value.
 */
export type Summand =
  | { readonly kind: 'count' }
  | { readonly kind: 'countIf'; readonly predicate: Predicate }
  | { readonly kind: 'min'; readonly of: Scalar }
  | { readonly kind: 'max'; readonly of: Scalar }
  | { readonly kind: 'sum'; readonly of: Scalar }
  /** The greatest size of a finite value. */
  | { readonly kind: 'size'; readonly of: Scalar }
  /** The sum of the squares, the cubes or the fourth powers of small integers. */
  | { readonly kind: 'powers'; readonly of: Scalar; readonly exponent: 2 | 3 | 4 }
  /**
   * A part of the values in fixed point, added up without rounding. It takes values that are smaller in size than
   * 2^top.
   */
  | {
      readonly kind: 'fixed';
      readonly of: Scalar;
      readonly part: FixedPart;
      readonly top: number;
    };

/**
 * The part of a value in fixed point. `high` is the value in units of 2^(top - 62), and `low` is the rest, in units of
 * 2^(top - 124). The squares and cubes are products of the two halves of `high`, 31 bits each: `upperUpper` is the
 * square of the upper one. The fourth powers are products of the square of `high`, cut into three limbs of 42 bits:
 * `fourth0` is the square of the lowest limb, and `fourth1` to `fourth4` weigh 2^42, 2^84, 2^126 and 2^168. `held` counts the numbers smaller than 2^top. `special` is a NaN or an infinity among the
 * values, if there is one, else any number.
 */
export type FixedPart =
  | 'high'
  | 'low'
  | 'upperUpper'
  | 'upperLower'
  | 'lowerLower'
  | 'upperUpperUpper'
  | 'upperUpperLower'
  | 'upperLowerLower'
  | 'lowerLowerLower'
  | 'fourth0'
  | 'fourth1'
  | 'fourth2'
  | 'fourth3'
  | 'fourth4'
  | 'size'
  | 'held'
  | 'special';

/** The kinds of column type, independent of the engine's names. */
export type Family =
  | 'boolean'
  | 'integer'
  | 'float'
  | 'decimal'
  | 'text'
  | 'json'
  | 'date'
  | 'timestamp'
  | 'binary'
  | 'struct'
  | 'list'
  | 'map'
  | 'other';

/** A check of the columns themselves: a column's type, no other columns, or their order. */
export type StructureCheck =
  | {
      readonly kind: 'type';
      readonly column: string;
      readonly accepts: readonly Family[];
      readonly expected: string;
      readonly optional: boolean;
    }
  | { readonly kind: 'noExtra'; readonly columns: readonly string[] }
  | { readonly kind: 'order'; readonly columns: readonly string[] };

/** The kinds of scalar. */
export type ScalarKind = Scalar['kind'];
/** The kinds of predicate. */
export type PredicateKind = Predicate['kind'];

// With constructors, metrics read as formulas.
/** Reads a column of the row. */
export const column = (name: string): Scalar => ({ kind: 'column', name });
/** Makes a constant. */
export const literal = (value: Literal): Scalar => ({ kind: 'literal', value });
/** Makes an expression of a user's SQL. */
export const sql = (text: string): Extract<Scalar, { kind: 'sql' }> => ({ kind: 'sql', text });
/** Tests for NULL. */
export const isNull = (of: Scalar): Predicate => ({ kind: 'isNull', of });
/** Negates a predicate; true also if it is unknown. */
export const not = (term: Predicate): Predicate => ({ kind: 'not', term });
/** Requires all of the terms. */
export const and = (...terms: readonly Predicate[]): Predicate => joined('and', terms);
/** Requires one of the terms. */
export const or = (...terms: readonly Predicate[]): Predicate => joined('or', terms);
/** Tests for a value that is not NULL. */
export const notNull = (of: Scalar): Predicate => not(isNull(of));

/** True for a number that is NaN or infinite. */
export const isNotFinite = (of: Scalar): Predicate =>
  or({ kind: 'isNaN', of }, { kind: 'isInfinite', of });
/** Compares two scalars. */
export const compare = (left: Scalar, op: Comparison, right: Scalar): Predicate => ({
  kind: 'compare',
  op,
  left,
  right,
});
/** Tests a text for a pattern. The flags `g` and `d` are dropped: they only matter after a match. */
export const matches = (of: Scalar, { source, flags }: RegExp): Predicate => ({
  kind: 'matches',
  of,
  source,
  flags: flags.replace(/[gd]/g, ''),
});
/** Counts the rows for which a predicate is true. */
export const countIf = (predicate: Predicate): Extract<Summand, { kind: 'countIf' }> => ({
  kind: 'countIf',
  predicate,
});

/** Joins terms; a single term stays itself, so that equal predicates are written alike. */
function joined(kind: 'and' | 'or', terms: readonly Predicate[]): Predicate {
  const [only] = terms;
  return only && terms.length === 1 ? only : { kind, terms };
}
