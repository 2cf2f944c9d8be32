import { spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import process from 'node:process';
import { afterAll, expect, test } from 'vitest';
import type { Report } from '../../../src/outcome/report.ts';
import { outerEnvironment } from '../../support/package.ts';

const repository = resolve(import.meta.dirname, '../../..');
const source = (path: string) => JSON.stringify(join(repository, path));

const config = `
import { contracts } from ${source('src/vitest/plugin/contracts-plugin.ts')};
export default {
  plugins: [contracts()],
  resolve: { alias: [{ find: /^assay$/, replacement: ${source('src/index.ts')} }] },
};
`;

const head = `import { contract, csv, partitions, verify, z } from 'assay';
const trips = contract('trips', { schema: z.object({ id: z.int(), fare: z.number() }) }, ({ rows, column }) => [
  rows.count().equals(2).named('two'),
  column('fare').max().atMost(9).named('cheap'),
]);
const days = csv('data/day=*/*.csv');
`;

const row = (fare: number) => `id,fare\n1,1\n2,${fare}\n`;
const data = {
  'data/day=2026-11-28/a.csv': row(3),
  'data/day=2026-11-29/a.csv': row(90),
  'data/day=2026-11-30/a.csv': row(5),
};

const folders: string[] = [];
afterAll(() => {
  for (const folder of folders) rmSync(folder, { recursive: true, force: true });
});

interface Ran {
  readonly code: number | null;
  readonly output: string;
  readonly report: Report;
}

/** Runs contract files in a project of their own, and reads what the run reports. */
async function ran(files: Readonly<Record<string, string>>, ...args: string[]): Promise<Ran> {
  const root = mkdtempSync(join(tmpdir(), 'each-'));
  folders.push(root);
  for (const [name, text] of Object.entries({ 'vitest.config.ts': config, ...files })) {
    mkdirSync(dirname(join(root, name)), { recursive: true });
    writeFileSync(join(root, name), text);
  }
  const { code, output } = await vitest(root, args);
  const path = join(root, 'assay-report/contracts.json');
  return { code, output, report: JSON.parse(readFileSync(path, 'utf8')) as Report };
}

const vitest = (cwd: string, more: readonly string[]) =>
  new Promise<{ readonly code: number | null; readonly output: string }>((done, fail) => {
    const args = [
      join(repository, 'node_modules/vitest/vitest.mjs'),
      'run',
      '--project=contracts',
      '--reporter=verbose',
      `--reporter=${join(repository, 'reporters/json.ts')}`,
      ...more,
    ];
    const child = spawn(process.execPath, args, { cwd, env: outerEnvironment() });
    let output = '';
    for (const stream of [child.stdout, child.stderr])
      stream.on('data', (chunk: Buffer) => {
        output += chunk;
      });
    child.on('error', fail);
    child.on('close', (code) => done({ code, output }));
  });

/** The outcomes that are not green, by dataset and title. */
const reds = ({ report }: Ran) =>
  report.contracts
    .flatMap(({ outcomes }) => outcomes)
    .filter(({ state }) => state !== 'passed')
    .map(({ dataset, title, state }) => `${dataset}: ${title}: ${state}`);

const file = (text: string) => ({ 'a.contract.ts': `${head}${text}` });

test('each partition has a verdict and a name of its own', async () => {
  const run = await ran({
    ...data,
    ...file("verify.each(trips, partitions(days, { by: 'day', newest: 2 }));"),
  });
  expect(run.code, run.output).toBe(1);
  expect(run.report.contracts.map(({ dataset }) => dataset)).toEqual([
    'data/day=*/*.csv (day=2026-11-29)',
    'data/day=*/*.csv (day=2026-11-30)',
  ]);
  expect(reds(run)).toEqual(['data/day=*/*.csv (day=2026-11-29): cheap: failed']);
  expect(run.output).toMatch(/trips > day=2026-11-30 > two/);
}, 120_000);

test('what is not there, or not certain, is red, and the rest is judged', async () => {
  const run = await ran({
    ...data,
    'data/late/a.csv': row(1),
    'other/day=1/a.csv': row(1),
    ...file(`
verify.each(trips, partitions(days, { by: 'day', values: ['2026-11-28', '2026-12-01'] }));
verify.each(trips, partitions(csv('data/**/*.csv'), { by: 'day' }));
verify.each(trips, partitions(csv('none/*.csv'), { by: 'day' }));
verify(trips, csv('other/**/*.csv'));`),
  });
  expect(run.code, run.output).toBe(1);
  const states = Object.groupBy(
    run.report.contracts.flatMap(({ outcomes }) => outcomes),
    ({ dataset, state }) => `${dataset}: ${state}`,
  );
  expect(Object.keys(states).toSorted()).toEqual([
    'data/**/*.csv (all by day): errored',
    'data/day=*/*.csv (day=2026-11-28): passed',
    'data/day=*/*.csv (day=2026-12-01): errored',
    'none/*.csv (all by day): errored',
    'other/**/*.csv: passed',
  ]);
  expect(run.output).toContain('has no partition day=2026-12-01/');
  expect(run.output).toContain('data/late/a.csv lies in no folder day=.../');
  expect(run.output).toContain('No file matches csv(');
}, 120_000);

test('a call in another order gives the same report', async () => {
  const calls = [
    "verify.each(trips, partitions(days, { by: 'day', newest: 1 }));",
    "verify.each(trips, partitions(csv('other/day=*/*.csv'), { by: 'day' }));",
  ];
  const other = { 'other/day=2/a.csv': row(90), 'other/day=10/a.csv': row(2) };
  const [one, two] = [
    await ran({ ...data, ...other, ...file(calls.join('\n')) }),
    await ran({ ...data, ...other, ...file(calls.toReversed().join('\n')) }),
  ];
  const told = (run: Ran) =>
    run.report.contracts.map(({ dataset, state }) => [dataset, state]).toSorted();
  expect(told(one)).toEqual(told(two));
  expect(reds(one)).toEqual(['other/day=*/*.csv (day=2): cheap: failed']);
}, 120_000);

test('each is compared with the one before it, and the first with none', async () => {
  const run = await ran({
    ...data,
    'a.contract.ts': `import { contract, csv, partitions, verify, z } from 'assay';
const trips = contract('trips', { schema: z.object({ id: z.int(), fare: z.number() }) }, ({ column }) => [
  column('fare').max().change().atMost('50%').named('steady'),
]);
verify.each(trips, partitions(csv('data/day=*/*.csv'), { by: 'day' }), { reference: 'previous' });`,
  });
  expect(reds(run)).toEqual([
    'data/day=*/*.csv (day=2026-11-28): steady: errored',
    'data/day=*/*.csv (day=2026-11-29): steady: failed',
  ]);
  expect(run.output).toContain('day=2026-11-28/ is the first partition: none comes before it.');
}, 120_000);

test('what would lose or reveal something is refused', async () => {
  const run = await ran({
    ...data,
    'lost.contract.ts': `${head}
setTimeout(() => { try { verify.each(trips, partitions(days, { by: 'day' })); } catch {} }, 1);
verify(trips, csv('data/day=2026-11-28/a.csv'));`,
    'personal.contract.ts': `import { contract, csv, partitions, verify, z } from 'assay';
const people = contract('people', { schema: z.object({ id: z.int(), day: z.string().meta({ classification: 'pii' }) }) });
verify.each(people, partitions(csv('data/day=*/*.csv'), { by: 'day' }));`,
    'twice.contract.ts': `${head.replaceAll("'trips'", "'twice'")}
verify.each(trips, partitions(days, { by: 'day' }));
verify.each(trips, partitions(days, { by: 'day', newest: 1 }));`,
    'wrong.contract.ts': `${head.replaceAll("'trips'", "'wrong'")}
verify.each(trips, days as never);`,
  });
  expect(run.code).toBe(1);
  expect(run.output).toContain("verify('trips') on data/day=*/*.csv (all by day) came after");
  expect(run.output).toContain("the values of 'day', which the contract 'people' classifies");
  expect(run.output).toContain(
    "Contract 'twice' is verified on 'data/day=*/*.csv (day=2026-11-30)' more than once",
  );
  expect(run.output).toContain('verify.each takes partitions second');
}, 120_000);

test('skip and only hold for all partitions', async () => {
  const skipped = await ran({
    ...data,
    ...file(`verify.each.skip(trips, partitions(days, { by: 'day' }));
verify(trips, csv('data/day=2026-11-28/a.csv'));`),
  });
  expect(skipped.code, skipped.output).toBe(0);
  expect(reds(skipped)).toHaveLength(30);
  expect(new Set(reds(skipped).map((red) => red.split(': ').at(-1)))).toEqual(new Set(['notRun']));
  const only = await ran({
    ...data,
    ...file(`verify.each.only(trips, partitions(days, { by: 'day', newest: 1 }));
verify(trips, csv('data/day=2026-11-29/a.csv'));`),
  });
  const judged = only.report.contracts
    .flatMap(({ outcomes }) => outcomes)
    .filter(({ state }) => state !== 'notRun');
  expect(new Set(judged.map(({ dataset }) => dataset))).toEqual(
    new Set(['data/day=*/*.csv (day=2026-11-30)']),
  );
}, 120_000);

test('the names of suites do not depend on the order of the calls, also within describe', async () => {
  const calls = [
    "verify(trips, csv('data/day=2026-11-28/a.csv', { label: 'old' }));",
    "verify(trips, csv('data/day=2026-11-30/a.csv', { label: 'new' }));",
  ];
  const file = (ordered: readonly string[]) =>
    `import { describe } from 'vitest';\n${head}${ordered.map((call, at) => `describe('${at}', () => { ${call} });`).join('\n')}`;
  const runs = [
    await ran({ ...data, 'contracts/trips.contract.ts': file(calls) }, '--reporter=verbose'),
    await ran(
      { ...data, 'contracts/trips.contract.ts': file(calls.toReversed()) },
      '--reporter=verbose',
    ),
  ];
  for (const { code, output } of runs) {
    expect(code).toBe(0);
    expect(output).toContain('trips on old > two');
    expect(output).toContain('trips on new > two');
    expect(output).not.toContain('trips > two');
  }
});
