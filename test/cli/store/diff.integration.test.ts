import { readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { assay, project, projects } from '../command.ts';

afterAll(() => rmSync(projects, { recursive: true, force: true }));

const csvOf = (header: string, from: number, to: number, make: (at: number) => string) =>
  `${header}\n${Array.from({ length: to - from }, (_, at) => make(at + from)).join('\n')}\n`;
const trip = (at: number, fare: number) => `${at},rider${at}@example.com,${fare},${at % 3}`;

const folder = project({
  'march/trips.csv': csvOf('id,mail,fare,zone', 0, 200, (at) => trip(at, at)),
  'april/trips.csv': csvOf('id,mail,fare,zone,tip', 2, 210, (at) =>
    [trip(at, at % 50 === 7 ? 900 : at), at % 2].join(','),
  ),
  'bare/trips.csv': 'zone\n1\n2\n',
  'trips.contract.mjs': `import { contract, z } from 'assay';
export const trips = contract('trips', { schema: z.object({
  id: z.int().meta({ classification: 'pii' }), fare: z.number(),
}) }, ({ rows }) => [rows.key('id')]);
export const other = contract('other', { schema: z.object({ mail: z.string() }) }, ({ column }) => [column('mail').unique()]);`,
  'mails.contract.mjs': `import { contract, z } from 'assay';
export const mails = contract('mails', { schema: z.object({ mail: z.string() }) }, ({ column }) => [column('mail').unique()]);`,
});

const diff = (...args: readonly string[]) => assay(folder, 'diff', 'trips', ...args);

beforeAll(() => {
  for (const [month, tag] of [
    ['march', 'production'],
    ['april', 'candidate'],
    ['bare', 'bare'],
  ] as const)
    expect(
      assay(folder, 'snapshot', 'create', 'trips', `${month}/trips.csv`, '--tag', tag),
    ).toMatchObject({ status: 0, stderr: '' });
});

test('columns, rows, numbers and drift are shown in 80 columns', () => {
  const { status, stdout, stderr } = diff('production', 'candidate', '--key', 'id');
  expect([status, stderr]).toEqual([0, '']);
  expect(Math.max(...stdout.split('\n').map((line) => line.length))).toBeLessThanOrEqual(80);
  const [shown, drift] = stdout.split('\ndrift\n');
  expect(shown).toBe(`
trips@candidate (208 rows) against trips@production (200)

columns
  added      tip  BIGINT

rows by id
  added       10  200, 201, 202, 203, 204, …
  removed      2  0, 1
  changed      4  7, 57, 107, 157
  unchanged  194

numbers
  id    mean 99.5 → 105.5; min 0 → 2; max 199 → 209
  fare  changed in 4 rows; mean 99.5 → 124.5625; min 0 → 2; max 199 → 900
  zone  mean 0.995 → 1.0048
`);
  expect(drift).toMatch(/no drift {2}zone/);
  expect(drift).toMatch(/\nThey differ\.\n$/);
  expect(stdout).not.toContain('example.com');
  const page = readFileSync(join(import.meta.dirname, '../../../docs/diff.md'), 'utf8');
  expect(page).toContain(`\`\`\`text${stdout}\`\`\``);
});

test('--exit-code ends with 1 if they differ', () => {
  expect(diff('production', 'candidate', '--exit-code', '--no-drift').status).toBe(1);
  const same = diff('candidate', 'candidate', '--exit-code', '--key', 'id', '--no-drift');
  expect(same.status).toBe(0);
  expect(same.stdout).toMatch(/They have the same columns and rows\.\n$/);
});

test('without a key whole rows are compared, and the output says so', () => {
  const { stdout } = diff('production', 'candidate', '--no-drift');
  expect(stdout).toContain('\nwhole rows, by 4 columns (--key matches rows)\n  added       14\n');
});

describe('--contract', () => {
  test('gives the key, and what is masked', () => {
    const { status, stdout, stderr } = diff(
      'production',
      'candidate',
      '--contract',
      'trips.contract.mjs',
    );
    expect([status, stderr]).toEqual([0, '']);
    expect(stdout).toContain('rows by id\n  added       10  •••, …\n');
    expect(stdout).not.toMatch(/\b209\b|105\.5/);
  });

  test('gives a unique column', () => {
    const { stdout } = diff(
      'production',
      'candidate',
      '--contract',
      'mails.contract.mjs',
      '--no-drift',
    );
    expect(stdout).toContain('rows by mail\n');
  });

  test('is refused if it is one of several, and none has the name of the dataset', () => {
    assay(folder, 'snapshot', 'create', 'rides', 'march/trips.csv', '--tag', 'a');
    const { status, stderr } = assay(
      folder,
      'diff',
      'rides',
      'a',
      'a',
      '--contract',
      'trips.contract.mjs',
    );
    expect([status, stderr]).toEqual([
      64,
      "assay: 'trips.contract.mjs' has several contracts and none named 'rides': trips, other.\n",
    ]);
  });
});

test('--json writes the difference, masked, and - prints it', () => {
  expect(diff('production', 'candidate', '--key', 'mail', '--json', 'out/diff.json').status).toBe(
    0,
  );
  const text = readFileSync(join(folder, 'out/diff.json'), 'utf8');
  expect(JSON.parse(text)).toMatchObject({
    version: 1,
    isDifferent: true,
    rows: { by: 'key', key: ['mail'], changed: 4, samples: { added: { masked: ['mail'] } } },
  });
  expect(text).not.toContain('example.com');
  const printed = diff('production', 'candidate', '--key', 'mail', '--json', '-', '--no-drift');
  expect(JSON.parse(printed.stdout)).toMatchObject({ drift: null, isDifferent: true });
});

test.each([
  [['production', 'none'], 5, /no tag 'none'/],
  [['production', 'ffffffffffff'], 5, /trips/],
  [['production'], 64, /missing required argument 'after'/],
  [
    ['production', 'candidate', '--key', 'tip'],
    64,
    /trips@production has no column 'tip', which the key names\./,
  ],
  [['production', 'candidate', '--key', 'fares'], 64, /Did you mean 'fare'\?/],
  [['production', 'candidate', '--key', 'id,'], 64, /--key takes names of columns/],
  [
    ['production', 'candidate', '--key', 'zone'],
    2,
    /The key \(zone\) does not tell rows apart: 197 rows of trips@production repeat/,
  ],
  [['production', 'candidate', '--contract', 'none.mjs'], 64, /There is no contract file/],
  [
    ['production', 'candidate', '--json', 'march/trips.csv'],
    64,
    /--json march\/trips.csv would write over/,
  ],
  [['production', 'candidate', '--json', 'march'], 64, /--json march can't be written/],
  [['production', 'bare', '--key', 'id'], 64, /trips@bare has no column 'id'/],
])('%j ends with %d', (args, code, message) => {
  const { status, stdout, stderr } = diff(...args);
  expect([status, stdout]).toEqual([code, '']);
  expect(stderr).toMatch(message);
});
