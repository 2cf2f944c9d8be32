import fc from 'fast-check';
import { expect, test } from 'vitest';
import { literals } from '../../../src/dataset/sql/quote.ts';
import { candidatesFor } from '../../../src/dataset/typing/candidates.ts';
import { mayFail } from '../../../src/dataset/typing/marked-sql.ts';
import type { Spelling } from '../../../src/dataset/typing/spelling.ts';
import { readingsOf } from '../../../src/dataset/typing/sql-types.ts';
import type { Reading } from '../../../src/dataset/typing/text-types.ts';
import type { Family } from '../../../src/metric/expression.ts';
import { onPlainDuckDB } from '../../support/plain-duckdb.ts';

// The faster test of a text may leave out valid ones, which the other test then takes. It must never take one that is not valid.

const types = [
  ...['BOOLEAN', 'TINYINT', 'SMALLINT', 'INTEGER', 'BIGINT', 'HUGEINT', 'UTINYINT', 'USMALLINT'],
  ...['UINTEGER', 'UBIGINT', 'UHUGEINT', 'FLOAT', 'DOUBLE', 'DECIMAL(10,2)', 'DECIMAL(38,0)'],
  ...['DATE', 'TIME', 'TIMESTAMP', 'TIMESTAMP_NS', 'TIMESTAMPTZ', 'UUID', 'JSON'],
];

const families: readonly Family[] = ['boolean', 'integer', 'float', 'decimal', 'date', 'timestamp'];

const spellings: readonly Spelling[] = [
  {},
  { decimal: ',' },
  { decimal: ',', thousands: '.' },
  { thousands: ',', booleans: { true: ['yes', 'Y'], false: ['no', "it's"] } },
  { thousands: "'", booleans: { true: ['2'], false: [] } },
  { decimal: ',', thousands: '\u00a0' },
  { thousands: '_', formats: ['%Y-%m-%d'] },
  { formats: ['%d/%m/%Y'] },
  { formats: ['%d/%m/%y %H:%M:%S'] },
  { formats: ['%d/%m/%Y', '%m/%d/%Y'] },
  { formats: ['%Y-%m-%d', '%Y/%m/%d %H:%M:%S', '%d.%m.%y'] },
  { formats: ['%Y-%m-%d', '%Y-%m-%d %H:%M:%S.%n'] },
];

/** All readings of all types, each once. */
function readings(): readonly (Reading & { readonly plainly: (text: string) => string })[] {
  const all = spellings.flatMap((spelling) => [
    ...candidatesFor([], spelling).readings,
    ...families.flatMap((family) => candidatesFor([family], spelling).readings),
    ...families.flatMap((family) => candidatesFor([family, 'text'], spelling).readings),
    ...types.flatMap((type) => readingsOf(type, spelling) ?? []),
  ]);
  const byText = new Map(all.map((one) => [`${one.type} ${one.fits('x')}`, one]));
  return [...byText.values()].flatMap((one) => {
    const { plainTests } = one;
    return plainTests
      ? [{ ...one, plainly: (text: string) => `(${plainTests(text).join(' and ')})` }]
      : [];
  });
}

const digits = fc.stringMatching(/^[0-9]{1,4}$/);
const long = fc.stringMatching(/^[0-9]{1,40}$/);
const odd = fc.constantFrom(
  ...[
    '',
    ' ',
    '  ',
    '\t',
    '\n',
    '\u00a0',
    '\u2003',
    '\0',
    '+',
    '-',
    '−',
    '+-',
    '--',
    '.',
    ',',
    '_',
  ],
  ...[
    'e',
    'E',
    'e+',
    'e-',
    'd',
    'f',
    'L',
    '0x',
    '0X',
    '0b',
    '0o',
    '#',
    '$',
    '%',
    "'",
    '/',
    ':',
    '1',
  ],
  ...[
    'T',
    't',
    'Z',
    'z',
    ' UTC',
    ' BC',
    ' (BC)',
    ' AD',
    '+00',
    '+05:30',
    '-24:00',
    '+99',
    ' 24:00',
  ],
  ...[
    'nan',
    'NaN',
    '-nan',
    'inf',
    'Inf',
    'infinity',
    '-infinity',
    'Infinity',
    'epoch',
    'now',
    'today',
  ],
  ...[
    'true',
    'TRUE',
    't',
    'yes',
    'on',
    'null',
    'NULL',
    '٣',
    '１',
    '½',
    'é',
    'Jan',
    'January',
    'AM',
  ],
);
const two = fc.stringMatching(/^[0-9]{1,2}$/);
const day = fc
  .tuple(fc.stringMatching(/^-?[0-9]{1,6}$/), fc.constantFrom('-', '/', '.', ''), two, two)
  .map(([year, between, month, of]) => [year, month, of].join(between));
