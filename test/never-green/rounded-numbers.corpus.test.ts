import { join } from 'node:path';
import { expect, test } from 'vitest';
import { type CsvOptions, contract, csv, json, z } from '../../src/index.ts';
import { folder } from '../dataset/folder.ts';
import { measureAll } from '../support/measured.ts';

// Each number lies beside the one that DOUBLE has for it, which the bound allows.

const most = 9007199254740992;
const held = contract('rounded', { schema: z.object({ a: z.number() }) }, ({ column }) => [
  column('a').max().equals(most),
]);
const within = contract(
  'rounded within',
  { schema: z.object({ a: z.object({ k: z.number().max(most) }) }) },
  ({ rows }) => [rows.count().equals(2)],
);

const redOf = async (name: string, content: string, options: CsvOptions = {}) => {
  const path = join(folder({ [name]: content }), name);
  const dataset = name.endsWith('.csv') ? csv(path, options) : json(path);
  const one = content.includes('"k"') ? within : held;
  return (await measureAll(one, dataset)).filter(({ state }) => state !== 'passed');
};

const plain = '1.5\n'.repeat(9000);

test.each<[string, string, string, CsvOptions?]>([
  ['CSV', 'x.csv', 'a\n9007199254740993\n1.5\n'],
  ['CSV, below zero digits', 'x.csv', 'a\n0009007199254740993\n1.5\n'],
  ['CSV, behind many rows', 'x.csv', `a\n${plain}9007199254740993\n`],
  ['CSV, of a declared type', 'x.csv', 'a\n9007199254740993\n1.5\n', { types: { a: 'DOUBLE' } }],
  [
    'CSV, with marks',
    'x.csv',
    'a\n"9.007.199.254.740.993"\n"1,5"\n',
    { decimal: ',', thousands: '.' },
  ],
  ['CSV, with decimal places', 'x.csv', 'a\n9007199254740993.00\n1.5\n'],
  ['CSV, with a fraction', 'x.csv', 'a\n9007199254740992.5\n1.5\n'],
  [
    'CSV, with marks and decimal places',
    'x.csv',
    'a\n"9.007.199.254.740.993,0"\n"1,5"\n',
    { decimal: ',', thousands: '.' },
  ],
  ['an array', 'x.json', '[{"a":9007199254740993},{"a":1.5}]'],
  ['lines', 'x.ndjson', '{"a":9007199254740993}\n{"a":1.5}\n'],
  [
    'lines that one broken one makes careful',
    'x.ndjson',
    '{"a":9007199254740993}\n{"a":1.5}\n{"a"',
  ],
  ['an array, with decimal places', 'x.json', '[{"a":9007199254740993.00},{"a":1.5}]'],
  ['lines, with decimal places', 'x.ndjson', '{"a":9007199254740993.00}\n{"a":1.5}\n'],
  ['lines, with a fraction', 'x.ndjson', '{"a":9007199254740992.5}\n{"a":1.5}\n'],
  ['lines, of whole numbers', 'x.ndjson', '{"a":9007199254740993.00}\n{"a":1}\n'],
  ['lines behind many rows', 'x.ndjson', `${'{"a":1.5}\n'.repeat(9000)}{"a":9007199254740993.0}\n`],
  [
    'lines with decimal places, read with care',
    'x.ndjson',
    '{"a":9007199254740993.00}\n{"a":1.5,"file_row_number":1}\n',
  ],
  ['objects, with decimal places', 'x.json', '[{"a":{"k":9007199254740993.00}},{"a":{"k":1.5}}]'],
  ['objects, with a fraction', 'x.ndjson', '{"a":{"k":9007199254740992.5}}\n{"a":{"k":1.5}}\n'],
  ['objects', 'x.json', '[{"a":{"k":9007199254740993}},{"a":{"k":1.5}}]'],
])('never green: a rounded number of %s', async (_, name, content, options) => {
  expect(await redOf(name, content, options)).not.toEqual([]);
});

test.each([
  ['x.csv', `a\n${most}\n1.5\n`],
  ['x.csv', `a\n${most}.00\n1.5\n`],
  ['x.json', `[{"a":${most}},{"a":1.5}]`],
  ['x.json', `[{"a":${most}.00},{"a":0.3333333333333333333333}]`],
  ['x.ndjson', `{"a":{"k":${most}}}\n{"a":{"k":1.5}}\n`],
])('what DOUBLE holds is green, in %s', async (name, content) => {
  expect(await redOf(name, content)).toEqual([]);
});
