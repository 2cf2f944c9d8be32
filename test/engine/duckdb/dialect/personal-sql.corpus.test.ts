import { DuckDBInstance, LIST, listValue, VARCHAR } from '@duckdb/node-api';
import fc from 'fast-check';
import { afterAll, describe, expect, test } from 'vitest';
import { personalSql } from '../../../../src/engine/duckdb/dialect/personal-sql.ts';
import { looksPersonal } from '../../../../src/privacy/personal.ts';

const instance = await DuckDBInstance.create(':memory:');
const connection = await instance.connect();
afterAll(() => {
  connection.closeSync();
  instance.closeSync();
});

async function inEngine(texts: readonly string[]): Promise<readonly unknown[]> {
  const reader = await connection.runAndReadAll(
    `select ${personalSql('s')} from (select unnest($1) as s)`,
    [listValue(texts)],
    [LIST(VARCHAR)],
  );
  return reader.getRows().map(([verdict]) => verdict);
}

/** Texts that come close to every pattern, and hit it now and then. */
const close = [
  'jane.doe@example.com',
  'jörg%40müller.de',
  'a@b.😀é',
  '4111111111111111',
  '4222222222222',
  '3782 822463 10005',
  '6011.1111.1111.1117',
  '2223003122003222',
  '6304000000000000',
  '123-45-6789',
  '+1 (415) 555-0100',
  '0044 20 7946 0958',
  '(415) 555-0100',
  '06 12 34 56 78',
  '030/12345678',
  'DE89 3704 0044 0532 0130 00',
  'MT84MALT011000012345MTLCAST001S',
  '192.168.0.17',
  '2001:db8::1',
  '2001:0db8:85a3:0000:0000:8a2e:0370:7334',
  'ftp://u:p@h',
  'AKIAIOSFODNN7EXAMPLE',
  'eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxMjM0NTY3ODkwIn0.x',
  'x?sig=1',
  'ｊａｎｅ＠ｅｘａｍｐｌｅ．ｃｏｍ',
  'jane&#64;example&#46;com',
  'jane%252540example.com',
  '４１１１１１１１１１１１１１１１',
  '+49\u00a0170\u202f123\u20114567',
  '+۴۹ ٠١٧٠ १२३४५६७',
  ['glpat', '-a1B2c3D4e5F6g7H8i9J0'].join(''),
  ['xoxb', '-123456789012-a1B2c3D4'].join(''),
  ['sk', '_live_a1B2c3D4e5F6g7H8'].join(''),
  ['AIza', 'a1B2c3D4e5F6g7H8i9J0a1B2c3D4e5F6g7H'].join(''),
  ['sk', '-proj-a1B2c3D4e5F6g7H8i9J0'].join(''),
] as const;

const around = fc.constantFrom(
  '',
  ' ',
  '.',
  '-',
  '_',
  '0',
  'a',
  'Z',
  'é',
  '\n',
  '\0',
  '+',
  '/',
  ':',
  '😀',
  "'",
  '\u2028',
  '\u212a',
  '\u00a0',
  '\u3000',
  '\u2212',
  '＠',
  '．',
  '５',
  '٥',
  '&#64;',
  '%25',
);

/** One character of a close text is another, or gone. */
const changed = fc
  .tuple(fc.constantFrom(...close), fc.nat(), fc.option(around), fc.boolean())
  .map(([text, at, other, isKept]) => {
    if (other === null) return text;
    const place = at % text.length;
    return `${text.slice(0, place)}${other}${text.slice(place + (isKept ? 0 : 1))}`;
  });

const texts = fc.oneof(
  fc.tuple(around, changed, around, fc.option(changed)).map((parts) => parts.join('')),
  fc.stringMatching(/^[0-9 .\-+/()]{0,24}$/),
  fc.stringMatching(/^[23][0-9a-f]{0,4}(?::[0-9a-f]{0,4}){0,8}$/),
  fc.string({ unit: 'binary', maxLength: 30 }).filter((text) => text.isWellFormed()),
);

describe('personalSql', () => {
  test('the engine says of every text what JavaScript says', async () => {
    let hits = 0;
    await fc.assert(
      fc.asyncProperty(fc.array(texts, { minLength: 50, maxLength: 100 }), async (list) => {
        const expected = list.map(looksPersonal);
        hits += expected.filter(Boolean).length;
        expect(await inEngine(list)).toEqual(expected);
      }),
    );
    // Else it would hold for a pattern that fits nothing.
    expect(hits).toBeGreaterThan(500);
  });

  test('every close text is one, and NULL is none', async () => {
    expect(await inEngine(close)).toEqual(close.map(looksPersonal));
    const reader = await connection.runAndReadAll(
      `select ${personalSql('s')} from (select null::varchar as s)`,
    );
    expect(reader.getRows()).not.toEqual([[true]]);
  });
});
