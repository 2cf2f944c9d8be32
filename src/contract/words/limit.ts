import type { TypeProblem } from '../../value/contract-error.ts';
import type { Duration, Instant, Ratio, Share } from '../../value/quantity.ts';

/**
 * The unit of a measure, for the compiler. `rows` accepts no share, since a share of all rows is always 100%. A `step`
 * has a length; a `duration` may be negative, like the age of a future time.
 */
export type Measurable = 'rows' | 'count' | 'number' | 'ratio' | 'duration' | 'step' | 'instant';

interface Accepted {
  readonly rows: number | bigint;
  readonly count: number | bigint | Share;
  readonly number: number | bigint;
  readonly ratio: Ratio;
  readonly duration: Duration;
  readonly step: Duration;
  readonly instant: Instant;
}

interface Advice {
  readonly rows: 'The count of all rows is held to a number such as 1000, and not to';
  readonly count: "A count is held to a number or a share, such as 10 or '2%', and not to";
  readonly number: 'A number is held to a number such as 15, and not to';
  readonly ratio: "A ratio is written like '-10%' or '250%', and not like";
  readonly duration: "A duration is written like '24h' or '7d', and not like";
  readonly step: "A duration is written like '24h' or '7d', and not like";
  readonly instant: "A point in time is held to a date such as '2026-01-31', and not to";
}

/**
 * A valid limit. It is `A` itself where `A` is a limit of the unit `U`, else a type that no value has, named after the
 * sentence that the compiler shows.
 */
export type Limit<A, U extends Measurable> = A extends Accepted[U]
  ? [Fault<A, U>] extends [never]
    ? A
    : TypeProblem<Fault<A, U>>
  : TypeProblem<`${Advice[U]} ${Written<A>}`>;

/** The fault of a limit that has the right type and is written as a literal. */
type Fault<A, U extends Measurable> = A extends `${infer Percent}%`
  ? true extends IsShare<Percent> | (U extends 'ratio' ? true : false)
    ? never
    : `A share of rows lies between 0% and 100%, and '${A}' does not`
  : A extends `-${string}`
    ? U extends 'step'
      ? `A step is not negative, and '${A}' is`
      : never
    : [A, U] extends [number, 'rows' | 'count']
      ? `${A & number}` extends `-${string}` | `${string}.${string}`
        ? `A count is whole and not negative, and ${A & number} is not; a share is written '2%'`
        : never
      : never;

/** The literal as it is written in the user's file. */
export type Written<A> = A extends string ? `'${A}'` : A extends number | bigint ? `${A}` : 'this';

/** Reads a literal. The number in a value of the type `Share` is only known at run time. */
type IsShare<Percent extends string> = `${number}` extends Percent
  ? true
  : Percent extends '100' | Digit | `${Digit}${Digit}`
    ? true
    : Percent extends `${infer Integer}.${infer Fraction}`
      ? Integer extends '100'
        ? AreAll<Fraction, '0'>
        : Integer extends Digit | `${Digit}${Digit}`
          ? AreAll<Fraction, Digit>
          : false
      : false;

type Digit = '0' | '1' | '2' | '3' | '4' | '5' | '6' | '7' | '8' | '9';

type AreAll<Text extends string, Character extends string> = Text extends Character
  ? true
  : Text extends `${Character}${infer Rest}`
    ? AreAll<Rest, Character>
    : false;
