import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Fixture, fixture, type Running } from '../support/fixture.ts';
import { config, contractFile, people, unitTest } from './files.ts';

const fuzzFile = `import { contract, z } from 'assay';
import { fuzz, sqlStep } from 'assay/fuzz';
const people = contract('people', { schema: z.object({ id: z.number().min(0).max(9) }) });
fuzz('clean', { input: people, output: people, step: sqlStep('steps/clean.sql'), runs: 5 });
`;

let one: Fixture;
let outside: string;
let watcher: Running;

const ready = /(?:PASS|FAIL) .*\n.*press h to show help/;

beforeAll(async () => {
  outside = await mkdtemp(join(tmpdir(), 'outside-'));
  await writeFile(join(outside, 'far.csv'), people);
  one = await fixture({
    'vitest.config.ts': config(),
    'data/people.csv': people,
    'parts/a.csv': people,
    'contracts/near.contract.ts': contractFile({ name: 'near' }),
    'contracts/far.contract.ts': contractFile({
      name: 'far',
      verify: `verify(people, csv('${outside}/far.csv'));`,
    }),
    'contracts/parts.contract.ts': contractFile({
      name: 'parts',
      expect: 'rows.count().atMost(3),',
      verify: "verify(people, csv('parts/*.csv'));",
    }),
    'test/own.test.ts': unitTest(),
    'steps/clean.sql': 'select * from input;',
    'test/clean.test.ts': fuzzFile,
  });
  watcher = one.start('vitest', ['watch', '--reporter=verbose']);
  await watcher.printed(ready);
});
afterAll(async () => {
  await watcher?.stop();
  await one?.remove();
  await rm(outside, { recursive: true, force: true });
});

/** Change files, and give what the run prints that follows. */
async function change(work: () => Promise<void>): Promise<string> {
  const since = watcher.output().length;
  await work();
  return await watcher.printed(ready, since);
}

/** Contract files of which a run printed a test, with whether one of them failed. */
const ran = (output: string): readonly string[] =>
  [...new Set(output.match(/[✓×] \|\w+\| \S+?\.ts/g))]
    .map((line) => line.replace(/\|\w+\| |contracts\//g, ''))
    .sort();

test('a change of data re-runs the contracts that read it, and no others', async () => {
  const red = await change(() => one.write({ 'data/people.csv': 'id,name\n1,Ada\n' }));
  expect(red).toContain('RERUN  data/people.csv');
  expect(ran(red)).toEqual(['× near.contract.ts', '✓ near.contract.ts']);
  // On stderr, which arrives in its own time.
  await watcher.printed('AssayFailure: rows.count() is 1, expected at least 3');
  const green = await change(() => one.write({ 'data/people.csv': people }));
  expect(ran(green)).toEqual(['✓ near.contract.ts']);
});

test('also where the data lies outside of the root', async () => {
  const red = await change(() => writeFile(join(outside, 'far.csv'), 'id,name\n1,Ada\n'));
  expect(ran(red)).toEqual(['× far.contract.ts', '✓ far.contract.ts']);
  const green = await change(() => writeFile(join(outside, 'far.csv'), people));
  expect(ran(green)).toEqual(['✓ far.contract.ts']);
});

test('also where a new file matches the glob, and where it goes again', async () => {
  const red = await change(() => one.write({ 'parts/b.csv': 'id,name\n4,Barbara\n' }));
  expect(ran(red)).toEqual(['× parts.contract.ts', '✓ parts.contract.ts']);
  const green = await change(() => rm(one.path('parts/b.csv')));
  expect(ran(green)).toEqual(['✓ parts.contract.ts']);
});

test('also where it is the SQL file of a step under fuzzing', async () => {
  const red = await change(() =>
    one.write({ 'steps/clean.sql': 'select id + 10 as id from input;' }),
  );
  expect(red).toContain('RERUN  steps/clean.sql');
  expect(ran(red)).toEqual(['× test/clean.test.ts', '✓ test/clean.test.ts']);
  const green = await change(() => one.write({ 'steps/clean.sql': 'select * from input;' }));
  expect(ran(green)).toEqual(['✓ test/clean.test.ts']);
});

test('a file that nobody reads is left to Vitest', async () => {
  await mkdir(one.path('data/other'), { recursive: true });
  await one.write({ 'data/other/people.csv': people });
  const output = await change(() => one.write({ 'test/own.test.ts': `${unitTest()}// touched` }));
  expect(ran(output)).toEqual(['✓ test/own.test.ts']);
});
