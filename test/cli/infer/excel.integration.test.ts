import { readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { xlsxOf } from '../../support/write-xlsx.ts';
import { assay, project, projects } from '../command.ts';

afterAll(() => rmSync(projects, { recursive: true, force: true }));

const rows = [['id', 'price'], ...[1, 2, 3, 4].map((id) => [id, id / 2])];

test('a workbook keeps the contract that infer writes of it', () => {
  const folder = project({ 'report.xlsx': xlsxOf({ sheets: [{ name: 'S', rows }] }) });
  expect(assay(folder, 'infer', 'report.xlsx').stderr).toBe('');
  const contract = 'contracts/report.contract.ts';
  const text = readFileSync(join(folder, contract), 'utf8');
  expect(text).toContain("import { contract, excel, verify, z } from 'assay';");
  expect(text).toContain("verify(report, excel('report.xlsx'));");
  expect(text).toContain('price: z.number()');
  const checked = assay(folder, 'check', 'report.xlsx', contract);
  expect([checked.status, checked.stdout]).toEqual([0, expect.stringContaining('passed')]);
}, 60_000);

test('one of several sheets has to be named', () => {
  const sheets = ['Jan', 'Feb'].map((name) => ({ name, rows }));
  const folder = project({ 'report.xlsx': xlsxOf({ sheets }) });
  const refused = assay(folder, 'infer', 'report.xlsx');
  expect([refused.status, refused.stderr]).toEqual([2, expect.stringContaining("'Jan', 'Feb'")]);
  const made = assay(folder, 'infer', 'report.xlsx', '--sheet', 'Feb', '--out', '-');
  expect([made.status, made.stdout]).toEqual([
    0,
    expect.stringContaining("excel('report.xlsx', { sheet: 'Feb' })"),
  ]);
}, 60_000);
