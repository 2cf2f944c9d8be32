import { afterEach, describe, expect, test } from 'vitest';
import { type Fixture, fixture } from '../support/fixture.ts';
import { config, contractFile, people, unitTest } from './files.ts';

const made: Fixture[] = [];
afterEach(async () => {
  for (const one of made.splice(0)) await one.remove();
});

const file = 'contracts/people.contract.ts';
const failing = 'rows.count().atLeast(4),\nrows.count().atMost(2).warn(),';

/** A project with one contract that fails and warns, and a test of the user's own. */
async function project(reporters: readonly unknown[], own = unitTest()): Promise<Fixture> {
  const one = await fixture({
    'vitest.config.ts': config(JSON.stringify({ reporters })),
    'data/people.csv': people,
    'test/own.test.ts': own,
    [file]: contractFile({ expect: failing }),
  });
  made.push(one);
  return one;
}

const contracts = ['run', '--project=contracts'];

describe('markdown', () => {
  test('is added to the step summary of a job, and written to its file', async () => {
    const one = await project(['assay/reporters/markdown']);
    await one.write({ 'summary.md': 'what was there\n' });
    const env = { GITHUB_STEP_SUMMARY: one.path('summary.md') };
    const { code } = await one.run('vitest', contracts, env);
    const report = await one.read('assay-report/contracts.md');
    expect(code).toBe(1);
    expect(report).toMatch(/^## ❌ Data contracts failed: 1 expectation failed\n/);
    expect(await one.read('summary.md')).toBe(`what was there\n${report}\n`);
  });

  test('unless an option says no', async () => {
    const one = await project([['assay/reporters/markdown', { summary: false }]]);
    await one.write({ 'summary.md': '' });
    await one.run('vitest', contracts, { GITHUB_STEP_SUMMARY: one.path('summary.md') });
    expect(await one.read('summary.md')).toBe('');
    expect(await one.read('assay-report/contracts.md')).toContain('Data contracts failed');
  });

  test('a summary that can not be written is told, and red', async () => {
    const one = await project(['assay/reporters/markdown']);
    await one.write({ [file]: contractFile() });
    const env = { GITHUB_STEP_SUMMARY: one.path('none/summary.md') };
    const { code, stderr } = await one.run('vitest', contracts, env);
    expect(stderr).toContain('The step summary was not written: ENOENT');
    expect(code).toBe(1);
  });
});

describe('github', () => {
  const commands = (text: string) => text.split('\n').filter((line) => line.startsWith('::'));

  test('annotates at the line of an expectation, in a job alone', async () => {
    const one = await project(['assay/reporters/github']);
    const run = await one.run('vitest', contracts, { GITHUB_ACTIONS: 'true' });
    expect(commands(run.stdout).map((line) => line.replace(/%0A.*/, ''))).toEqual([
      '::error file=contracts/people.contract.ts,line=6,col=16,title=people on data/people.csv::rows.count() is 3, expected at least 4',
      '::warning file=contracts/people.contract.ts,line=7,col=14,title=people on data/people.csv::rows.count() is 3, expected at most 2',
    ]);
    expect(commands((await one.run('vitest', contracts)).stdout)).toEqual([]);
  });

  test('and elsewhere where it is told to', async () => {
    const one = await project([['assay/reporters/github', { force: true }]]);
    expect(commands((await one.run('vitest', contracts)).stdout)).toHaveLength(2);
  });
});

describe('terminal', () => {
  test('tells what failed, what warned once, and counts, without colour in a log', async () => {
    const one = await project(['assay/reporters/terminal']);
    const { code, output } = await one.run('vitest', contracts);
    expect(code).toBe(1);
    expect(output).toMatch(
      /FAIL {2}people on data\/people\.csv\n {2}× rows\.count\(\) is at least 4: 3\n/,
    );
    expect(output.match(/ expected at most 2/g)).toHaveLength(1);
    expect(output).toMatch(/Expectations {2}1 failed \| 1 warned \| 7 passed \(9\)\n/);
    expect(output).not.toContain('\u001b');
  });

  test('tells all of it where ASSAY_DETAILS asks for it', async () => {
    const one = await project(['assay/reporters/terminal']);
    const { output } = await one.run('vitest', contracts, { ASSAY_DETAILS: '1' });
    expect(output).toMatch(
      /FAIL {2}people on data\/people\.csv\n\n {2}× rows\.count\(\) is at least 4\n {4}observed {2}3\n {4}expected {2}at least 4\n/,
    );
    expect(output).toContain('the same in SQL:');
  });

  test('in colour where a user wants it', async () => {
    const one = await project(['assay/reporters/terminal']);
    const { stdout } = await one.run('vitest', contracts, { FORCE_COLOR: '1', NO_COLOR: '' });
    expect(stdout).toContain('\u001b[31m');
  });

  test('a test that is no contract is told where it fails', async () => {
    const one = await project(['assay/reporters/terminal'], unitTest('expect(1 + 1).toBe(3);'));
    await one.write({ [file]: contractFile() });
    const { code, output } = await one.run('vitest', ['run']);
    expect(code).toBe(1);
    // One stands on stdout, the other on stderr: which comes first through two pipes is chance.
    expect(output).toMatch(/FAIL {2}test\/own\.test\.ts > adds$/m);
    expect(output).toMatch(/^AssertionError: expected 2 to be 3/m);
    expect(output).toMatch(/Other tests {2}1 failed\n.*\n +Verdict {2}failed\n/);
  });
});

describe('progress', () => {
  /** A terminal, as far as a program can tell. */
  const terminal =
    'import os, pty, sys; sys.exit(os.waitstatus_to_exitcode(pty.spawn(sys.argv[1:])))';
  const told = /progress: (\w+)/;

  async function mode(reporter: string, env: NodeJS.ProcessEnv): Promise<string | undefined> {
    const one = await project([reporter]);
    const more =
      "import { inject } from 'vitest';\nconsole.log('progress:', inject('assay').progress);";
    await one.write({ [file]: contractFile({ more }) });
    const { output } = await one.run('python3', ['-c', terminal, 'vitest', ...contracts], env);
    return told.exec(output)?.[1];
  }

  test.each([
    ['a line where nothing else is at the bottom', 'assay/reporters/terminal', {}, 'line'],
    ['lines above what Vitest keeps there', 'default', {}, 'lines'],
    ['nothing in CI', 'assay/reporters/terminal', { CI: 'true' }, 'undefined'],
  ])('is %s', async (_, reporter, env, expected) => {
    expect(await mode(reporter, env)).toBe(expected);
  });
});
