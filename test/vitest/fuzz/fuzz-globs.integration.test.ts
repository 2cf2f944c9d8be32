import { afterAll, beforeAll, expect, test } from 'vitest';
import { type FuzzProject, fuzzProject } from './fuzz-project.ts';

const files = {
  'tests/own.test.ts': `import { expect, test } from 'vitest';
test('adds', () => { expect(1 + 1).toBe(2); });
`,
  'steps/clean.fuzz.ts': `import { contract, z } from 'assay';
import { fuzz } from 'assay/fuzz';
const rows = contract('rows', { schema: z.object({ id: z.number().min(0).max(9) }) });
fuzz('clean', { input: rows, output: rows, step: (given) => given, runs: 5 });
`,
} as const;

let matching: FuzzProject;
let empty: FuzzProject;
beforeAll(async () => {
  matching = await fuzzProject(files, "'steps/**/*.fuzz.ts'");
  empty = await fuzzProject(files, "'stepz/**/*.fuzz.ts'");
});
afterAll(() => Promise.all([matching?.remove(), empty?.remove()]));

test('files of the option fuzz run in a project of their own, and are reported', async () => {
  const { code, output, report } = await matching.run(['--project=fuzz', '--project=unit']);
  expect(output).toMatch(/Tests +\d+ passed/);
  expect(output).toMatch(/Test Files +2 passed/);
  expect(code).toBe(0);
  expect(report.state).toBe('passed');
  expect(report.fuzz.map(({ name, file, state }) => [name, file, state])).toEqual([
    ['clean', 'steps/clean.fuzz.ts', 'passed'],
  ]);
});

test('a glob that matches no file is an error, whatever else passes', async () => {
  const { code, output } = await empty.run(['--project=fuzz', '--project=unit']);
  expect(code).not.toBe(0);
  expect(output).toContain("no file matches the option 'fuzz', so no step would be tested: stepz/");
});
