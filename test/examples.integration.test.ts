import { cpSync, rmSync } from 'node:fs';
import { resolve } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { assay, project, projects } from './cli/command.ts';

const folder = project();
cpSync(resolve(import.meta.dirname, '../examples/orders'), folder, { recursive: true });
afterAll(() => rmSync(projects, { recursive: true, force: true }));

const check = (data: string) => assay(folder, 'check', data, 'contracts/orders.contract.ts');

test('the orders keep their contract', () => {
  const { status, stdout } = check('data/orders.csv');
  expect(status, stdout).toBe(0);
});

test('the broken orders are told, one by one, and no address', () => {
  const { status, stdout } = check('data/orders-broken.csv');
  expect(status).toBe(1);
  expect(stdout.match(/(?<=^× ).*/gm)).toEqual([
    'every record is read: data/orders-broken.csv:22: the record has 7 fields in place of 9',
    expect.stringContaining("column('customer_email') is an email is violated by 1 of 23 rows"),
    expect.stringContaining(
      "column('country') is one of 'DE', 'FR', 'NL', 'PL' is violated by 1 of 23 rows",
    ),
    expect.stringContaining("rows.key('order_id') is violated by 1 of 23 rows"),
    expect.stringContaining('is violated by 1 of 23 rows'),
    expect.stringContaining('nothing ships before it is ordered'),
    expect.stringContaining("rows.per('country').count() is outside in 1 of 5 segments"),
  ]);
  expect(stdout).not.toMatch(/not an address|customer\d+@/);
});
