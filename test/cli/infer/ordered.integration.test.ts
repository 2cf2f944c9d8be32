import { readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { table } from '../../profile/suspicions/profiled.ts';
import { assay, project, projects } from '../command.ts';

afterAll(() => rmSync(projects, { recursive: true, force: true }));

const minute = (row: number) =>
  new Date(Date.UTC(2026, 0, 1, 0, row)).toISOString().slice(0, 19).replace('T', ' ');
const events = (rows: number, at: (row: number) => string) =>
  table(rows, { id: (row) => (row * 7919) % 10_007, at, level: (row) => (row * row) % 17 });
const rule = "column('at').increasing().warn().because(";

function inferred(text: string): string {
  const folder = project({ 'log.csv': text });
  assay(folder, 'infer', 'log.csv', '--out', 'log.contract.ts');
  return readFileSync(join(folder, 'log.contract.ts'), 'utf8');
}

test('times that rise with the rows are expected to, with a warning', () => {
  const folder = project({
    'log.csv': events(3000, minute),
    'mixed.csv': events(3000, (row) => minute(row === 2000 ? 10 : row)),
  });
  assay(folder, 'infer', 'log.csv', '--out', 'log.contract.ts');
  expect(readFileSync(join(folder, 'log.contract.ts'), 'utf8')).toContain(
    `${rule}'each of 3,000 values was after the one before it')`,
  );
  const own = assay(folder, 'check', 'log.csv', 'log.contract.ts');
  expect(own.status).toBe(0);
  expect(own.stdout).not.toContain('warned');
  expect(
    assay(folder, 'check', 'mixed.csv', 'log.contract.ts').stdout.replace(/\s+/g, ' '),
  ).toContain("column('at').increasing() is violated by 1 of 3,000 rows");
});

test.each([
  [
    'fall once behind the first thousand rows',
    events(3000, (row) => minute(row === 2000 ? 10 : row)),
  ],
  ['are equal twice', events(3000, (row) => minute(row === 2000 ? 1999 : row))],
  ['are few', events(19, minute)],
])('times that %s are not expected to rise', (_, text) => {
  const contract = inferred(text);
  expect(contract).toContain("column('at').oldest()");
  expect(contract).not.toContain('increasing');
});
