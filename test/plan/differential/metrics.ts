import fc from 'fast-check';
import type { Expectation } from '../../../src/index.ts';
import type { Kind } from './columns.ts';

/** A measure before its bound, or a condition: what it is called with is data here. */
export type Written = Readonly<Record<string, (...args: readonly unknown[]) => Expectation>> & {
  readonly not?: Written;
};
type Method = (...args: readonly unknown[]) => Written;

/** A column of any type; which of its methods fit is known by `asks`. */
export type Column = Readonly<Record<string, Method>>;

export interface Declaring {
  readonly rows: Readonly<Record<string, Method>>;
  readonly column: (name: string) => Column;
}

/** What is drawn of one expectation. */
export interface Pick {
  readonly kind: number;
  readonly ask: number;
  readonly constant: number;
  readonly bound: number;
  readonly shift: number;
}

export const pick: fc.Arbitrary<Pick> = fc.record({
  kind: fc.nat(999),
  ask: fc.nat(9999),
  constant: fc.nat(999),
  bound: fc.nat(999),
  shift: fc.nat(999),
});

export type Ask = (column: Column, pick: Pick, declaring: Declaring) => Written | undefined;

const among = <T>(list: readonly T[], at: number): T => list[at % list.length] as T;

const numbers: readonly (number | bigint)[] = [
  -3,
  -1,
  0,
  0.1,
  0.25,
  1,
  2.5,
  5,
  100,
  255,
  4_000_000_028n,
  Infinity,
];
const texts = ['', 'a', 'A', 'v000001', 'straße', '😀', 'v004000'];
const instants = [
  '1970-01-01',
  '2026-11-20',
  '2026-11-23T12:00:00Z',
  '2026-11-24',
  '2030-01-01',
  '9999-12-31',
];
const patterns = [/^v0+\d$/, /^\s*$/, /a/i, /^.$/u, /(?<=v)0/, /e\u0301|ß$/];

const constants = (offers: Kind['offers'], at: number): readonly unknown[] => {
  if (offers === 'number') return [among(numbers, at), among(numbers, at + 3)];
  if (offers === 'text') return [among(texts, at), among(texts, at + 2)];
  return offers === 'time' ? [new Date(among(instants, at))] : [at % 2 === 0];
};

/** Twice, so that they are asked for as often as they are worth. */
const ofAny = (offers: Kind['offers']): readonly Ask[] => [
  (c) => c.nulls?.(),
  (c) => c.distinct?.(),
  (c) => c.distinct?.(),
  (c) => c.distinct?.(),
  (c) => c.distinct?.({ exact: true }),
  (c) => c.duplicates?.(),
  (c) => c.mode?.(),
  (c) => c.entropy?.(),
  (c) => c.notNull?.(),
  (c) => c.unique?.(),
  (c, { constant }) => c.share?.(constants(offers, constant)),
  (c, { constant }) => c.in?.(constants(offers, constant)),
  (c, { constant }) => c.notIn?.(constants(offers, constant)),
];

const p = (at: number) => among([0, 0.01, 0.25, 0.3, 0.5, 0.9, 0.99, 1], at);

const ofNumbers: readonly Ask[] = [
  (c) => c.min?.(),
  (c) => c.max?.(),
  (c) => c.mean?.(),
  (c) => c.sum?.(),
  (c) => c.stddev?.(),
  (c) => c.skewness?.(),
  (c) => c.kurtosis?.(),
  (c) => c.median?.(),
  (c, { constant }) => c.quantile?.(p(constant)),
  (c, { constant }) => c.quantile?.(p(constant)),
  (c, { constant }) => c.quantile?.(p(constant), { exact: true }),
  (c) => c.nans?.(),
  (c) => c.infinities?.(),
  (c) => c.integer?.(),
  (c) => c.finite?.(),
  (c, { constant }) => c.atLeast?.(among(numbers, constant)),
  // At most Infinity is refused, since every number is.
  (c, { constant }) => c.atMost?.(among(numbers.with(-1, Number.MAX_VALUE), constant)),
  (c, { constant }) => c.above?.(among(numbers, constant)),
  (c, { constant }) => c.below?.(among(numbers, constant)),
  (c, { constant }) => c.equals?.(among(numbers, constant)),
  (c, { constant }) => c.equals?.(among(numbers, constant % 11), 0.5),
  (c, { constant }) =>
    c.between?.(among(numbers, constant % 6), among(numbers, 6 + (constant % 5))),
];

