import { rmSync } from 'node:fs';
import { afterAll, expect, test } from 'vitest';
import { assay, project, projects } from '../command.ts';

afterAll(() => rmSync(projects, { recursive: true, force: true }));

test('a key is inferred without a bound of its mean, which the next month would miss', () => {
  const rows = Array.from({ length: 50 }, (_, at) => `${at + 1},${at % 7}\n`);
  const folder = project({ 'trips.csv': `id,fare\n${rows.join('')}` });
  const { stdout } = assay(folder, 'infer', 'trips.csv', '--out', '-');
  expect(stdout).toContain("rows.key('id')");
  expect(stdout).toContain("column('fare').mean()");
  expect(stdout).not.toContain("column('id').mean()");
});
