import { readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { messy } from '../../profile/suspicions/messy.ts';
import { assay, project, projects } from '../command.ts';

afterAll(() => rmSync(projects, { recursive: true, force: true }));

test('a messy file gets a contract that warns of each fault on it, and is not red', () => {
  const folder = project({ 'orders.csv': messy(2000, 21).text });
  assay(folder, 'infer', 'orders.csv', '--out', 'orders.contract.ts');
  const text = readFileSync(join(folder, 'orders.contract.ts'), 'utf8');
  expect(text).not.toMatch(/z\.enum\([^)]*(?:toys|Garden |N\/A)/);
  const { status, stdout } = assay(folder, 'check', 'orders.csv', 'orders.contract.ts');
  expect([status, stdout]).toEqual([0, expect.stringMatching(/\d+ passed, 8 warned\n$/)]);
});

test('the contract of a clean file keeps the next one, and is red on each fault of a messy one', () => {
  const folder = project({
    'clean.csv': messy(2000, 22, { clean: true }).text,
    'next.csv': messy(2000, 23, { clean: true, part: 2 }).text,
    'messy.csv': messy(2000, 24, { part: 2 }).text,
  });
  assay(folder, 'infer', 'clean.csv', '--out', 'it.contract.ts');
  const next = assay(folder, 'check', 'next.csv', 'it.contract.ts');
  expect([next.status, next.stdout]).toEqual([0, expect.stringMatching(/: \d+ passed\n$/)]);
  const red = assay(folder, 'check', 'messy.csv', 'it.contract.ts');
  expect(red.status).not.toBe(0);
  expect(red.stdout).toMatch(/× every record is read: \d+ fields can't be read/);
  for (const column of ['order_id', 'email', 'category', 'quantity', 'discount'])
    expect(red.stdout).toMatch(new RegExp(`× .*${column}`));
});