/** As {@link Ask}, where the name of the column is needed. */
type AskNamed = (
  column: Column,
  pick: Pick,
  declaring: Declaring,
  name: string,
) => Written | undefined;

/** A column beside itself is refused. */
const besideOthers: Readonly<Record<Kind['offers'], readonly AskNamed[]>> = {
  number: [
    (c, { constant }, { column }, name) =>
      c.atLeast?.(
        column(
          among(
            ['i', 'u', 'q', 'c'].filter((other) => other !== name),
            constant,
          ),
        ),
      ),
    (c, _, { column }) => (c.plus?.(column('u')) as unknown as Column | undefined)?.max?.(),
  ],
  time: [(c, _, { column }, name) => c.before?.(column(name === 'm' ? 'd' : 'm'))],
  text: [],
  any: [],
};

const ofTexts: readonly Ask[] = [
  (c) => c.missing?.(),
  (c) => c.missing?.(),
  (c) => c.blank?.(),
  (c) => c.untrimmed?.(),
  (c) => c.minLength?.(),
  (c) => c.maxLength?.(),
  (c) => c.meanLength?.(),
  (c, { constant }) => c.matches?.(among(patterns, constant)),
  (c, { constant }) => c.notMatches?.(among(patterns, constant)),
  (c, { constant }) => c.length?.(constant % 3, (constant % 3) + (constant % 5)),
];

const ofTimes: readonly Ask[] = [
  (c) => c.oldest?.(),
  (c) => c.newest?.(),
  (c) => c.age?.(),
  (c) => c.future?.(),
  (c) => c.gaps?.('1d'),
  (c) => c.increasing?.(),
  (c, { constant }) => c.before?.(among(instants, constant)),
  (c, { constant }) => c.after?.(among(instants, constant)),
  (c, { constant }) =>
    c.between?.(among(instants, constant % 2), among(instants, 2 + (constant % 4))),
];

/** What can be asked of one column alone. */
export const asksOf: Readonly<Record<Kind['offers'], readonly Ask[]>> = {
  number: [...ofAny('number'), ...ofNumbers],
  text: [...ofAny('text'), ...ofTexts],
  time: [...ofAny('time'), ...ofTimes],
  any: ofAny('any'),
};

type RowsAsk = (rows: Declaring['rows'], name: string, pick: Pick) => Written | undefined;

const scoped = (rows: Written | undefined) =>
  rows as unknown as
    | (Declaring['rows'] & { readonly column: (name: string) => Column })
    | undefined;

const ofRows: readonly RowsAsk[] = [
  (rows) => rows.count?.(),
  (rows, name) => rows.key?.(name),
  (rows, name) => rows.key?.(name, 'i'),
  (rows, name) => rows.duplicates?.(name),
  (rows, name) => rows.duplicates?.(name, 's'),
  (rows, name) => rows.satisfy?.(`${name} is not null or i > 0`),
  (rows, name) => scoped(rows.where?.(`${name} is not null`))?.count?.(),
  (rows, name) => scoped(rows.where?.('i > 0'))?.column(name).distinct?.(),
  (rows, name) => scoped(rows.where?.('u < 100'))?.column(name).nulls?.(),
  (rows, name) => scoped(rows.per?.('k'))?.column(name).nulls?.(),
  (rows, name) => scoped(rows.per?.('k'))?.column(name).duplicates?.(),
  (rows) => scoped(rows.per?.('k'))?.count?.(),
  (rows) => scoped(rows.where?.('i > -3'))?.column('q').mean?.(),
];

/** What a pick asks for: one expectation in eight is about rows and scopes. */
export function written(chosen: Pick, kinds: readonly Kind[], declaring: Declaring): Written {
  const kind = among(kinds, chosen.kind);
  const list: readonly AskNamed[] = [...asksOf[kind.offers], ...besideOthers[kind.offers]];
  const found =
    chosen.ask % 8 === 0
      ? among(ofRows, chosen.ask >> 3)(declaring.rows, kind.name, chosen)
      : among(list, chosen.ask)(declaring.column(kind.name), chosen, declaring, kind.name);
  if (found === undefined) throw new TypeError(`A column of ${kind.offers} offers no such thing.`);
  return found;
}
