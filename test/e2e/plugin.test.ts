import { cp, mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, inject, test } from 'vitest';
import { type Fixture, fixture, runIn } from '../support/fixture.ts';
import { config, contractFile, people, unitTest } from './files.ts';

const made: Fixture[] = [];
async function project(files: Readonly<Record<string, string>>): Promise<Fixture> {
  const one = await fixture({
    'data/people.csv': people,
    'contracts/people.contract.ts': contractFile(),
    'test/own.test.ts': unitTest(),
    ...files,
  });
  made.push(one);
  return one;
}
afterEach(async () => {
  for (const one of made.splice(0)) await one.remove();
});

const vitest = (one: Fixture, ...args: readonly string[]) =>
  one.run('vitest', ['run', '--reporter=verbose', ...args]);

test('a fresh project needs the two packages, the plugin and a contract, and nothing else', async () => {
  // A folder of its own: what other tests write in that of the installation would be found as well.
  const root = await mkdtemp(join(tmpdir(), 'assay-fresh-'));
  await symlink(join(inject('installation'), 'node_modules'), join(root, 'node_modules'));
  await cp(join(inject('installation'), 'package.json'), join(root, 'package.json'));
  const files = {
    'vitest.config.ts': config(),
    'contracts/people.contract.ts': contractFile(),
    'data/people.csv': people,
  };
  for (const [file, text] of Object.entries(files)) {
    await mkdir(join(root, file, '..'), { recursive: true });
    await writeFile(join(root, file), text);
  }
  try {
    const { code, output } = await runIn(root, 'npx', ['vitest', 'run', '--project', 'contracts']);
    expect(output).toMatch(/✓ \|contracts\| contracts\/people\.contract\.ts \(\d+ tests\)/);
    expect(code, output).toBe(0);
  } finally {
    await rm(root, { recursive: true });
  }
});

describe('the tests that a config has already run as before', () => {
  test('without anything of their own', async () => {
    const one = await project({ 'vitest.config.ts': config() });
    const { code, output } = await vitest(one);
    expect(output).toContain('✓ |unit| test/own.test.ts > adds');
    expect(output).toContain(
      '✓ |contracts| contracts/people.contract.ts:6 > people > rows.count() is at least 3',
    );
    expect(code, output).toBe(0);
  });

  test('with a name, include, globals and setupFiles, which are theirs alone', async () => {
    const one = await project({
      'vitest.config.ts': config(
        "{ name: 'app', include: ['specs/*.ts'], globals: true, setupFiles: ['./setup.ts'] }",
      ),
      'setup.ts': "console.log('SETUP of', import.meta.url); globalThis.ready = true;",
      'specs/ready.ts': "test('ready', () => { expect(globalThis.ready).toBe(true) });",
    });
    const { code, output } = await vitest(one);
    expect(output).toContain('✓ |app| specs/ready.ts > ready');
    expect(output.match(/SETUP of/g)).toHaveLength(1);
    expect(output).not.toContain('own.test.ts');
    expect(output).toContain('✓ |contracts| contracts/people.contract.ts');
    expect(code, output).toBe(0);
  });

  test('with demands on every test, which are theirs alone', async () => {
    const one = await project({
      'vitest.config.ts': config(`{
        retry: 2, testTimeout: 1, hookTimeout: 1, isolate: false, pool: 'threads',
        expect: { requireAssertions: true },
        sequence: { concurrent: true, shuffle: true },
        runner: './runner.ts',
      }`),
      'runner.ts': `
        import { TestRunner } from 'vitest';
        export default class extends TestRunner {
          onBeforeRunTask(task) { console.log('RUNNER of', task.name); return super.onBeforeRunTask(task); }
        }`,
    });
    const { code, output } = await vitest(one);
    expect(output).toContain('✓ |unit| test/own.test.ts > adds');
    expect(output.match(/RUNNER of .*/g)).toEqual(['RUNNER of adds']);
    expect(output).toContain('✓ |contracts| contracts/people.contract.ts');
    expect(code, output).toBe(0);
  });

  test('with projects of their own', async () => {
    const one = await project({
      'vitest.config.ts': config(`{
        setupFiles: ['./setup.ts'],
        projects: [
          { extends: true, test: { name: 'one', include: ['test/**/*.test.ts'] } },
          { test: { name: 'two', include: ['test/**/*.test.ts'], setupFiles: ['./two.ts'] } },
        ],
      }`),
      'setup.ts': "console.log('SETUP');",
      'two.ts': "console.log('TWO');",
    });
    const { code, output } = await vitest(one);
    expect(output).toContain('✓ |one| test/own.test.ts > adds');
    expect(output).toContain('✓ |two| test/own.test.ts > adds');
    expect(output).toContain('✓ |contracts| contracts/people.contract.ts');
    expect(output.match(/SETUP/g)).toHaveLength(2);
    expect(output.match(/TWO/g)).toHaveLength(1);
    expect(code, output).toBe(0);
  });

  test('with an include so wide that it takes contract files in', async () => {
    const one = await project({
      'vitest.config.ts': config(
        "{ include: ['**/*.ts'], exclude: ['**/node_modules/**', '*.config.ts'] }",
      ),
    });
    const { code, output } = await vitest(one);
    expect(output).not.toContain('|unit| contracts/');
    expect(output).toContain('✓ |contracts| contracts/people.contract.ts');
    expect(code, output).toBe(0);
  });

  test('where each project has a server of its own', async () => {
    const one = await project({ 'vitest.config.ts': config('{ sharedViteServer: false }') });
    const { code, output } = await vitest(one);
    expect(output).toContain('✓ |unit| test/own.test.ts > adds');
    expect(output).toContain('✓ |contracts| contracts/people.contract.ts');
    expect(code, output).toBe(0);
  });

  test('with the same verdict: one that fails still fails', async () => {
    const one = await project({
      'vitest.config.ts': config(),
      'test/own.test.ts': unitTest('expect(1 + 1).toBe(3);'),
    });
    const { code, output } = await vitest(one);
    expect(output).toContain('× |unit| test/own.test.ts > adds');
    expect(code).toBe(1);
  });
});