const isDay = fc
  .date({ min: new Date('-000400-01-01'), max: new Date('+020000-01-01'), noInvalidDate: true })
  .map((at) => at.toISOString().replace(/^\+/, ''));
const asPrinted = fc.oneof(
  isDay.map((at) => at.slice(0, -14)),
  isDay.map((at) => at.slice(0, -5).replace('T', ' ')),
  isDay.map((at) => at.slice(0, -1).replace('T', ' ')),
);
const turned = fc
  .tuple(two, fc.constantFrom('/', '.'), two, fc.stringMatching(/^[0-9]{2}([0-9]{2})?$/))
  .map(([day, between, month, year]) => [day, month, year].join(between));
const marked = fc
  .tuple(
    fc.constantFrom('', '-', '+'),
    fc.nat(9_999_999),
    fc.constantFrom('.', ',', "'", '_', '\u00a0'),
  )
  .map(([sign, value, mark]) => sign + String(value).replaceAll(/\B(?=(?:\d{3})+$)/g, mark));
const clock = fc
  .tuple(two, two, two, fc.stringMatching(/^(\.[0-9]{0,10})?$/))
  .map(([hours, minutes, seconds, rest]) => `${hours}:${minutes}:${seconds}${rest}`);
const instant = fc
  .tuple(
    fc.oneof(
      day,
      isDay.map((at) => at.slice(0, -14)),
    ),
    fc.constantFrom('T', ' ', 't', '  '),
    clock,
    odd,
  )
  .map((parts) => parts.join(''));
const number = fc.oneof(
  fc.double().map(String),
  fc.float().map(String),
  fc.bigInt({ min: -(2n ** 130n), max: 2n ** 130n }).map(String),
  fc.integer().map(String),
  fc
    .tuple(odd, long, fc.constantFrom('', '.', 'e', '_', 'E+', 'e-'), digits)
    .map((all) => all.join('')),
);
const bit = fc.constantFrom('true', 'false', 'yes', 'no', 'Y', "it's");
const plain = fc.oneof(
  ...[digits, long, number, marked, day, turned, isDay, asPrinted, clock, instant, bit],
  fc.tuple(turned, fc.constant(' '), clock).map((parts) => parts.join('')),
  fc.tuple(marked, fc.constantFrom('.', ','), digits).map((parts) => parts.join('')),
);
const written = fc.oneof(
  { arbitrary: plain, weight: 4 },
  {
    arbitrary: fc.array(fc.oneof(odd, digits), { maxLength: 5 }).map((all) => all.join('')),
    weight: 3,
  },
  { arbitrary: fc.tuple(odd, plain, odd).map((all) => all.join('')), weight: 3 },
  {
    arbitrary: fc
      .tuple(plain, fc.nat({ max: 20 }), odd)
      .map(([text, at, middle]) => text.slice(0, at) + middle + text.slice(at)),
    weight: 3,
  },
  { arbitrary: fc.string({ maxLength: 8 }), weight: 1 },
);

test('what the faster test takes for a value is one', { timeout: 120_000 }, async () => {
  const all = readings();
  expect(all.length).toBeGreaterThan(12);
  const taken = new Map<string, number>();
  await onPlainDuckDB('/', async (connection) => {
    await connection.run("set TimeZone = 'UTC'");
    const law = fc.array(written, { minLength: 3000, maxLength: 3000 });
    await fc.assert(
      fc.asyncProperty(fc.noShrink(law), async (texts) => {
        const from = `(select unnest(${literals(texts.filter((text) => !text.includes('\0')))}) as x)`;
        await connection.run(`create or replace temp table texts as select x from ${from}`);
        for (const one of all) {
          const { type, fits, plainly, cast } = one;
          const how = `${type} ${plainly('x')}`;
          const found = await connection.runAndReadAll(
            `select count(*) filter (where plain) as n, min(x) filter (where plain and (whole is not true or value is null) and x <> '' or doubtful is distinct from (plain is not true and x is not null)::bigint) as bad from (select x, ${plainly('x')} as plain, ${mayFail('x', one)} as doubtful, (${fits('x')}) as whole, ${cast('x')} as value from texts)`,
          );
          const [row] = found.getRowObjects();
          expect([how, row?.bad]).toEqual([how, null]);
          taken.set(how, (taken.get(how) ?? 0) + Number(row?.n));
        }
      }),
      { numRuns: 20 },
    );
  });
  // Else the law would hold of nothing.
  for (const [how, count] of taken) expect([how, count > 20]).toEqual([how, true]);
});
