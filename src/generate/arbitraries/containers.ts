import fc from 'fast-check';
import { absent } from './place.ts';

type Values = fc.Arbitrary<unknown>;

/** A container has at most so many values above its least number. */
const more = 5;

interface Lengths {
  readonly minLength: number;
  readonly maxLength: number;
}

const lengths = ({ minLength, maxLength }: Lengths): Lengths => ({
  minLength,
  maxLength: Math.min(maxLength, minLength + more),
});

/** Lists of values. */
export const lists = (of: Values, shape: Lengths): Values => fc.array(of, lengths(shape));

/** Sets of values, each of them once. */
export const sets = (of: Values, shape: Lengths): Values =>
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
export const records = (keys: Values, values: Values, shape: Lengths): Values =>
  entries(keys.map(String), values, shape).map((pairs) => Object.fromEntries(pairs));

/** Maps. */
export const maps = (keys: Values, values: Values, shape: Lengths): Values =>
  entries(keys, values, shape).map((pairs) => new Map(pairs));

const entries = <Key>(
  keys: fc.Arbitrary<Key>,
  values: Values,
  shape: Lengths,
): fc.Arbitrary<[Key, unknown][]> =>
  fc.uniqueArray(fc.tuple(keys, values), {
    ...lengths(shape),
    selector: ([key]) => (key instanceof Date ? key.toISOString() : key),
    comparator: 'SameValueZero',
  });
