import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import fc from 'fast-check';
import { afterAll, expect, test } from 'vitest';
import type { Contract } from '../../src/contract/contract.ts';
import { type CsvOptions, contract, csv, z } from '../../src/index.ts';
import { measureAll } from '../support/measured.ts';

const folder = mkdtempSync(join(tmpdir(), 'csv-values-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
let files = 0;

function written(text: string): string {
  files += 1;
  const path = join(folder, `${files}.csv`);
  writeFileSync(path, text);
  return path;
}

const redOf = async (one: Contract, path: string, options: CsvOptions) =>
  (await measureAll(one, csv(path, options))).filter(({ state }) => state !== 'passed');

const price = contract(
  'price',
  { schema: z.object({ id: z.int(), v: z.number().nullable() }) },
  (c) => [c.column('v').between(0, 2000)],
);
const day = contract('day', { schema: z.object({ id: z.int(), v: z.date().nullable() }) }, (c) => [
  c.column('v').between('2024-01-01', '2024-12-31'),
]);
const paid = contract(
  'paid',
  { schema: z.object({ id: z.int(), v: z.boolean().nullable() }) },
  (c) => [c.column('v').in([true]).except(1)],
);

const european = { decimal: ',', thousands: '.' } as const;
const dayOrMonth = { dateFormat: ['%d/%m/%Y', '%m/%d/%Y'] };
const words = { booleans: { true: ['yes'], false: ['no'] } };

/** A contract over two fields, and if it must be green. */
type Line = readonly [
  name: string,
  held: Contract,
  fields: readonly [string, string],
  options: CsvOptions,
  isGreen: boolean,
];

// biome-ignore format: a case is one line.
const lines: readonly Line[] = [
  ['numbers as they are written', price, ['1.234,5', '7'], european, true],
  ['a number beyond its limit', price, ['2.000,01', '7'], european, false],
  ['a comma that may be a thousands mark', price, ['1,234', '7'], {}, false],
  ['a point that is none', price, ['1.234', '7,5'], { decimal: ',' }, false],
  ['a comma in the column of the option', price, ['1,5', '7'], { decimal: { v: ',' } }, true],
  ['a comma that is for another column', price, ['1,5', '7'], { decimal: { id: ',' } }, false],
  ['a point in a column of commas', price, ['1.5', '7'], { decimal: { v: ',' } }, false],
  ['a group in the column of the option', price, ['1.234,5', '7'], { decimal: { v: ',' }, thousands: { v: '.' } }, true],
  ['a group that is for another column', price, ['1,234', '7'], { thousands: { id: ',' } }, false],
  ['a group beyond its limit in the column of the option', price, ['2,001', '7'], { thousands: { v: ',' } }, false],
  ['a group of two digits', price, ['12.34', '7'], european, false],
  ['a group behind a zero', price, ['0.123', '7'], european, false],
  ['a group behind the comma', price, ['1,234.567', '7'], european, false],
  ['an exponent behind groups', price, ['1.234e2', '7'], european, false],
  ['days as they are written', day, ['31/12/2024', '12/31/2024'], dayOrMonth, true],
  ['the same day in both formats', day, ['05/05/2024', '12/31/2024'], dayOrMonth, true],
  ['a day that may be a month', day, ['03/04/2024', '31/12/2024'], dayOrMonth, false],
  ['a day that may be a month, in the other order', day, ['03/04/2024', '31/12/2024'], { dateFormat: dayOrMonth.dateFormat.toReversed() }, false],
  ['a day in no format', day, ['2024-12-31', '31/12/2024'], dayOrMonth, false],
  ['a day without a format', day, ['31/12/2024', '2024-12-31'], {}, false],
  ['a day in the format of its column', day, ['31.12.2024', '1.1.2024'], { dateFormat: { v: '%d.%m.%Y' } }, true],
  ['a day in the format of another column', day, ['31.12.2024', '1.1.2024'], { dateFormat: { id: '%d.%m.%Y' } }, false],
  ['a year of two digits', day, ['31/12/24', '31/12/2024'], { dateFormat: '%d/%m/%Y' }, false],
  ['words as they are given', paid, ['yes', 'no'], words, true],
  ['words in other letters', paid, ['yes', 'YES'], words, false],
  ['words that nobody gave', paid, ['yes', 'yes'], {}, false],
  ['words that say false', paid, ['no', 'no'], words, false],
];

test.each(lines)('%s', async (_, held, fields, options, isGreen) => {
  const path = written(`id,v\n${fields.map((field, at) => `${at},"${field}"\n`).join('')}`);
  expect((await redOf(held, path, options)).length === 0).toBe(isGreen);
});

const marks = fc
  .record({
    decimal: fc.constantFrom('.' as const, ',' as const),
    thousands: fc.constantFrom(undefined, '.', ',', ' ', "'", '\u00a0', '\u202f', '\u2019', '_'),
  })
  .filter(({ decimal, thousands }) => decimal !== thousands);
const spelling = fc.record({
  marks,
  format: fc.constantFrom('%d/%m/%Y', '%m/%d/%Y', '%d.%m.%Y', '%Y%m%d'),
  isByColumn: fc.boolean(),
  words: fc.uniqueArray(fc.stringMatching(/^[A-Zu-z]{2,5}$/), { minLength: 2, maxLength: 2 }),
});
const row = fc.record({
  cents: fc.integer({ min: -999_999_999, max: 999_999_999 }),
  day: fc.date({ min: new Date('1000-01-01'), max: new Date('9999-12-31'), noInvalidDate: true }),
  flag: fc.boolean(),
});

/** The day of a row, in milliseconds. */
const dayOf = ({ day: at }: { readonly day: Date }) => Date.parse(at.toISOString().slice(0, 10));

test('what is written in any way is read back equal', async () => {
  const schema = z.object({ n: z.number(), d: z.date(), b: z.boolean() });
  const runs = fc.asyncProperty(
    spelling,
    fc.array(row, { minLength: 1, maxLength: 20 }),
    async (way, rows) => {
      const { decimal, thousands } = way.marks;
      const [yes = '', no = ''] = way.words;
      const number = (cents: number) => {
        const [whole = '', places = ''] = (Math.abs(cents) / 100).toFixed(2).split('.');
        const groups = whole.replaceAll(/\B(?=(?:\d{3})+$)/g, thousands ?? '');
        return `${cents < 0 ? '-' : ''}${groups}${decimal}${places}`;
      };
      const date = (at: Date) => {
        const [year = '', month = '', of = ''] = at.toISOString().slice(0, 10).split('-');
        return way.format.replace('%d', of).replace('%m', month).replace('%Y', year);
      };
      const text = rows.map(
        (one) => `"${number(one.cents)}","${date(one.day)}",${one.flag ? yes : no}\n`,
      );
      const sums = {
        n: rows.reduce((sum, { cents }) => sum + cents, 0) / 100,
        oldest: new Date(Math.min(...rows.map(dayOf))),
        newest: new Date(Math.max(...rows.map(dayOf))),
        yes: rows.filter(({ flag }) => flag).length,
      };
      const exact = contract('exact', { schema }, ({ rows: all, column }) => [
        all.count().equals(rows.length),
        column('n')
          .sum()
          .between(sums.n - 1e-3, sums.n + 1e-3),
        column('d').oldest().equals(sums.oldest),
        column('d').newest().equals(sums.newest),
        column('b').share([true]).equals(sums.yes),
      ]);
      const path = written(`n,d,b\n${text.join('')}`);
      const options: CsvOptions = {
        decimal: way.isByColumn ? { n: decimal } : decimal,
        ...(thousands !== undefined && {
          thousands: way.isByColumn ? { n: thousands } : thousands,
        }),
        dateFormat: { d: way.format },
        booleans: { true: [yes], false: [no] },
      };
      expect((await redOf(exact, path, options)).map(({ title }) => title)).toEqual([]);
    },
  );
  await fc.assert(runs, { numRuns: 40 });
});

test('the page says what comes out of its example', async () => {
  const page = readFileSync(
    resolve(import.meta.dirname, '../../docs/reference/csv-values.md'),
    'utf8',
  );
  const [, code = ''] = /\nexport const orders = (.*?);\n\nverify/s.exec(page) ?? [];
  const [, options = ''] = /csv\('orders\.csv', (.*?)\)\);\n```/s.exec(page) ?? [];
  const [, said = ''] = /```text\n(.*?)\n```/s.exec(page) ?? [];
  const [, records = ''] = /^Over (.*), two fields can't be read/m.exec(page) ?? [];
  const held: Contract = new Function('contract', 'z', `return ${code}`)(contract, z);
  const given: CsvOptions = new Function(`return ${options}`)();
  writeFileSync(
    join(folder, 'orders.csv'),
    `${records.replaceAll('`', '').replaceAll(' / ', '\n')}\n`,
  );
  const outcomes = await measureAll(held, csv('orders.csv', given), { root: folder });
  const red = outcomes.filter(({ state }) => state !== 'passed');
  expect(red.length).toBe(1);
  expect(red[0]?.evidence?.notes.slice(1, 3).join('\n')).toBe(said);
  const price = (text: string) => written(`id,price\n${text}\n`);
  const shown = contract('prices', { schema: z.object({ id: z.int(), price: z.number() }) });
  const notes = [price('1,"1,5"\n2,"3,25"'), price('1,"1,234"\n2,7')].map(async (path) =>
    (await redOf(shown, path, {}))
      .flatMap(({ evidence }) => evidence?.notes ?? [])
      .filter((note) => note.startsWith('All ')),
  );
  const [, hints = ''] = /names these:\n\n```text\n(.*?)\n```/s.exec(page) ?? [];
  expect([...new Set((await Promise.all(notes)).flat())].join('\n')).toBe(hints);
});
