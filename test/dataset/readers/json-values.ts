import fc from 'fast-check';
import {
  kindBefore,
  oddness,
  oddValue,
  plainValue,
  type ValueKind,
  valueKind,
  written,
} from './written-values.ts';

/** A key of generated JSON records. */
export interface JsonKey {
  readonly name: string;
  readonly kind: ValueKind;
  readonly odd: number;
  /** The kind of its values in the first of many records; without it there if that is `'empty'`. */
  readonly before: ValueKind | 'alike';
}

const name = fc.constantFrom(
  ...[
    'id',
    'n',
    'when',
    'city',
    'a',
    'A',
    'b',
    '',
    '10',
    '9',
    'a/b',
    '~',
    'x"y',
    'ü',
    'r',
    'json',
    'c0',
    'rowid',
    'k.l',
  ],
);

/** A key, with what its values mostly are. */
export const jsonKey: fc.Arbitrary<JsonKey> = fc.record({
  name,
  kind: valueKind,
  odd: oddness,
  before: kindBefore,
});

const big = fc.bigInt({ min: -(10n ** 40n), max: 10n ** 40n }).map(String);
const number = fc.oneof(
  fc.double({ noNaN: true, noDefaultInfinity: true }).map((value) => JSON.stringify(value)),
  fc.constantFrom(
    '1e400',
    '-1e400',
    '1e-400',
    '-0',
    '-0.0',
    '1.0',
    '1E5',
    '9007199254740993',
    '0.1',
    '12345678901234567890.5',
  ),
  fc.constantFrom(
    '9223372036854775807',
    '9223372036854775808',
    '18446744073709551615',
    '18446744073709551616',
  ),
  big,
);
const text = fc.oneof(
  fc.string({ unit: 'grapheme', maxLength: 8 }).map((value) => JSON.stringify(value)),
  fc.constantFrom(
    '""',
    '"\\u0000"',
    '"\\u0041"',
    '"\\ud83d\\ude00"',
    '"a\\/b"',
    '"\\n"',
    '"null"',
    '"1"',
    '"true"',
  ),
);
const nested = fc.oneof(
  fc.json({ maxDepth: 3 }),
  fc.constantFrom(
    '{"x":1}',
    '{"x":"a"}',
    '{"x":1,"y":[1,2]}',
    '{"X":1,"x":2}',
    '[1,2]',
    '[1,"a"]',
    '[]',
    '{}',
    '[[1],[2.5]]',
    '[{"x":1},{"y":2}]',
  ),
  fc
    .nat(260)
    .map((size) => `{${Array.from({ length: size }, (_, at) => `"k${at}":${at}`).join(',')}}`),
);

const quoted = (kind: ValueKind) => written[kind].map((value) => JSON.stringify(value));

/** The values of each kind, as JSON has them. */
const values: Readonly<Record<ValueKind, fc.Arbitrary<string>>> = {
  integer: fc.oneof(
    { weight: 5, arbitrary: fc.integer().map(String) },
    { weight: 1, arbitrary: big },
  ),
  number,
  boolean: fc.constantFrom('true', 'false'),
  date: quoted('date'),
  instant: quoted('instant'),
  time: quoted('time'),
  text,
  json: nested,
  empty: fc.constant('null'),
};

const odd = fc.oneof(
  oddValue.map((value) => JSON.stringify(value)),
  number,
  text,
  nested,
  fc.constantFrom('null', 'true', '0', '[]', '{}'),
);

/** A value of a key: one of its kind, or now and then any. */
export const jsonValue = ({ kind, odd: oddOf }: JsonKey): fc.Arbitrary<string> =>
  fc.oneof(
    { weight: 100 - oddOf, arbitrary: values[kind] },
    // Half of what is odd is of the same kind of JSON, as an odd date is a text.
    {
      weight: oddOf,
      arbitrary: fc.oneof(
        odd,
        oddValue.map((value) => JSON.stringify(value)),
      ),
    },
    { weight: 5, arbitrary: fc.constant('null') },
  );

/** The value of a kind in a record of many that are all alike. */
export function plainJson(kind: ValueKind, row: number): string {
  if (kind === 'empty') return 'null';
  const value = plainValue(kind, row);
  return ['date', 'instant', 'time', 'text'].includes(kind) ? JSON.stringify(value) : value;
}
