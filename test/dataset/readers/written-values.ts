import fc from 'fast-check';
import type { ColumnHint } from '../../../src/dataset/dataset.ts';

/** What the values of a column mostly are. */
export type ValueKind =
  | 'integer'
  | 'number'
  | 'boolean'
  | 'date'
  | 'instant'
  | 'time'
  | 'text'
  | 'json'
  | 'empty';

const pad = (value: number, digits = 2) => String(value).padStart(digits, '0');

const day = fc
  .tuple(
    fc.integer({ min: 1, max: 9999 }),
    fc.integer({ min: 1, max: 12 }),
    fc.integer({ min: 1, max: 28 }),
  )
  .map(([year, month, date]) => `${pad(year, 4)}-${pad(month)}-${pad(date)}`);
const clock = fc
  .tuple(fc.nat(23), fc.nat(59), fc.nat(59))
  .map(([hour, minute, second]) => `${pad(hour)}:${pad(minute)}:${pad(second)}`);
const fraction = fc.constantFrom('', '', '.5', '.123456', '.1234567890', '.123456789', ',25');
const zone = fc.constantFrom('', '', 'Z', 'z', '+02:00', '-0530', ' +01', '+14:00');

const character = fc.constantFrom(
  ...[
    'a',
    'b',
    '1',
    ' ',
    'é',
    '😀',
    'ü',
    ',',
    ';',
    '\t',
    '|',
    '"',
    "'",
    '\\',
    '\n',
    '\r\n',
    '\r',
    '#',
    '.',
  ],
);

/** Texts with all that has a meaning in CSV. */
const wildText = fc.string({ unit: character, maxLength: 12 });

const plainText = fc.constantFrom(
  'Oslo',
  'Lima',
  'x',
  'a b',
  'Zürich',
  'N/A',
  "it's",
  'ab-12',
  '東京',
);

/** The values of each kind, as they are written. */
export const written: Readonly<Record<ValueKind, fc.Arbitrary<string>>> = {
  integer: fc.oneof(
    { weight: 6, arbitrary: fc.integer({ min: -1000, max: 1000 }).map(String) },
    { weight: 1, arbitrary: fc.bigInt({ min: -(2n ** 63n), max: 2n ** 63n - 1n }).map(String) },
    { weight: 1, arbitrary: fc.constantFrom('0', '1') },
  ),
  number: fc.oneof(
    fc.double({ noNaN: true, noDefaultInfinity: true }).map(String),
    fc.integer({ min: -99_999, max: 99_999 }).map((cents) => (cents / 100).toFixed(2)),
    fc.integer({ min: -9, max: 9 }).map(String),
  ),
  boolean: fc.constantFrom('true', 'false', 'true', 'false', 'True', 'FALSE', 't', 'f', '1', '0'),
  date: day,
  instant: fc
    .tuple(day, fc.constantFrom('T', ' ', 't'), clock, fraction, zone)
    .map((parts) => parts.join('')),
  time: fc.tuple(clock, fc.constantFrom('', '.25')).map((parts) => parts.join('')),
  text: fc.oneof({ weight: 4, arbitrary: plainText }, { weight: 1, arbitrary: wildText }),
  json: fc.json({ maxDepth: 2 }),
  empty: fc.constant(''),
};

