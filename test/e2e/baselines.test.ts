import { readdir } from 'node:fs/promises';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { type Fixture, fixture } from '../support/fixture.ts';
import { config } from './files.ts';

const contractOf = (expectations: string, more = "verify(trips, csv('data/trips.csv'));") => `
import { contract, csv, verify, z } from 'assay';
export const trips = contract('trips', {
  schema: z.object({ fare: z.number() }),
}, ({ rows, column }) => [
  ${expectations}
]);
${more}
`;
const mean = "column('fare').mean().change().between('-10%', '10%'),";
const count = "rows.count().change().between('-10%', '10%'),";
const trips = (...fares: readonly number[]) => `fare\n${fares.join('\n')}\n`;

let one: Fixture;
beforeEach(async () => {
  one = await fixture({
    'vitest.config.ts': config(),
    'contracts/trips.contract.ts': contractOf(`${mean}\n  ${count}`),
    'data/trips.csv': trips(8, 12),
  });
});
afterEach(() => one.remove());

const local = { CI: '', GITHUB_ACTIONS: '', NO_COLOR: '1' };
const run = (...args: readonly string[]) =>
  one.run('vitest', ['run', '--project', 'contracts', ...args], local);
const inCI = (...args: readonly string[]) =>
  one.run('vitest', ['run', '--project', 'contracts', ...args], { ...local, CI: '1' });
/** The output without the ends of its lines, which are broken at 80 columns. */
const inOneLine = (output: string) => output.replaceAll(/\s+/g, ' ');
const file = 'contracts/__baselines__/trips.json';
const baseline = () => one.read(file);
const entries = async () => (await baseline()).match(/"digest"/g)?.length;
const folders = () => readdir(one.path('contracts'));

describe('a baseline is kept under the rules of snapshots', () => {
  test('a new one is written in a local run, compared with in the next, and updated by -u', async () => {
    const first = await run();
    expect(first.output).toMatch(/Baselines\s+2 written/);
    expect(first.code).toBe(0);
    const recorded = await baseline();

    await one.write({ 'data/trips.csv': trips(80, 120) });
    const drifted = await run();
    expect(drifted.output).toContain("column('fare').mean().change() is 900%");
    expect(drifted.code).toBe(1);
    expect(await baseline()).toBe(recorded);

    const updated = await run('-u');
    expect(updated.output).toMatch(/Baselines\s+1 updated/);
    expect(updated.code).toBe(0);
    const again = await run();
    expect(again.output).not.toContain('Baselines');
    expect(again.code).toBe(0);
  });

  test('CI writes none, fails without one, passes with one, and refuses -u', async () => {
    const missing = await inCI();
    expect(inOneLine(missing.output)).toContain(
      `was not run: the baseline ${file} has no column('fare').mean() of this dataset: record it on your machine with npx vitest run --project contracts`,
    );
    expect(missing.code).toBe(1);
    expect(await folders()).toEqual(['trips.contract.ts']);
    await run();
    expect((await inCI()).code).toBe(0);
    const refused = await inCI('-u');
    expect(inOneLine(refused.output)).toContain(
      '-u in CI would record what the data is now and pass',
    );
    expect(refused.code).toBe(1);
  });

  test('a run that is red for another reason writes none, and says so', async () => {
    await one.write({
      'contracts/trips.contract.ts': contractOf(`${mean}\n  rows.count().atLeast(100),`),
    });
    for (const args of [[], ['-u']]) {
      const red = await run(...args);
      expect(red.output).toContain('1 baseline not written, because the run failed');
      expect(red.code).toBe(1);
      expect(await folders()).toEqual(['trips.contract.ts']);
    }
  });

  test('obsolete ones are reported, kept by a filter, and removed by -u', async () => {
    await run();
    await one.write({ 'contracts/trips.contract.ts': contractOf(mean) });
    const obsolete = await run();
    expect(inOneLine(obsolete.output)).toContain(
      `1 baseline obsolete, which nothing compares with, in ${file}: remove with npx vitest -u --project contracts`,
    );
    expect(obsolete.code).toBe(0);
    expect(await entries()).toBe(2);
    const removed = await run('-u');
    expect(removed.output).toMatch(/Baselines\s+1 removed/);
    expect(await entries()).toBe(1);
  });

  test('a filter drops no entry of what it leaves out', async () => {
    await run();
    const filtered = await run('-u', '-t', 'mean');
    expect(filtered.output).not.toContain('obsolete');
    expect(filtered.code).toBe(0);
    expect(await entries()).toBe(2);
  });

  test('those of a contract that is gone are removed with their file', async () => {
    await run();
    await one.write({
      'contracts/trips.contract.ts': contractOf(mean).replace("'trips'", "'journeys'"),
    });
    expect(inOneLine((await run()).output)).toContain(
      `2 baselines obsolete, which nothing compares with, in ${file}`,
    );
    await run('-u');
    expect(await readdir(one.path('contracts/__baselines__'))).toEqual(['journeys.json']);
  });
});

test('several calls and files write to one baseline, and lose nothing', async () => {
  await one.write({
    'data/more.csv': trips(1, 2),
    'data/other.csv': trips(5),
    'contracts/trips.contract.ts': contractOf(
      mean,
      "verify(trips, csv('data/trips.csv'));\nverify(trips, csv('data/more.csv'));",
    ),
    'contracts/other.contract.ts': `
import { csv, verify } from 'assay';
import { trips } from '../shared.ts';
verify(trips, csv('data/other.csv'));
`,
    'shared.ts': contractOf(mean, '').replace("'trips'", "'shared trips'"),
    'contracts/third.contract.ts': `
import { csv, verify } from 'assay';
import { trips } from '../shared.ts';
verify(trips, csv('data/more.csv'));
`,
  });
  const first = await run();
  expect(first.output).toMatch(/Baselines\s+4 written/);
  expect(first.code).toBe(0);
  expect(await entries()).toBe(2);
  expect(await readdir(one.path('__baselines__'))).toEqual([
    expect.stringMatching(/^shared-trips-[\da-f]{8}\.json$/),
  ]);
  // A run of some files only does not know what the others compare with.
  const some = await run('-u', 'other');
  expect(some.output).not.toContain('removed');
  const next = await inCI();
  expect(next.output).not.toContain('obsolete');
  expect(next.code).toBe(0);
});

describe('a folder that several projects share', () => {
  beforeEach(async () => {
    const of = (name: string) => ({
      [`${name}/vitest.config.ts`]: config('{}', `{ baselineFolder: '${one.path('shared')}' }`),
      [`${name}/contracts/${name}.contract.ts`]: contractOf(mean).replace("'trips'", `'${name}'`),
      [`${name}/data/trips.csv`]: trips(8, 12),
    });
    await one.write({
      'vitest.config.ts': 'export default { test: { projects: ["one", "two"] } };',
      ...of('one'),
      ...of('two'),
    });
    const first = await one.run('vitest', ['run'], local);
    expect(first.output).toMatch(/Baselines\s+2 written/);
  });
  const kept = () => readdir(one.path('shared'));

  test.each([
    ['a project that is picked', ['--project', 'one']],
    ['a root of its own', ['--root', 'one']],
  ])('keeps the baselines of the others when %s records anew', async (_, args) => {
    const anew = await one.run('vitest', ['run', '-u', ...args], local);
    expect(anew.code).toBe(0);
    expect(await kept()).toEqual(['one.json', 'two.json']);
  });
});
