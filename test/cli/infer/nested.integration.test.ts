import { spawnSync } from 'node:child_process';
import { readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, expect, test } from 'vitest';
import { assay, project, projects } from '../command.ts';

afterAll(() => rmSync(projects, { recursive: true, force: true }));

const lines = (records: readonly unknown[]) =>
  records.map((record) => `${JSON.stringify(record)}\n`).join('');
const contract = 'contracts/x.contract.ts';

const orders = Array.from({ length: 30 }, (_, at) => ({
  id: at + 1,
  address: at === 4 ? null : { zip: `1000${at % 10}`, floor: at % 3 === 0 ? null : at % 3 },
  tags: at % 2 ? ['a', 'bc'] : [],
  items: [{ sku: `A${at % 10}`, price: at / 4 }],
  seen: at % 2 ? { by: 'x' } : { on: '2026-01-31' },
  big: [at === 0 ? 0 : 1],
}));

test('objects and lists have the types of all values within them', () => {
  const folder = project({ 'x.ndjson': lines(orders) });
  const made = assay(folder, 'infer', 'x.ndjson');
  expect(made.stderr).toBe('');
  const text = readFileSync(join(folder, contract), 'utf8');
  expect(text).toContain(
    "      address: z.object({ zip: z.string().length(5), floor: z.int().nonnegative().nullish() }).nullable().meta({ classification: 'pii' }),\n",
  );
  expect(text).toContain('tags: z.array(z.string().min(1)),');
  expect(text).toContain(
    'items: z.array(z.object({ sku: z.string().length(2), price: z.number().nonnegative() })),',
  );
  expect(text).toContain(
    'seen: z.object({ on: z.string().min(1).nullish(), by: z.string().min(1).nullish() }),',
  );
  expect(assay(folder, 'check', 'x.ndjson', contract).status).toBe(0);
});

test.for<[string, unknown]>([
  ['a field of another type', { address: { zip: '10000', floor: 'first' } }],
  ['a field that is missing', { items: [{ sku: 'A1' }] }],
  ['a field of NULL', { address: { zip: null, floor: 1 } }],
  ['an element of another type', { tags: [1] }],
  ['a number for a text', { items: [{ sku: 1, price: 1 }] }],
  ['an object for a text', { items: [{ sku: { a: 1 }, price: 1 }] }],
  ['an element of NULL', { tags: ['a', null] }],
  ['a negative number', { items: [{ sku: 'A1', price: -1 }] }],
])('%s within a later record is red', ([, change]) => {
  const folder = project({
    'x.ndjson': lines(orders),
    'later.ndjson': lines([...orders, { ...orders[0], id: 31, ...(change as object) }]),
  });
  expect(assay(folder, 'infer', 'x.ndjson').stderr).toBe('');
  expect(assay(folder, 'check', 'later.ndjson', contract).status).toBe(1);
});

test('an object of many fields stands in several lines, and one of too many is not described', () => {
  const wide = (fields: number) =>
    Object.fromEntries(Array.from({ length: fields }, (_, at) => [`field ${at}`, at]));
  const folder = project({
    'x.json': JSON.stringify([{ id: 1, some: wide(9), many: wide(120) }, { id: 2 }]),
  });
  const { stdout } = assay(folder, 'infer', 'x.json', '--out', '-');
  expect(stdout).toContain(
    "      some: z.object({\n        'field 0': z.int().nonnegative(),\n        'field 1'",
  );
  expect(stdout).toContain('      many: z.unknown().nullable(),');
});

const within = fc.letrec<{ value: unknown }>((tie) => ({
  value: fc.oneof(
    { maxDepth: 4, withCrossShrink: true },
    fc.oneof(
      fc.constantFrom(null, '', 'text', ' ', '2026-01-31', true, false, 0, -1, 1.5, 1e300),
      fc.maxSafeInteger(),
      fc.string({ maxLength: 3 }),
    ),
    fc.array(tie('value'), { maxLength: 3 }),
    fc.dictionary(fc.constantFrom('a', 'b', 'c d', 'é', '__proto__', 'x.y'), tie('value'), {
      maxKeys: 3,
      noNullPrototype: true,
    }),
  ),
})).value;

test('a contract of any nested records loads and is kept by them', () => {
  const records = fc.array(
    fc.record({ id: fc.nat(), v: within, w: fc.array(fc.record({ k: within }), { maxLength: 2 }) }),
    { minLength: 2, maxLength: 6 },
  );
  const drawn = fc.sample(records, { numRuns: 20, seed: 20_261_202 });
  const folder = project(
    Object.fromEntries(drawn.map((some, at) => [`data/${at}.ndjson`, lines(some)])),
  );
  const ran = spawnSync(
    process.execPath,
    ['--conditions=assay-source', join(import.meta.dirname, 'infer-process.ts')],
    { cwd: folder, encoding: 'utf8', env: { ...process.env, NO_COLOR: '1', VITEST: undefined } },
  );
  expect([ran.stdout, ran.stderr]).toEqual(['', '']);
});
