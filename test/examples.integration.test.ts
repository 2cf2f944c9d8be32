import { spawnSync } from 'node:child_process';
import { cpSync, readFileSync, rmSync } from 'node:fs';
import { join, resolve } from 'node:path';
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
  const firstLines = stdout.replaceAll(/(?<=\S)\n {2}(?=\S)/g, ' ').match(/(?<=^× ).*/gm);
  expect(firstLines).toEqual([
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

const gate = project();
cpSync(resolve(import.meta.dirname, '../examples/gate'), gate, { recursive: true });

test.each([
  ['data/trips.csv', 0, 'may go on'],
  ['data/trips-broken.csv', 1, 'stays here'],
  ['data/none.csv', 2, 'stays here'],
])('the gate ends with its exit code for %s, and writes reports', (data, code, words) => {
  const args = ['--conditions=assay-source', 'gate.ts', data];
  const env = { ...process.env, VITEST: undefined };
  const { status, stdout, stderr } = spawnSync(process.execPath, args, {
    cwd: gate,
    encoding: 'utf8',
    env,
  });
  expect(status, stdout + stderr).toBe(code);
  expect(stdout).toContain(`${data} ${words}.`);
  const junit = readFileSync(join(gate, 'assay-report/trips.xml'), 'utf8');
  expect(/ failures="0" errors="0"/.test(junit)).toBe(code === 0);
  expect(readFileSync(join(gate, 'assay-report/trips.html'), 'utf8')).toContain('trips');
});