test('a config may have the plugin more than once', async () => {
  const one = await project({
    'vitest.config.ts': `
      import { defineConfig } from 'vitest/config';
      import { contracts } from 'assay/plugin';
      export default defineConfig({
        plugins: [
          contracts({ include: 'contracts/*.contract.ts' }),
          contracts({ name: 'nightly', include: 'nightly/*.contract.ts' }),
        ],
      });`,
    'nightly/people.contract.ts': contractFile(),
  });
  const { code, output } = await vitest(one, '--reporter=default');
  expect(output).toMatch(/✓ \|contracts\| contracts\/people\.contract\.ts/);
  expect(output).toMatch(/✓ \|nightly\| nightly\/people\.contract\.ts/);
  expect(output).not.toMatch(
    /\|contracts\| nightly|\|nightly\| contracts|\|unit\| (?:contracts|nightly)/,
  );
  expect(code, output).toBe(0);
});

describe('a mistake in the config is a sentence', () => {
  test.each([
    ['{}', '{ thread: 2 }', /VerifyError: There is no option 'thread': the options are threads, /],
    ["{ name: 'contracts' }", '', /VerifyError: contracts\(\) adds a project 'contracts', and /],
  ])('%s %s', async (own, options, message) => {
    const one = await project({ 'vitest.config.ts': config(own, options) });
    const { code, output } = await vitest(one);
    expect(output).toMatch(message);
    expect(output).not.toMatch(/^\s+at /m);
    expect(code).toBe(1);
  });
});

describe('a failing expectation', () => {
  const expectFailure = async (one: Fixture) => {
    const ended = await vitest(one);
    expect(ended.code).toBe(1);
    return ended.output;
  };

  test('points at its own line, with what was found, the rows and the SQL', async () => {
    const output = await expectFailure(
      await project({
        'vitest.config.ts': config(),
        'contracts/people.contract.ts': contractFile({
          expect:
            "rows.count().atLeast(3),\n  column('name').matches(/^[A-F]/)\n    .because('they come by letter'),",
        }),
      }),
    );
    expect(output).toContain(
      "AssayFailure: column('name').matches(/^[A-F]/) is violated by 1 of 3 rows\n  (33.33%), expected none",
    );
    expect(output).toMatch(/because +they come by letter/);
    expect(output).toMatch(/^ {2}values +Grace$/m);
    expect(output).toContain('❯ contracts/people.contract.ts:7:');
    expect(output).toMatch(/ +7\| {3}column\('name'\)\.matches\(\/\^\[A-F\]\/\)\n +\| +\^/);
    expect(output).not.toMatch(/node_modules\/assay|Serialized Error/);
  });

  test('is told once for all where the dataset can not be read, at the call of verify', async () => {
    const output = await expectFailure(
      await project({
        'vitest.config.ts': config(),
        'contracts/people.contract.ts': contractFile({
          verify: "verify(people, csv('data/none.csv'));",
        }),
      }),
    );
    expect(
      output.match(/AssayFailure: All \d+ expectations on data\/none\.csv could not be judged:\s/g),
    ).toHaveLength(1);
    expect(output).toMatch(/ +9\| verify\(people, csv\('data\/none\.csv'\)\);\n +\| +\^/);
  });
});

