import { access, readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { FuzzedProperty, ReportedFuzz } from '../../../src/outcome/reported-fuzz.ts';
import { type FuzzProject, type FuzzRun, fuzzProject } from './fuzz-project.ts';

const contracts = `import { contract, z } from 'assay';

const schema = z.object({ order_id: z.enum(['a', 'b', 'c']), price: z.number().min(0).max(9) });
export const rawOrders = contract('raw orders', { schema });
export const orders = contract('orders', { schema }, ({ rows, column }) => [
  rows.duplicates('order_id').atMost(0),
  column('price').mean().between(1, 500),
]);
`;

const imports = `import { fuzz, sqlStep } from 'assay/fuzz';
import { orders, rawOrders } from '../contracts.ts';
`;

const common = 'input: rawOrders, output: orders, runs: 40, seed: 7, rows: { max: 6 }';

const files = {
  'contracts.ts': contracts,
  'steps/clean.sql': 'select distinct * from input;',
  // Of two rows with one key it keeps both.
  'tests/broken.test.ts': `${imports}
fuzz('clean orders', {
  ${common},
  step: sqlStep('steps/clean.sql'),
  invariants: ['idempotent', { keeps: 'order_id' }],
  keep: true,
});
`,
  'tests/mended.test.ts': `${imports}
fuzz('mended', {
  ${common},
  step: sqlStep('select any_value(columns(*)) from input group by order_id'),
});
`,
  'tests/nothing.test.ts': `${imports}
fuzz('drops all', { ${common}, step: () => [] });
`,
  'tests/typo.test.ts': `${imports}
fuzz('typo', { ${common}, step: sqlStep('steps/clean.sql'), fualts: ['missing'] } as never);
`,
  'tests/missing.test.ts': `${imports}
fuzz('missing', { ${common}, step: sqlStep('steps/claen.sql') });
`,
  'tests/modes.test.ts': `${imports}
fuzz.only('chosen', { ${common}, step: (rows) => rows.slice(0, 1) });
fuzz('beside', { ${common}, step: () => { throw new Error('never run'); } });
fuzz.skip('skipped', { ${common}, step: () => { throw new Error('never run'); } });
`,
  'tests/hook.test.ts': `${imports}
import { beforeAll, describe } from 'vitest';
describe('below', () => {
  beforeAll(() => { throw new Error('no database'); });
  fuzz('lost', { ${common}, step: (rows) => rows.slice(0, 1) });
});
`,
} as const;

let project: FuzzProject;
let all: FuzzRun;
beforeAll(async () => {
  project = await fuzzProject(files);
  all = await project.run([]);
});
afterAll(() => project?.remove());

const fuzzNamed = (name: string, { report }: FuzzRun = all): ReportedFuzz => {
  const found = report.fuzz.find((one) => one.name === name);
  if (!found) throw new Error(`The report has no fuzz test '${name}'.`);
  return found;
};
const propertyOf = (fuzz: ReportedFuzz, title: string): FuzzedProperty => {
  const found = fuzz.properties.find((one) => one.title.startsWith(title));
  if (!found) throw new Error(`The fuzz test has no property '${title}'.`);
  return found;
};
const duplicates = "rows.duplicates('order_id')";

test('a run with a broken step is red', () => {
  expect(all.code).toBe(1);
  expect(all.report.state).toBe('failed');
  expect(all.report.contracts).toEqual([]);
  expect(all.report.problems.map(({ message }) => message)).not.toContain(
    'No expectation was judged.',
  );
});

describe('a planted bug', () => {
  test('is printed as a table, at the line of the rule and of the call', () => {
    const [, text = ''] = all.output.split(`clean orders > ${duplicates}`);
    const printed = text.slice(0, text.indexOf('⎯⎯⎯'));
    expect(printed).toContain(
      "steps/clean.sql: rows.duplicates('order_id') is violated by 1 of 2 rows",
    );
    expect(printed).toMatch(/input: 2 rows\n\s+order_id +price\n/);
    expect(printed).toMatch(/output: 2 rows\n/);
    expect(printed).toMatch(/replay +seed: 7, path/);
    expect(printed).toContain('❯ contracts.ts:6:');
    expect(printed).toContain('❯ tests/broken.test.ts:4:1');
  });

  test('is in the report, with its smallest input', () => {
    const fuzz = fuzzNamed('clean orders');
    expect(fuzz).toMatchObject({
      file: 'tests/broken.test.ts',
      step: 'steps/clean.sql',
      state: 'failed',
      runs: 40,
      seed: 7,
    });
    expect(fuzz.tried).toBeGreaterThan(0);
    const { state, example, location } = propertyOf(fuzz, duplicates);
    expect(state).toBe('failed');
    expect(example?.tables.map(({ role, count }) => [role, count])).toEqual([
      ['input', 2],
      ['output', 2],
    ]);
    expect(example?.replay).toMatchObject({ seed: 7 });
    expect(location).toMatchObject({ file: 'contracts.ts', line: 6 });
    expect(propertyOf(fuzz, 'idempotent').state).toBe('passed');
  });

  test('lists the rules that are left out', () => {
    expect(fuzzNamed('clean orders').leftOut.map(({ title }) => title)).toContain(
      "column('price').mean() is between 1 and 500",
    );
    expect(all.output).not.toContain("FAIL  tests/broken.test.ts > clean orders > column('price')");
  });
});

test('a mended step is green', () => {
  const { state, properties } = fuzzNamed('mended');
  expect(properties.map((one) => [one.title, one.problem])).toEqual(
    properties.map(({ title }) => [title, null]),
  );
  expect(state).toBe('passed');
});

test('a step that returns no rows is red', () => {
  const { problem, state } = propertyOf(fuzzNamed('drops all'), duplicates);
  expect(state).toBe('errored');
  expect(problem?.message).toContain('the step returned no row for any of 40 inputs');
});

test.each([
  ['a typo in the options', 'typo', 'fualts'],
  ['a step whose file is missing', 'missing', 'claen'],
])('%s is red before any run, with the closest word', (_, name, word) => {
  expect(all.output).toMatch(new RegExp(`FAIL +tests/${name}\\.test\\.ts`));
  const problems = all.report.problems.filter(({ file }) => file === `tests/${name}.test.ts`);
  expect(problems.map(({ message }) => message).join()).toContain(word);
});

test('fuzz.only and fuzz.skip leave out, and lose nothing', () => {
  expect(fuzzNamed('chosen').state).toBe('passed');
  for (const name of ['beside', 'skipped']) {
    const { properties, state } = fuzzNamed(name);
    expect(state).toBe('notRun');
    expect(new Set(properties.map(({ problem }) => problem?.code))).toEqual(new Set(['LEFT_OUT']));
  }
});

test('properties behind a hook that failed are lost, and not left out', () => {
  const { properties } = fuzzNamed('below > lost');
  expect(properties.map(({ problem }) => problem)).toEqual(
    properties.map(() => ({
      code: 'SETUP_FAILED',
      message: 'what runs before it failed: no database',
    })),
  );
});

test('-t runs one property, and the search is for it alone', async () => {
  const run = await project.run(['tests/broken.test.ts', '-t', 'idempotent']);
  expect(run.code).toBe(0);
  const { properties } = fuzzNamed('clean orders', run);
  expect(properties.filter(({ state }) => state === 'passed').map(({ title }) => title)).toEqual([
    'idempotent',
  ]);
  expect(properties.filter(({ state }) => state !== 'notRun')).toHaveLength(1);
  expect(run.report.state).toBe('passed');
});

test('-t that matches no property loses nothing, and judges nothing', async () => {
  const { code, report } = await project.run(['tests/broken.test.ts', '-t', 'no such property']);
  expect(code).toBe(0);
  expect(report.state).toBe('failed');
  expect(report.problems.map(({ message }) => message)).toEqual(['No expectation was judged.']);
});

test('counter-examples that were kept run first; CI writes none', async () => {
  const folder = join(project.root, 'tests/__fuzz__');
  const [file = ''] = await readdir(folder);
  const kept = await readFile(join(folder, file), 'utf8');
  expect(kept.trim().split('\n').length).toBeGreaterThan(0);
  const again = await project.run(['tests/broken.test.ts'], { CI: 'true' });
  expect(propertyOf(fuzzNamed('clean orders', again), duplicates).example?.found).toBe(
    'in the counter-examples that were kept',
  );
  expect(await readFile(join(folder, file), 'utf8')).toBe(kept);
  await expect(access(join(project.root, 'steps/__fuzz__'))).rejects.toThrow();
});
