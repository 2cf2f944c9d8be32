import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { openDataset } from '../../../src/engine/engines.ts';
import { fromRows } from '../../../src/index.ts';
import { canonicalNumber } from '../../../src/store/erase/canonical-number.ts';
import { canonicalTime } from '../../../src/store/erase/canonical-time.ts';
import { textOfColumn } from '../../../src/store/erase/subject-rows.ts';
import {
  readingOfText,
  readingOfValue,
  readingsOfSubject,
} from '../../../src/store/erase/value-reading.ts';

describe('numbers', () => {
  test.for([
    ['42', '42'],
    ['42.0', '42'],
    ['+42', '42'],
    ['0042', '42'],
    ['4.2e1', '42'],
    ['4.20E+01', '42'],
    ['-0', '0'],
    ['-0.0', '0'],
    ['-.5', '-0.5'],
    ['1e-7', '0.0000001'],
    ['1e+20', '100000000000000000000'],
    ['123456789012345678901234567890', '123456789012345678901234567890'],
    ['1000', '1000'],
    ['0.10', '0.1'],
  ] as const)('%s is %s', ([text, number]) => {
    expect(canonicalNumber(text)).toBe(number);
  });

  test.for(['', ' 42', '42 ', 'NaN', 'inf', '-', '.', '1e', '0x2a', '1_000', '1e99999', '4 2'])(
    '%j is none',
    (text) => {
      expect(canonicalNumber(text)).toBeNull();
    },
  );
});

describe('times', () => {
  test.for([
    ['2024-01-31', '2024-01-31'],
    ['2024-01-31 00:00:00', '2024-01-31'],
    ['2024-01-31T00:00Z', '2024-01-31'],
    ['2024-01-31 12:30:00', '2024-01-31T12:30:00'],
    ['2024-01-31 12:30:00.5', '2024-01-31T12:30:00.5'],
    ['2024-01-31 12:30:00.050999', '2024-01-31T12:30:00.05'],
    ['2024-01-31T12:30:00+02:00', '2024-01-31T10:30:00'],
    ['2024-01-31 12:30:00+00', '2024-01-31T12:30:00'],
  ] as const)('%s is %s', ([text, time]) => {
    expect(canonicalTime(text)).toBe(time);
  });

  test.for(['2024-02-30', '2024-13-01', '31.01.2024', '2024-01-31 25:00', '20240131'])(
    '%s is none',
    (text) => {
      expect(canonicalTime(text)).toBeNull();
    },
  );
});

test('a text is compared by its spelling, a number by its value', () => {
  const readings = readingsOfSubject('0042');
  expect(readings).toContain(readingOfText('0042', 'text'));
  expect(readings).toContain(readingOfText('42', 'integer'));
  expect(readings).toContain(readingOfText('42.0', 'float'));
  expect(readings).not.toContain(readingOfText('42', 'text'));
  expect(readingsOfSubject('42')).toContain(readingOfText('42', 'json'));
  expect(readingsOfSubject('42')).toContain(readingOfText('"42"', 'json'));
});

test('NULL, NaN and what is no single value name nobody', () => {
  expect(readingOfText(null, 'text')).toBeNull();
  expect(readingOfText('nan', 'float')).toBeNull();
  expect(readingOfText('true', 'boolean')).toBeNull();
  expect(readingOfText('[1]', 'list')).toBeNull();
  expect(readingOfText('{"a":1}', 'json')).toBeNull();
  expect(readingsOfSubject('')).toEqual(['text:']);
});

const types = {
  VARCHAR: fc.string({ unit: 'grapheme' }).filter((text) => !text.includes('\0')),
  BIGINT: fc.bigInt({ min: -(2n ** 63n) + 1n, max: 2n ** 63n - 1n }).map(String),
  HUGEINT: fc.bigInt({ min: -(2n ** 100n), max: 2n ** 100n }).map(String),
  'DECIMAL(20,4)': fc.bigInt({ min: -(10n ** 18n), max: 10n ** 18n }).map(
    (digits) =>
      `${digits / 10n ** 4n}.${String(digits % 10n ** 4n)
        .replace('-', '')
        .padStart(4, '0')}`,
  ),
  DOUBLE: fc.double({ noNaN: true, noDefaultInfinity: true }).map(String),
  FLOAT: fc.float({ noNaN: true, noDefaultInfinity: true }).map(String),
  DATE: fc
    .date({ min: new Date('0100-01-01'), max: new Date('9999-12-31'), noInvalidDate: true })
    .map((date) => date.toISOString().slice(0, 10)),
  TIMESTAMP: fc
    .date({ min: new Date('0100-01-01'), max: new Date('9999-12-31'), noInvalidDate: true })
    .map((date) => date.toISOString().replace('Z', '')),
  'TIMESTAMP WITH TIME ZONE': fc
    .date({ min: new Date('0100-01-01'), max: new Date('9999-12-31'), noInvalidDate: true })
    .map((date) => date.toISOString()),
} satisfies Readonly<Record<string, fc.Arbitrary<string>>>;

describe('the text of the engine and the value that it hands over are one', () => {
  test.for(Object.entries(types))('%s', async ([type, texts]) => {
    const session = await openDataset(fromRows([{ a: 1 }]), [], {
      root: process.cwd(),
      now: new Date(),
    });
    try {
      await fc.assert(
        fc.asyncProperty(fc.array(texts, { minLength: 1, maxLength: 40 }), async (given) => {
          const list = given.map((text) => `('${text.replaceAll("'", "''")}')`).join(', ');
          const from = `(select cast(t as ${type}) as v, t from (values ${list}) s(t))`;
          const family = familyOf(type);
          const rows = await session.query(
            `select v, ${textOfColumn({ name: 'v', family, type }, session.dialect)} as t, t as given from ${from}`,
          );
          expect(rows).toHaveLength(given.length);
          for (const row of rows) {
            const reading = readingOfText(String(row.t), family);
            expect(reading).not.toBeNull();
            expect(reading).toBe(readingOfValue(row.v, family));
            expect(readingsOfSubject(String(row.given))).toContain(reading);
          }
        }),
        { numRuns: 30 },
      );
    } finally {
      await session.close();
    }
  });
});

function familyOf(type: string) {
  if (type === 'VARCHAR') return 'text';
  if (type.startsWith('DECIMAL')) return 'decimal';
  if (type === 'DOUBLE' || type === 'FLOAT') return 'float';
  if (type === 'DATE') return 'date';
  return type.startsWith('TIMESTAMP') ? 'timestamp' : 'integer';
}
