import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { type CsvOptions, contract, csv, z } from '../../src/index.ts';
import { measureAll, textOf } from '../support/measured.ts';

// The options that say how values are written lead to problems and notes of their own: none may quote the field.

const root = mkdtempSync(join(tmpdir(), 'value-options-'));
afterAll(() => rmSync(root, { recursive: true, force: true }));

const pii = { classification: 'pii' } as const;
const numbers = z.object({ id: z.int(), v: z.number().nullable().meta(pii) });
const days = z.object({ id: z.int(), v: z.date().nullable().meta(pii) });
const answers = z.object({ id: z.int(), v: z.boolean().nullable().meta(pii) });

const european = { decimal: ',', thousands: '.' } as const;

const cases: readonly (readonly [string, z.ZodObject, readonly string[], CsvOptions])[] = [
  ['a decimal comma', numbers, ['1,5', '7,25', '48172635,9'], {}],
  ['a decimal comma beside text', numbers, ['1,5', 'Zorpilqua', '7'], { decimal: ',' }],
  ['thousands in wrong places', numbers, ['1.234', '48.17.2635', '2'], european],
  ['a comma of two meanings', numbers, ['48,172', '7', '9'], {}],
  ['a currency', numbers, ['$48172635', '7', '9'], {}],
  ['dates of another format', days, ['31.12.1948', '30.11.1948', '29.10.1948'], {}],
  ['dates of two formats', days, ['31/12/1948', '1948-12-31', 'Dec 31, 1948'], {}],
  [
    'a date that two formats read',
    days,
    ['04/08/1948', '1', '2'],
    { dateFormat: ['%d/%m/%Y', '%m/%d/%Y'] },
  ],
  ['a date behind a name', days, ['Zorpilqua 1948-12-31', '1948-12-30', '1948-12-29'], {}],
  ['other words for yes', answers, ['Zorpilqua', 'nein', 'ja'], {}],
  [
    'words that are not given',
    answers,
    ['ja', 'Zorpilqua', 'nein'],
    { booleans: { true: ['ja'], false: ['nein'] } },
  ],
  ['a word for nothing', numbers, ['Zorpilqua', '1', '2'], { nullText: ['-'] }],
];

test.each(cases)('%s: no field is quoted', async (name, schema, fields, options) => {
  const path = join(root, `${name.replaceAll(' ', '-')}.csv`);
  writeFileSync(path, `id,v\n${fields.map((field, id) => `${id},"${field}"\n`).join('')}`);
  const held = contract('held', { schema }, () => []);
  const outcomes = await measureAll(held, csv(path, options));
  expect(outcomes.some(({ state }) => state !== 'passed')).toBe(true);
  const said = textOf(outcomes);
  for (const field of fields.filter((one) => one.length > 4)) expect(said).not.toContain(field);
});
