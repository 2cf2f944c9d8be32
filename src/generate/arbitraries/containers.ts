import fc from 'fast-check';
import type { Shape } from '../domain.ts';
import { absent } from './place.ts';

type Values = fc.Arbitrary<unknown>;

/** A container has at most so many values above its least number. */
const more = 5;

const lengths = ({ minLength, maxLength }: { minLength: number; maxLength: number }) => ({
  minLength,
  maxLength: Math.min(maxLength, minLength + more),
});

/** Lists of values. */
export const lists = (of: Values, shape: Extract<Shape, { kind: 'list' }>): Values =>
  fc.array(of, lengths(shape));

/** Sets of values, each of them once. */
export const sets = (of: Values, shape: Extract<Shape, { kind: 'set' }>): Values =>
  fc
    .uniqueArray(of, { ...lengths(shape), comparator: 'SameValueZero' })
    .map((values) => new Set(values));

/** Lists of a fixed length, and what may follow. */
export const tuples = (items: readonly Values[], rest: Values | null): Values =>
  fc
    .tuple(fc.tuple(...items), rest ? fc.array(rest, { maxLength: 3 }) : fc.constant([]))
    .map(([first, others]) => [...first, ...others]);

/** Objects; a key without a value may be missing. */
export function objects(fields: Readonly<Record<string, Values>>): Values {
  const names = Object.keys(fields);
  return fc
    .tuple(...Object.values(fields))
    .map((values) =>
      Object.fromEntries(
        names.map((name, at) => [name, values[at]]).filter(([, value]) => value !== absent),
      ),
    );
}

/** Plain objects with any keys. */
export const records = (keys: Values, values: Values): Values =>
  entries(keys.map(String), values).map(Object.fromEntries);

/** Maps. */
export const maps = (keys: Values, values: Values): Values =>
  entries(keys, values).map((pairs) => new Map(pairs));

const entries = (keys: Values, values: Values): fc.Arbitrary<[unknown, unknown][]> =>
  fc.uniqueArray(fc.tuple(keys, values), {
    selector: ([key]) => key,
    comparator: 'SameValueZero',
    maxLength: 4,
  });
