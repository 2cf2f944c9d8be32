import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { assay, project, projects } from './command.ts';

afterAll(() => rmSync(projects, { recursive: true, force: true }));

const contract = `import { contract, z } from 'assay';
export const people = contract('people', { schema: z.object({ id: z.int() }) }, ({ rows }) => [
  rows.count().atLeast(2),
]);`;
const files = { 'people.contract.ts': contract, 'good.csv': 'id\n1\n2\n', 'bad.csv': 'id\n1\n' };
const state = (folder: string) =>
  JSON.parse(readFileSync(join(folder, 'out/report.json'), 'utf8')).state;

test('check writes the reports that it is asked for, and the exit code stays its own', () => {
  const folder = project(files);
  const check = (data: string, ...more: readonly string[]) =>
    assay(folder, 'check', data, 'people.contract.ts', '--report', ...more);
  const two = ['json=out/report.json,junit=out/report.xml', '--report', 'html=out/report.html'];
  expect(check('good.csv', ...two).status).toBe(0);
  expect(state(folder)).toBe('passed');
  expect(existsSync(join(folder, 'out/report.html'))).toBe(true);
  expect(existsSync(join(folder, 'out/report.xml'))).toBe(true);
  expect(check('bad.csv', ...two).status).toBe(1);
  expect(state(folder)).toBe('failed');
  check('good.csv', ...two);
  expect(check('none.csv', ...two).status).toBe(2);
  expect(state(folder)).toBe('failed');
});

test('a report that can not be written ends check with a sentence, before anything is measured', () => {
  const folder = project(files);
  mkdirSync(join(folder, 'taken'));
  const ended = assay(folder, 'check', 'good.csv', 'people.contract.ts', '--report', 'json=taken');
  expect(ended).toMatchObject({ status: 2, stdout: '' });
  expect(ended.stderr).toMatch(/^assay: The report taken was not written: /);
});
