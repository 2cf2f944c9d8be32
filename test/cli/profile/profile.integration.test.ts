import { readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import type { ProfileDocument } from '../../../src/outcome/profile/profile-document.ts';
import { assay, project, projects } from '../command.ts';

afterAll(() => rmSync(projects, { recursive: true, force: true }));

const orders = [
  'id,day,city,email,amount',
  ...Array.from({ length: 40 }, (_, at) =>
    [
      at + 1,
      `2026-01-${String((at % 28) + 1).padStart(2, '0')}`,
      at % 4 === 0 ? 'Rome' : 'Oslo',
      `person${at}@example.org`,
      at % 10 === 0 ? '' : `${at}.5`,
    ].join(','),
  ),
].join('\n');

const profileOf = (folder: string, ...args: readonly string[]): ProfileDocument =>
  JSON.parse(assay(folder, 'profile', ...args, '--json').stdout);

test.each([
  ['profile', []],
  ['check', ['x.contract.ts']],
])('assay %s says that another source reads a file than its name has', (command, more) => {
  const folder = project({
    'x.parquet': 'id,name\n1,ann\n2,bo\n',
    'x.contract.ts':
      "import { contract, z } from 'assay';\nexport const x = contract('x', { schema: z.object({ id: z.int(), name: z.string() }) });\n",
  });
  const { status, stderr } = assay(folder, command, 'x.parquet', ...more);
  expect(status).toBe(0);
  expect(stderr.replace(/\s+/g, ' ')).toContain(
    'x.parquet is read by csv(), for its bytes say so, and not by parquet() as its name would have it.',
  );
});

test('assay profile reads a file as infer does, where it can only be meant so', () => {
  const folder = project({
    'words.csv': Buffer.from('name,city\nJosé,Köln\nAna,Paris\n', 'latin1'),
    'titled.csv': 'Report of 2026\n\nid,sold\n1,2\n2,3\n3,4\n',
  });
  const words = profileOf(folder, 'words.csv');
  expect(words).toMatchObject({ rows: 2, unread: { records: 0, fields: 0 } });
  expect(words.notes[0]).toContain('It is read in windows-1252');
  const titled = profileOf(folder, 'titled.csv');
  expect(titled.columns.map(({ name }) => name)).toEqual(['id', 'sold']);
  expect(titled.notes[0]).toContain('are left out');
});

test('assay profile names flags in its sentences', () => {
  const folder = project({
    'days.csv': `id,day\n${Array.from({ length: 30 }, (_, at) => `${at},${at < 25 ? `2026-01-${at + 1 < 10 ? `0${at + 1}` : at + 1}` : `${at}/01/2026`}`).join('\n')}\n`,
  });
  const { stdout } = assay(folder, 'profile', 'days.csv');
  expect(stdout).toContain('--date-format');
  expect(stdout).not.toContain('dateFormat');
});

describe('assay profile', () => {
  const folder = project({ 'orders.csv': orders });

  test('shows a line for each column within 80 columns', () => {
    const { status, stdout } = assay(folder, 'profile', 'orders.csv');
    expect(status).toBe(0);
    expect(stdout).toMatchInlineSnapshot(`
      "orders.csv: 40 rows, 5 columns, key id

      column  type    NULL  distinct  values                                  shape
      ──────  ──────  ────  ────────  ──────────────────────────────────────  ────────
      id      bigint     0        40  1 to 40, median 20.5                    ██████▆
      day     date       0        28  2026-01-01 to 2026-01-28                ███▄▄▄▄
      city    text       0         2  Oslo 75%, Rome 25%                      █▃
      email   text       0        40  masked, 19 to 20 characters, like a99…
      amount  double   10%        36  1.5 to 39.5, median 20.5                █▇█▇▇█▇█

      masked: email (it is named like an e-mail address)
      correlated: id and amount 1.00
      also unique: email
      "
    `);
    for (const line of stdout.split('\n')) expect(line.length).toBeLessThanOrEqual(80);
  });

  test('prints the figures as JSON', () => {
    const { columns, keys, rows, duplicateRows } = profileOf(folder, 'orders.csv');
    expect(rows).toBe(40);
    expect(keys).toEqual(['id', 'email']);
    expect(duplicateRows).toEqual({ count: 0, reason: null });
    const amount = columns.find(({ name }) => name === 'amount');
    expect(amount).toMatchObject({ nulls: 4, distinct: { count: 36, isExact: true } });
    expect(amount?.range).toEqual([1.5, 39.5]);
    expect(amount?.histogram?.counts.reduce((sum, one) => sum + one, 0)).toBe(36);
    const city = columns.find(({ name }) => name === 'city');
    expect(city?.topValues).toEqual({
      values: [
        ['Oslo', 30],
        ['Rome', 10],
      ],
      others: 0,
    });
  });

  test('shows no personal value', () => {
    for (const args of [[], ['--json']])
      expect(assay(folder, 'profile', 'orders.csv', ...args).stdout).not.toContain('person1');
  });

  test('shows no mean of a personal number, which is the number where it stands alone', () => {
    const one = project({ 'one.csv': 'phone,n\n491701234567,1\n491701234567,2\n' });
    for (const args of [[], ['--json'], ['--html', 'page.html']])
      expect(assay(one, 'profile', 'one.csv', ...args).stdout).not.toContain('1701234567');
    expect(readFileSync(join(one, 'page.html'), 'utf8')).not.toContain('1701234567');
    const [phone] = profileOf(one, 'one.csv').columns;
    expect(phone).toMatchObject({ family: 'integer', numbers: { mean: null, stddev: null } });
  });

  test.each([
    ['a file that is not there', ['none.csv']],
    ['a glob without a file', ['none/*.csv']],
    ['an empty file', ['nothing.csv']],
    ['a damaged Parquet file', ['cut.parquet']],
    ['a flag that does not exist', ['orders.csv', '--jsn']],
    ['a type of a column that is not there', ['orders.csv', '--type', 'amuont=DOUBLE']],
  ])('ends with 2 and a sentence for %s', (_, args) => {
    const other = project({
      'orders.csv': orders,
      'nothing.csv': '',
      'cut.parquet': 'PAR1 is cut',
    });
    const { status, stdout, stderr } = assay(other, 'profile', ...args);
    expect({ status, stdout }).toEqual({ status: 2, stdout: '' });
    expect(stderr).toMatch(/\w+ \w+ \w+/);
    expect(stderr).not.toMatch(/\n\s+at /);
  });

  test('writes a page that is whole without network', () => {
    expect(assay(folder, 'profile', 'orders.csv', '--html', 'profile.html').status).toBe(0);
    const page = readFileSync(join(folder, 'profile.html'), 'utf8');
    expect(page.length).toBeLessThan(150_000);
    expect(page).not.toMatch(/(?:src|href)="(?!#|data:,)/);
    expect(page).not.toContain('person1');
    expect(page).toContain('Oslo');
  });

  test('writes no page over the data', () => {
    const { status, stderr } = assay(folder, 'profile', 'orders.csv', '--html', 'orders.csv');
    expect(status).toBe(2);
    expect(stderr).toContain('would write over');
  });

  test('says first that fields can not be read', () => {
    const rows = Array.from({ length: 300 }, (_, at) => (at === 200 ? '12x' : String(at)));
    const broken = project({ 'n.csv': ['n', ...rows].join('\n') });
    const { stdout } = assay(broken, 'profile', 'n.csv', '--type', 'n=BIGINT');
    expect(stdout.split('\n')[1]).toContain("1 field can't be read");
  });

  test('says that there are no rows', () => {
    const empty = project({ 'empty.csv': 'a,b\n' });
    expect(assay(empty, 'profile', 'empty.csv').stdout).toContain('There are no rows');
  });

  test('refuses a file that is not there, and one without a header', () => {
    const other = project({ 'bare.csv': 'ann@example.org,7\nbob@example.org,8\n' });
    expect(assay(other, 'profile', 'none.csv')).toMatchObject({ status: 2, stdout: '' });
    const bare = assay(other, 'profile', 'bare.csv');
    expect(bare).toMatchObject({ status: 2, stdout: '' });
    expect(bare.stderr).toContain('seems to have no header');
  });
});
