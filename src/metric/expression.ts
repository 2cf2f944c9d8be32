/**
 * The closed set of what can be computed. Every dialect compiles all of it or declines a case by name, and the
 * compiler refuses a dialect that forgets one. Keep it small: a metric is a combination of these, never a new one
 * if two old ones will do.
 */

/** A constant. A date is an instant in UTC. */
export type Literal = string | number | bigint | boolean | Date;

/** A value computed from one row. */
export type Scalar =
  | { readonly kind: 'column'; readonly name: string }
  | { readonly kind: 'literal'; readonly value: Literal }
  /** The run's clock, an input of the run. */
  | { readonly kind: 'now' }
  /** Length of text in code points, as zod counts since 4.6: an emoji is one, where JavaScript's `.length` says two. */
  | { readonly kind: 'length'; readonly of: Scalar }
  /** Milliseconds from an instant to the run's clock; negative for the future. */
  | { readonly kind: 'elapsed'; readonly of: Scalar }
  /** Sum of several; NULL when any is NULL. */
  | { readonly kind: 'add'; readonly terms: readonly Scalar[] }
  /** A user's SQL expression. */
  | { readonly kind: 'sql'; readonly text: string };

export type Comparison = '<' | '<=' | '>' | '>=' | '=' | '<>';

/** A test of one row. A test of NULL is unknown, and unknown counts as false; say `isNull` to ask for NULL. */
export type Predicate =
  | { readonly kind: 'always' }
  | { readonly kind: 'and'; readonly terms: readonly Predicate[] }
  | { readonly kind: 'or'; readonly terms: readonly Predicate[] }
  /** True where the term is false or unknown. */
  | { readonly kind: 'not'; readonly term: Predicate }
  | { readonly kind: 'isNull'; readonly of: Scalar }
  /** False for a type that has no NaN, no infinity. */
  | { readonly kind: 'isNaN'; readonly of: Scalar }
  | { readonly kind: 'isInfinite'; readonly of: Scalar }
  /** IEEE order: a comparison with NaN is false, except `<>`. Text is ordered and compared by code point. */
  | {
      readonly kind: 'compare';
      readonly op: Comparison;
      readonly left: Scalar;
      readonly right: Scalar;
    }
  | { readonly kind: 'oneOf'; readonly of: Scalar; readonly values: readonly Literal[] }
  /** As `RegExp.prototype.test`; false for what is not text. */
  | {
      readonly kind: 'matches';
      readonly of: Scalar;
      readonly source: string;
      readonly flags: string;
    }
  /** A whole multiple of `step`, as zod's multipleOf decides; step 1 means an integer. */
  | { readonly kind: 'multipleOf'; readonly of: Scalar; readonly step: number | bigint }
  | { readonly kind: 'sql'; readonly text: string }
  /** A test that only JavaScript can do: `judge` sees the named columns of a row. */
  | { readonly kind: 'judged'; readonly columns: readonly string[]; readonly judge: Judge };

/** A test written in JavaScript, with what makes two of them the same. */
export interface Judge {
  /** Who judges, for the outcome: `'zod'`, `'ajv'`. */
  readonly by: string;
  /** Identity: two judges of one key decide alike. */
  readonly key: string;
  /**
   * A test of a row's columns as the engine hands them over; `families` tells JSON, which is text to parse, from text.
   * The test throws `Pending` where it must wait: judge rows through `verdicts` (judge.ts).
   */
  readonly prepare: (
    families?: ReadonlyMap<string, Family>,
  ) => Promise<(row: Readonly<Record<string, unknown>>) => boolean>;
}

/**
 * An aggregate whose values over parts of the rows make its value over all of them: counts and sums add up, and of extremes
 * one is kept. NULL is skipped; one NaN makes the result NaN. Of no rows, counts are 0 and the others have no value.
 */
export type Summand =
  | { readonly kind: 'count' }
  | { readonly kind: 'countIf'; readonly predicate: Predicate }
  | { readonly kind: 'min'; readonly of: Scalar }
  | { readonly kind: 'max'; readonly of: Scalar }
  | { readonly kind: 'sum'; readonly of: Scalar }
  /** The greatest size of a finite value. */
  | { readonly kind: 'size'; readonly of: Scalar }
  /** Sum of the squares or the cubes of small integers. */
  | { readonly kind: 'powers'; readonly of: Scalar; readonly exponent: 2 | 3 }
  /** What integers of a fixed unit make of numbers that are smaller in size than 2^top, added up without rounding. */
  | {
      readonly kind: 'fixed';
      readonly of: Scalar;
      readonly part: FixedPart;
      readonly top: number;
    };

/**
 * `high`: the value in units of 2^(top - 62), and `low` what that leaves, in units of 2^(top - 124). The squares and cubes
 * are made of products of the two halves of `high`, 31 bits each: `upperUpper` is the square of the upper one. `held`: how many are numbers smaller than 2^top.
 * `special`: NaN or the infinity that is among them, else any number.
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
  | 'size'
  | 'held'
  | 'special';

/** Kinds of column type, whatever an engine calls them. */
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

export type ScalarKind = Scalar['kind'];
export type PredicateKind = Predicate['kind'];

/** Constructors, so that metrics read as formulas. */
export const column = (name: string): Scalar => ({ kind: 'column', name });
export const literal = (value: Literal): Scalar => ({ kind: 'literal', value });
export const sql = (text: string): Extract<Scalar, { kind: 'sql' }> => ({ kind: 'sql', text });
export const isNull = (of: Scalar): Predicate => ({ kind: 'isNull', of });
export const not = (term: Predicate): Predicate => ({ kind: 'not', term });
export const and = (...terms: readonly Predicate[]): Predicate => joined('and', terms);
export const or = (...terms: readonly Predicate[]): Predicate => joined('or', terms);
export const notNull = (of: Scalar): Predicate => not(isNull(of));
export const compare = (left: Scalar, op: Comparison, right: Scalar): Predicate => ({
  kind: 'compare',
  op,
  left,
  right,
});
/** The flags `g` and `d` say how to go on after a match, and nothing about whether there is one. */
export const matches = (of: Scalar, { source, flags }: RegExp): Predicate => ({
  kind: 'matches',
  of,
  source,
  flags: flags.replace(/[gd]/g, ''),
});
export const countIf = (predicate: Predicate): Extract<Summand, { kind: 'countIf' }> => ({
  kind: 'countIf',
  predicate,
});

/** One term alone is itself, so that what is the same is written the same. */
function joined(kind: 'and' | 'or', terms: readonly Predicate[]): Predicate {
  const [only] = terms;
  return only && terms.length === 1 ? only : { kind, terms };
}
