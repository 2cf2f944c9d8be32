import {
  and,
  type Comparison,
  column,
  compare,
  isNull,
  type Literal,
  literal,
  matches,
  not,
  notNull,
  or,
  type Predicate,
} from '../../../src/metric/expression.ts';
import { decimals, type LawTable, plain, special } from './law-tables.ts';

/** The run's clock in all laws. */
export const now = new Date('2026-11-24T00:00:00Z');

/** A predicate, and the ids of the rows for which it is true. */
export interface PredicateCase {
  readonly name: string;
  readonly table: LawTable;
  readonly predicate: Predicate;
  readonly ids: readonly number[];
}

const is = (name: string, op: Comparison, value: Literal) =>
  compare(column(name), op, literal(value));
const length = { kind: 'length', of: column('s') } as const;
const elapsed = { kind: 'elapsed', of: column('t') } as const;
const add = (...names: readonly string[]) =>
  ({ kind: 'add', terms: names.map((name) => column(name)) }) as const;
const oneOf = (name: string, ...values: readonly Literal[]) =>
  ({ kind: 'oneOf', of: column(name), values }) as const;
const multiple = (name: string, step: number | bigint) =>
  ({ kind: 'multipleOf', of: column(name), step }) as const;
const all = [1, 2, 3, 4, 5, 6, 7, 8];

type Given = readonly [name: string, predicate: Predicate, ids: readonly number[]];

const ofPlain: readonly Given[] = [
  ['always', { kind: 'always' }, all],
  ['no term of and', and(), all],
  ['no term of or', or(), []],
  ['isNull', isNull(column('n')), [5]],
  ['not isNull', notNull(column('s')), [1, 2, 3, 4, 6, 7, 8]],
  ['an integer above a number', is('n', '>', 5), [3, 4, 6, 7]],
  ['not, of an unknown', not(is('n', '>', 5)), [1, 2, 5, 8]],
  ['<>, of NULL', is('n', '<>', 7), [1, 2, 4, 7, 8]],
  ['an integer beyond 2^53', is('n', '=', 9007199254740993n), [4]],
  ['a neighbour beyond 2^53', is('n', '=', 9007199254740992n), []],
  ['a double below 0', is('x', '<', 0), [7]],
  ['a double at most 0, minus zero too', is('x', '<=', 0), [2, 7]],
  ['a double that is 0', is('x', '=', 0), [2]],
  ['a double that is 0.1', is('x', '=', 0.1), [4]],
  ['a text', is('s', '=', 'a'), [1]],
  ['a text with a quote', is('s', '=', "it's"), [8]],
  ['texts by code point, below', is('s', '<', 'a'), [2, 3]],
  ['texts by code point, above', is('s', '>', 'z'), [4, 6]],
  ['true', is('b', '=', true), [1, 4, 7, 8]],
  ['false', is('b', '=', false), [2, 6]],
  ['an instant, and now', compare(column('t'), '>=', { kind: 'now' }), [1, 6, 8]],
  ['an instant before 1970', is('t', '<', new Date(0)), [4]],
  ['an instant of a millisecond', is('t', '=', new Date('2026-11-23T23:59:59.999Z')), [3]],
  ['elapsed', compare(elapsed, '>', literal(0)), [2, 3, 4, 7]],
  ['elapsed, to the millisecond', compare(elapsed, '=', literal(1)), [3]],
  ['one of several integers', oneOf('n', 7, 2), [3, 6, 8]],
  ['one of several texts, a number among them', oneOf('s', 'a', "it's", 1), [1, 8]],
  ['one of many texts', oneOf('s', ...'bcdefghi', 'a', "it's"), [1, 8]],
  [
    'not one of many texts, of NULL too',
    not(oneOf('s', ...'bcdefghi', 'a')),
    [2, 3, 4, 5, 6, 7, 8],
  ],
  [
    'not null, and none of many texts',
    and(notNull(column('s')), not(oneOf('s', ...'bcdefghi', 'a'))),
    [2, 3, 4, 6, 7, 8],
  ],
  ['one of nothing that has the type', oneOf('s', 1, true), []],
  ['length in code points', compare(length, '=', literal(2)), [2, 6]],
  ['length of an empty text', compare(length, '=', literal(0)), [3]],
  ['a sum of integers', compare(add('n', 'n'), '=', literal(14)), [3, 6]],
  ['a sum beyond 2^53', compare(add('n', 'n'), '=', literal(18014398509481986n)), [4]],
  ['a sum of an integer and a double', compare(add('n', 'x'), '=', literal(5)), [8]],
  ['a multiple of an integer', multiple('n', 2n), [1, 7, 8]],
  ['a whole double', multiple('x', 1), [2, 3, 8]],
  ['a multiple of 0.1', multiple('x', 0.1), [1, 2, 3, 4, 6, 7, 8]],
  ['a pattern at the start', matches(column('s'), /^a/), [1, 7]],
  ['a pattern that ignores case', matches(column('s'), /^a/i), [1, 2, 7]],
  ['a pattern at the end, not before a line break', matches(column('s'), /a$/), [1]],
  ['a pattern after a line break', matches(column('s'), /b$/), [7]],
  ['and', and(is('n', '>', 5), is('x', '>', 0)), [3, 4, 6]],
  ['or, with NULL', or(isNull(column('n')), is('b', '=', false)), [2, 5, 6]],
  ['or of an unknown', or(is('n', '>', 5), is('x', '<', 0)), [3, 4, 6, 7]],
  ['isNaN of doubles without NaN', { kind: 'isNaN', of: column('x') }, []],
  ['isInfinite of doubles without infinity', { kind: 'isInfinite', of: column('x') }, []],
  ['isNaN of integers', { kind: 'isNaN', of: column('n') }, []],
  ["a user's SQL", { kind: 'sql', text: 'n > 5 -- so' }, [3, 4, 6, 7]],
];

const ofSpecial: readonly Given[] = [
  ['isNaN', { kind: 'isNaN', of: column('v') }, [1]],
  ['isInfinite', { kind: 'isInfinite', of: column('v') }, [2, 3]],
  ['NaN is not above a number', is('v', '>', 0), [2, 4]],
  ['NaN is not below a number', is('v', '<', 0), [3]],
  ['NaN is not itself', compare(column('v'), '=', column('v')), [2, 3, 4]],
  ['NaN is another than any number', is('v', '<>', 1), [1, 2, 3]],
  ['not, of NaN', not(is('v', '>', 0)), [1, 3, 5]],
  ['an infinity is not whole', multiple('v', 1), [4]],
];

const ofDecimals: readonly Given[] = [
  ['a decimal', is('m', '=', 0.3), [1]],
  ['a decimal above another', is('m', '>', 99_999_999.98), [4]],
  ['a sum of decimals', compare(add('m', 'm'), '=', literal(0.6)), [1]],
  ['one of several decimals', oneOf('m', 0.1, -1.25), [2, 3]],
  ['a whole decimal', multiple('m', 1), []],
];

const casesOf = (table: LawTable, given: readonly Given[]): readonly PredicateCase[] =>
  given.map(([name, predicate, ids]) => ({ name, table, predicate, ids }));

export const predicateCases: readonly PredicateCase[] = [
  ...casesOf(plain, ofPlain),
  ...casesOf(special, ofSpecial),
  ...casesOf(decimals, ofDecimals),
];
