import { readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, expect, test, vi } from 'vitest';
import { assay, project, projects } from './command.ts';

vi.setConfig({ testTimeout: 120_000 });

afterAll(() => rmSync(projects, { recursive: true, force: true }));

const shop = `import { contract, z } from 'assay';
export const customers = contract('customers', {
  schema: z.object({ id: z.int(), name: z.string().min(1), vip: z.boolean().nullable() }),
}, ({ column }) => [column('id').unique()]);
export const orders = contract('orders', {
  schema: z.object({ id: z.int().min(1), customer: z.int(), at: z.date(), total: z.number().min(0).max(500), tags: z.array(z.string()) }),
}, ({ column, rows }) => [column('id').increasing(), column('total').mean().below(1), rows.count().atLeast(10)]);
`;

const one = `import { contract, z } from 'assay';
export const notes = contract('notes', { schema: z.object({ text: z.string().nullable(), n: z.int() }) });
`;

test('writes files of several contracts with their keys, which keep their contracts', () => {
  const folder = project({ 'shop.ts': shop });
  const args = [
    'generate',
    'shop.ts',
    '--rows',
    'customers=50,orders=3000',
    '--seed',
    '4',
    '--foreign-keys',
    'orders.customer=customers.id',
  ];
  const ran = assay(folder, ...args, '--out', 'data/');
  expect(ran.stderr).toBe('');
  expect(ran.stdout).toMatchInlineSnapshot(`
    "Wrote data/customers.parquet: 50 rows of 'customers', seed 4
    Wrote data/orders.parquet: 3,000 rows of 'orders', seed 4
    Not aimed at, since no row decides it alone, and missed by this data (1
    expectation):
      - column('total').mean() is below 1
    "
  `);
  expect(ran.status).toBe(0);
  expect(readdirSync(join(folder, 'data')).sort()).toEqual(['customers.parquet', 'orders.parquet']);
  assay(folder, ...args, '--out', 'again/{contract}.parquet');
  for (const name of ['customers.parquet', 'orders.parquet'])
    expect(
      readFileSync(join(folder, 'data', name)).equals(readFileSync(join(folder, 'again', name))),
    ).toBe(true);
});

test.each(['csv', 'ndjson'])(
  'writes %s, refuses to write over it, and does with --force',
  (extension) => {
    const folder = project({ 'one.ts': one });
    const args = [
      'generate',
      'one.ts',
      '--rows',
      '20',
      '--seed',
      '1',
      '--out',
      `notes.${extension}`,
    ];
    expect(assay(folder, ...args)).toMatchObject({ status: 0, stderr: '' });
    const text = readFileSync(join(folder, `notes.${extension}`), 'utf8');
    expect(text.trimEnd().split('\n')).toHaveLength(extension === 'csv' ? 21 : 20);
    expect(assay(folder, ...args)).toMatchObject({
      status: 2,
      stderr: `assay: 'notes.${extension}' exists: give another file with --out, or --force to write over it.\n`,
    });
    expect(assay(folder, ...args, '--force')).toMatchObject({ status: 0 });
    expect(readFileSync(join(folder, `notes.${extension}`), 'utf8')).toBe(text);
    const like = assay(
      folder,
      'generate',
      'one.ts',
      '--rows',
      '30',
      '--like',
      `notes.${extension}`,
      '--out',
      'like.csv',
    );
    expect(like).toMatchObject({ status: 0, stderr: '' });
  },
);

test('what can not be generated leaves no file, and says why', () => {
  const folder = project({ 'one.ts': one });
  writeFileSync(
    join(folder, 'never.ts'),
    `import { contract, z } from 'assay';
export const never = contract('never', { schema: z.object({ n: z.int().refine(() => false, 'is magic') }) });`,
  );
  const refusal = (...args: readonly string[]) => {
    const { status, stdout, stderr } = assay(folder, 'generate', ...args);
    expect([status, stdout]).toEqual([2, '']);
    return stderr;
  };
  expect(refusal('one.ts', '--rows', '5', '--like', 'none.csv', '--out', 'x.csv')).toContain(
    'none.csv',
  );
  expect(refusal('never.ts', '--rows', '5', '--out', 'x.parquet')).toContain(
    "column('n') satisfies its zod schema refused all 1,000 values",
  );
  expect(readdirSync(folder).filter((name) => name.startsWith('x'))).toEqual([]);
});
