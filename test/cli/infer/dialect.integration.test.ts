import { readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { assay, project, projects } from '../command.ts';

afterAll(() => rmSync(projects, { recursive: true, force: true }));

const latin1 = (text: string) => Buffer.from(text, 'latin1');

describe('a CSV file that has to be told how it is read', () => {
  const flags = ['--delimiter', ';', '--encoding', 'latin-1', '--null', 'NA'];
  const dates = ['--date-format', '%d.%m.%Y'];
  const files = {
    'sales.csv': latin1('id;city;day\n1;Zürich;01.02.2026\n2;Genève;13.02.2026\n3;Bern;NA\n'),
  };

  test('keeps the contract that infer writes with the same flags', () => {
    const folder = project(files);
    const made = assay(folder, 'infer', 'sales.csv', ...flags, ...dates);
    expect(made.stderr).toBe('');
    const contract = 'contracts/sales.contract.ts';
    const text = readFileSync(join(folder, contract), 'utf8');
    expect(text).toContain(
      "csv('sales.csv', { delimiter: ';', nullText: ['', 'NA'], encoding: 'latin-1', dateFormat: '%d.%m.%Y' })",
    );
    expect(text).toContain('day: z.date().nullable()');
    const checked = assay(folder, 'check', 'sales.csv', contract, ...flags, ...dates);
    expect([checked.status, checked.stdout]).toEqual([0, expect.stringContaining('passed')]);
  });

  test('is red where check is not told', () => {
    const folder = project(files);
    assay(folder, 'infer', 'sales.csv', ...flags, ...dates);
    const { status } = assay(folder, 'check', 'sales.csv', 'contracts/sales.contract.ts');
    expect(status).toBe(2);
  });

  test('without a header gets the names that are given', () => {
    const folder = project({ 'n.csv': '1,a\n2,b\n3,b\n' });
    const { status, stdout } = assay(
      folder,
      'infer',
      'n.csv',
      '--no-header',
      '--names',
      'id,kind',
      '--out',
      '-',
    );
    expect([status, stdout]).toEqual([
      0,
      expect.stringContaining("csv('n.csv', { header: false, names: ['id', 'kind'] })"),
    ]);
    expect(stdout).toContain('id: z.int()');
  });
});

test('flags without a file are refused by init', () => {
  const folder = project();
  const { status, stderr } = assay(folder, 'init', '--delimiter', ';');
  expect([status, stderr]).toEqual([2, expect.stringContaining('no file')]);
});
