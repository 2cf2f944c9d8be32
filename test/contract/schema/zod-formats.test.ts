import { describe, expect, test } from 'vitest';
import {
  type FormatName,
  formatNames,
  formatPredicate,
  formatSchema,
} from '../../../src/contract/schema/zod-formats.ts';
import { compilePredicate } from '../../../src/engine/javascript/compile-predicate.ts';

const holds = async (name: FormatName, text: string) =>
  (await compilePredicate(formatPredicate('x', name), new Date(0)))({ x: text });

/** One text of each format, and one that nearly is. */
const examples: Readonly<Record<FormatName, readonly [right: string, wrong: string]>> = {
  base64: ['aGk=', 'aGk'],
  base64url: ['aGk', 'aGk+'],
  cidrv4: ['10.0.0.0/8', '10.0.0.0/33'],
  cidrv6: ['2001:db8::/32', '2001:db8::/129'],
  country: ['DE', 'XX'],
  creditCard: ['4111 1111 1111 1111', '4111 1111 1111 1112'],
  cuid: ['cjld2cjxh0000qzrmn831i7rn', 'xjld2cjxh'],
  cuid2: ['tz4a98xxat96iws9zmbrgj3a', 'Tz4a98'],
  currency: ['EUR', 'EUX'],
  e164: ['+14155552671', '14155552671'],
  email: ['me@example.com', 'me@example'],
  emoji: ['😀', 'a'],
  guid: ['9b2fdb1c-7b63-0c0d-0f63-6d5a51b2d5c1', '9b2fdb1c'],
  hex: ['c0ffee', 'coffee'],
  hostname: ['example.com', '-example.com'],
  httpUrl: ['https://example.com', 'ftp://example.com'],
  iban: ['DE89370400440532013000', 'DE88370400440532013000'],
  ipv4: ['192.168.0.1', '192.168.0.256'],
  ipv6: ['::1', '::1%'],
  isbn: ['978-0-306-40615-7', '978-0-306-40615-8'],
  isoDate: ['2024-02-29', '2023-02-29'],
  isoDatetime: ['2024-01-01T10:00:00Z', '2024-01-01T10:00:00+01:00'],
  isoDuration: ['P1DT2H', 'P'],
  isoTime: ['23:59:59', '24:00:00'],
  jwt: ['eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9.e30.x', 'e30.e30'],
  ksuid: ['0ujtsYcgvSTl8PAuAdqWYSMnLOv', '0ujtsYcgvSTl8PAuAdqWYSMnLO'],
  lei: ['5493001KJTIIGC8Y1R12', '5493001KJTIIGC8Y1R13'],
  mac: ['00:1a:2b:3c:4d:5e', '00:1a:2b:3c:4d'],
  md5: ['d41d8cd98f00b204e9800998ecf8427e', 'd41d8cd98f00b204e9800998ecf8427'],
  nanoid: ['V1StGXR8_Z5jdHi6B-myT', 'V1StGXR8_Z5jdHi6B-my'],
  sha1: ['da39a3ee5e6b4b0d3255bfef95601890afd80709', 'da39'],
  sha256: ['e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855', 'e3b0'],
  sha384: ['0'.repeat(96), '0'.repeat(95)],
  sha512: ['0'.repeat(128), '0'.repeat(127)],
  ulid: ['01ARZ3NDEKTSV4RRFFQ69G5FAV', '81ARZ3NDEKTSV4RRFFQ69G5FAV'],
  url: ['https://example.com/a?b', 'example.com'],
  uuid: ['9b2fdb1c-7b63-4c0d-8f63-6d5a51b2d5c1', '9b2fdb1c-7b63-0c0d-8f63-6d5a51b2d5c1'],
  xid: ['9m4e2mr0ui3e8a215n4g', '9m4e2mr0ui3e8a215n4'],
};

test.each(formatNames)('%s', async (name) => {
  const [right, wrong] = examples[name];
  expect([await holds(name, right), await holds(name, wrong)]).toEqual([true, false]);
});

test.each(formatNames)(
  '%s decides as its zod schema does, on the examples of all',
  async (name) => {
    const schema = formatSchema(name);
    for (const text of [...Object.values(examples).flat(), '', ' ', 'a\n']) {
      const { issues } = await schema._zod.run({ value: text, issues: [] }, { async: true });
      expect([text, await holds(name, text)]).toEqual([text, issues.length === 0]);
    }
  },
);

test('two formats of a column are two tests, whoever judges them', () => {
  const keys = formatNames.map((name) => JSON.stringify(formatPredicate('x', name)));
  expect(new Set(keys).size).toBe(formatNames.length);
});

describe('how a format is judged', () => {
  test('by a pattern where zod has nothing but a pattern', () => {
    expect(formatPredicate('x', 'uuid')).toMatchObject({ kind: 'matches', of: { name: 'x' } });
    expect(formatPredicate('x', 'country')).toMatchObject({ kind: 'oneOf' });
  });

  test('by zod where it is code, and once for a column', () => {
    expect(formatPredicate('x', 'iban')).toMatchObject({ kind: 'judged', columns: ['x'] });
    expect(JSON.stringify(formatPredicate('x', 'iban'))).toBe(
      JSON.stringify(formatPredicate('x', 'iban')),
    );
  });
});

test('a wrong name is refused with the one that was meant', () => {
  expect(() => formatPredicate('x', 'e-mail' as FormatName)).toThrow(
    /^\.format\('e-mail'\): there is no such format\. Did you mean 'email'\? There are base64, /,
  );
  expect(() => formatPredicate('x', 'toString' as FormatName)).toThrow(/there is no such format/);
});