/** Values as people write them who did not read the contract. */
export const oddValue: fc.Arbitrary<string> = fc.constantFrom(
  ...[
    '31/12/2024',
    '03/04/2024',
    '5/5/2024',
    '03/04/24',
    ' 3/4/2024',
    '12/31/2024',
    '31.12.2024',
    '2024-13-01',
    '2024-02-30',
    '2024-1-5',
    '2024/01/05',
    '20240105',
  ],
  ...[
    '2024-12-31T12:00+02',
    '2024-12-31 24:00:00',
    '2024-12-31T23:59:60',
    '2024-12-31 12:00',
    '0000-01-01',
  ],
  ...[
    '10000-01-01',
    '-0001-01-01',
    '2024-12-31T12',
    '2024-12-31 junk',
    '24:00:00',
    '12:60',
    '1:02',
    'noon',
  ],
  ...[
    '1 000',
    '1_000',
    '1,000',
    '1.000,5',
    '1.234',
    '0.123',
    "1'234",
    '1\u00a0234,5',
    '-1.234.567,8',
    '+1,234.50',
    '12,34',
    '1.234e5',
    '1,5e3',
    '+1.5',
    '0x10',
    '0b1',
    '007',
    '+49',
    '-007',
    '1,5',
    '1.',
    '.5',
    '-.5',
    '1e5',
  ],
  ...[
    '1E5',
    '1e400',
    '-1e400',
    '1e-400',
    'nan',
    'NaN',
    '-nan',
    'inf',
    '-Infinity',
    '+inf',
    '12abc',
    '--1',
    '1-',
  ],
  ...[
    '9223372036854775807',
    '9223372036854775808',
    '-9223372036854775809',
    '3.0',
    '12.50',
    '0.1',
    '-0',
    '-0.0',
  ],
  ...[
    '170141183460469231731687303715884105727',
    '170141183460469231731687303715884105728',
    '9007199254740993',
  ],
  ...[
    'TRUE',
    'tRuE',
    'T',
    'yes',
    'no',
    'Y',
    'on',
    'off',
    '0',
    '1',
    '2',
    'NULL',
    'null',
    'NA',
    'N/A',
    '-',
    '\\N',
  ],
  ...[
    ' 12',
    '12 ',
    '\t12',
    ' true',
    'false ',
    ' 2024-01-05 ',
    '  ',
    '\u00a012',
    '１２',
    '١٢',
    'é',
    '{"a":1}',
    '[1',
    '""',
  ],
);

const families = [
  ...(['boolean', 'integer', 'float', 'decimal', 'text', 'json', 'date'] as const),
  ...(['timestamp', 'binary', 'struct', 'list', 'map', 'other'] as const),
] as const;

const fitting: Readonly<Record<ValueKind, ColumnHint['families']>> = {
  integer: ['integer'],
  number: ['float', 'decimal'],
  boolean: ['boolean'],
  date: ['date', 'timestamp'],
  instant: ['timestamp'],
  time: ['other'],
  text: ['text'],
  json: ['struct', 'list', 'map'],
  empty: ['text'],
};

/** What the contract says of a column: nothing, what its values mostly are, or anything. Null for nothing. */
export const familiesFor = (kind: ValueKind): fc.Arbitrary<ColumnHint['families'] | null> =>
  fc.oneof(
    { weight: 3, arbitrary: fc.constant(null) },
    { weight: 5, arbitrary: fc.constant(fitting[kind]) },
    { weight: 2, arbitrary: fc.uniqueArray(fc.constantFrom(...families), { maxLength: 3 }) },
  );

/** A value of a kind, or an odd one in so many of a hundred. */
export const valuesOf = (kind: ValueKind, odd: number): fc.Arbitrary<string> =>
  fc.oneof({ weight: 100 - odd, arbitrary: written[kind] }, { weight: odd, arbitrary: oddValue });

/** The value of a kind in a row of many that are all alike. */
export function plainValue(kind: ValueKind, row: number): string {
  const at = pad((row % 28) + 1);
  const plain: Readonly<Record<ValueKind, string>> = {
    integer: String(row),
    number: `${row}.5`,
    boolean: row % 2 === 0 ? 'true' : 'false',
    date: `2024-01-${at}`,
    instant: `2024-01-${at}T10:00:00`,
    time: `10:00:${at}`,
    text: `t${row % 100}`,
    json: `{"a":${row}}`,
    empty: '',
  };
  return plain[kind];
}

/** What the values are of before a file comes to those of its kind: mostly the same. */
export const kindBefore: fc.Arbitrary<ValueKind | 'alike'> = fc.constantFrom(
  ...(['alike', 'alike', 'alike', 'empty', 'integer', 'date'] as const),
);

/** Returns the kind of the values in the first of many rows. */
export const firstKind = ({ kind, before }: { kind: ValueKind; before: ValueKind | 'alike' }) =>
  before === 'alike' ? kind : before;

/** Keeps one of the hints on a name, as a schema has no two. */
export const uniqueHints = (hints: readonly ColumnHint[]): readonly ColumnHint[] => [
  ...new Map(hints.map((hint) => [hint.name, hint])).values(),
];

/** All kinds, the common ones more often. */
export const valueKind: fc.Arbitrary<ValueKind> = fc.constantFrom(
  ...([
    'integer',
    'integer',
    'number',
    'number',
    'boolean',
    'date',
    'date',
    'instant',
    'instant',
  ] as const),
  ...(['time', 'text', 'text', 'text', 'json', 'empty'] as const),
);

/** How many of a hundred values are odd. */
export const oddness = fc.constantFrom(0, 0, 3, 20, 60, 100);