test('a run can be narrowed by name, line and tag, and measures no more', async () => {
  const one = await project({
    'vitest.config.ts': config(),
    'contracts/people.contract.ts': contractFile({
      expect: "rows.count().atLeast(3),\n  column('id').mean().above(1).tagged('slow'),",
    }),
  });
  const passed = (output: string) =>
    output.match(/✓ .*/g)?.map((line) => line.replace(/ \d+ms$/, ''));
  const count =
    '✓ |contracts| contracts/people.contract.ts:6 > people > rows.count() is at least 3';
  const mean =
    "✓ |contracts| contracts/people.contract.ts:7 > people > column('id').mean() is above 1";
  expect(passed((await vitest(one, '-t', 'rows.count')).output)).toEqual([count]);
  expect(passed((await vitest(one, 'contracts/people.contract.ts:7')).output)).toEqual([mean]);
  expect(passed((await vitest(one, '--tags-filter', 'slow')).output)).toEqual([mean]);
  const { code, output } = await vitest(one, '--tags-filter', 'slwo', '--project', 'contracts');
  expect(output).toContain('The tag pattern "slwo" is not defined');
  expect(code).toBe(1);
});

test('an expectation that warns passes, and is told at the end', async () => {
  const one = await project({
    'vitest.config.ts': config(),
    'contracts/people.contract.ts': contractFile({
      expect: "rows.count().atLeast(4).warn().because('four were promised'),",
    }),
  });
  const { code, stderr } = await vitest(one);
  expect(code).toBe(0);
  expect(stderr.trim()).toMatchInlineSnapshot(`
    "1 expectation warned

      people on data/people.csv (contracts/people.contract.ts)
      ! rows.count() is 3, expected at least 4, line 6
        four were promised"
  `);
  const github = await one.run('vitest', ['run', '--reporter=github-actions']);
  expect(github.output).toMatch(
    /^::warning file=.*people\.contract\.ts,line=6,column=\d+::rows\.count\(\) is 3, expected at least 4/m,
  );
});

test('an expectation that warns has a word beside its tick in every reporter that draws one', async () => {
  const one = await project({
    'vitest.config.ts': config(),
    'contracts/people.contract.ts': contractFile({ expect: 'rows.count().atLeast(4).warn(),' }),
  });
  const lines = async (reporter: string, ...args: readonly string[]) => {
    const { output } = await one.run('vitest', ['run', `--reporter=${reporter}`, ...args]);
    return output.split('\n').filter((line) => line.includes('! ') && line.includes('✓'));
  };
  const file = /✓ \|contracts\| contracts\/people\.contract\.ts ! 1 warned \(8 tests\)/;
  const own = /✓ .*rows\.count\(\) is at least 4 ! warned: 3/;
  expect(await lines('default')).toEqual([expect.stringMatching(file)]);
  expect(await lines('tree')).toEqual([expect.stringMatching(file), expect.stringMatching(own)]);
  expect(await lines('verbose')).toEqual([expect.stringMatching(own)]);
  const json = await one.run('vitest', ['run', '--reporter=json', '--outputFile=out.json']);
  expect(json.code).toBe(0);
  expect(await one.read('out.json')).not.toContain('! warned');
});

test('works without the plugin, in a project of one own kind', async () => {
  const one = await project({
    'vitest.config.ts': "export default { test: { include: ['contracts/*.ts'] } };",
    'contracts/people.contract.ts': contractFile({
      expect: "rows.count().atLeast(4).tagged('slow'),",
    }),
  });
  const { code, output } = await vitest(one);
  expect(output).toContain('AssayFailure: rows.count() is 3, expected at least 4');
  expect(code).toBe(1);
});
