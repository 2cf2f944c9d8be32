import { afterEach, describe, expect, test } from 'vitest';
import type { Outcome } from '../../src/outcome/outcome.ts';
import { type Ended, type Fixture, fixture } from '../support/fixture.ts';
import { config, contractFile, people, unitTest } from './files.ts';

const made: Fixture[] = [];
afterEach(async () => {
  for (const one of made.splice(0)) await one.remove();
});

interface JsonReport {
  readonly success: boolean;
  readonly testResults: readonly {
    readonly assertionResults: readonly { readonly meta: { readonly assay?: Outcome } }[];
  }[];
}

interface Reported extends Ended {
  readonly json: JsonReport | null;
  readonly junit: string | null;
  /** Of each expectation: its state, and why where it was not run. */
  readonly outcomes: readonly string[];
}

const reporters = ['default', 'json', 'junit'].map((name) => `--reporter=${name}`);
const outputs = ['--outputFile.json=out.json', '--outputFile.junit=out.xml'];

/** Run contracts alone, with the reports that CI reads. */
async function report(
  files: Readonly<Record<string, string>>,
  ...args: readonly string[]
): Promise<Reported> {
  const one = await fixture({
    'vitest.config.ts': config(),
    'data/people.csv': people,
    'test/own.test.ts': unitTest(),
    ...files,
  });
  made.push(one);
  const project = args.includes('--project') ? [] : ['--project', 'contracts'];
  const ended = await one.run('vitest', ['run', ...project, ...reporters, ...outputs, ...args]);
  const read = (file: string) => one.read(file).catch(() => null);
  const [text, junit] = await Promise.all([read('out.json'), read('out.xml')]);
  const json = text === null ? null : (JSON.parse(text) as JsonReport);
  const all = json?.testResults.flatMap(({ assertionResults }) => assertionResults) ?? [];
  const outcomes = all.flatMap(({ meta: { assay } }) =>
    assay ? [[assay.state, ...(assay.problem ? [assay.problem.code] : [])].join(' ')] : [],
  );
  return { ...ended, json, junit, outcomes: [...new Set(outcomes)].sort() };
}

/** Exit code, JSON and JUnit agree that the run is red. */
function expectRed({ code, json, junit }: Reported): void {
  expect({
    code,
    success: json?.success ?? null,
    junit: /(?:failures|errors)="[1-9]/.test(junit ?? ''),
  }).toEqual({
    code: 1,
    success: false,
    junit: true,
  });
}

const file = 'contracts/people.contract.ts';
const fromVitest = "import { afterAll, beforeAll, beforeEach, describe, test } from 'vitest';";

test('what all passes is green in every report', async () => {
  const run = await report({ [file]: contractFile() });
  expect({ code: run.code, success: run.json?.success, outcomes: run.outcomes }).toEqual({
    code: 0,
    success: true,
    outcomes: ['passed'],
  });
});

describe('what leaves Vitest green, and loses expectations', () => {
  test('-t that matches nothing', async () => {
    const run = await report({ [file]: contractFile() }, '-t', 'zzz');
    expectRed(run);
    expect(run.output).toMatch(
      /ContractsError: Nothing was judged: -t "zzz" leaves out all 8 expectations\./,
    );
    expect(run.outcomes).toEqual(['notRun LEFT_OUT']);
  });

  test('unless it may', async () => {
    const run = await report(
      { [file]: contractFile(), 'vitest.config.ts': config('{}', '{ allowNoneSelected: true }') },
      '-t',
      'zzz',
    );
    expect({ code: run.code, success: run.json?.success }).toEqual({ code: 0, success: true });
  });

  test('all skipped', async () => {
    const run = await report({
      [file]: contractFile({ verify: "verify.skip(people, csv('data/people.csv'));" }),
    });
    expectRed(run);
    expect(run.outcomes).toEqual(['notRun SKIPPED']);
  });

  test('all todo', async () => {
    const run = await report({
      [file]: contractFile({
        more: fromVitest,
        verify: "describe.todo('later', () => verify(people, csv('data/people.csv')));",
      }),
    });
    expectRed(run);
  });

  test('a call of verify after the file was collected', async () => {
    const late = "setTimeout(() => { try { verify(people, csv('data/late.csv')); } catch {} }, 1);";
    const run = await report({
      [file]: contractFile({ verify: `verify(people, csv('data/people.csv'));\n${late}` }),
    });
    expectRed(run);
    expect(run.output).toMatch(
      /ContractsError: verify\('people'\) on data\/late\.csv came after the file's tests were collected/,
    );
  });

  test('a call of verify inside a test', async () => {
    const run = await report({
      [file]: contractFile({
        more: fromVitest,
        verify: "test('x', () => verify(people, csv('data/people.csv')));",
      }),
    });
    expectRed(run);
    expect(run.output).toMatch(/VerifyError: verify\('people'\) was called inside a test/);
    expect(run.output).toMatch(/ +9\| test\('x'/);
  });

  test('test.fails around it, and retries', async () => {
    const run = await report({
      [file]: contractFile({
        more: fromVitest,
        expect: 'rows.count().atLeast(4),',
        verify:
          "describe('x', { fails: true, retry: 2 }, () => verify(people, csv('data/people.csv')));",
      }),
    });
    expectRed(run);
    expect(run.outcomes).toEqual(['failed', 'passed']);
  });

  test('passWithNoTests, and no contract file', async () => {
    const run = await report({}, '--passWithNoTests');
    expect(run.code).toBe(1);
    expect(run.output).toContain(
      'ContractsError: Nothing was judged: there is no contract file to run.',
    );
  });
});

describe('what Vitest itself makes red is red here too, and says what was lost', () => {
  test('a worker that is killed', async () => {
    const kill = "beforeAll(() => { process.kill(process.pid, 'SIGKILL'); });";
    const run = await report({
      [file]: contractFile({
        more: fromVitest,
        verify: `verify(people, csv('data/people.csv'));\n${kill}`,
      }),
      'contracts/zebras.contract.ts': contractFile({ name: 'zebras' }),
    });
    expectRed(run);
    expect(run.output).toMatch(
      /8 expectations got no result, because the process that ran them ended:\n {2}\w+ on data\/people\.csv: /,
    );
    expect(run.output).toMatch(
      /1 contract file never reported, so nothing in it was judged: contracts\/\w+\.contract\.ts/,
    );
    expect(run.outcomes).toEqual(['notRun OUTCOME_LOST']);
  });

  test('a beforeAll that throws', async () => {
    const verify =
      "describe('x', () => {\n  beforeAll(() => { throw new Error('boom'); });\n  verify(people, csv('data/people.csv'));\n});";
    const run = await report({ [file]: contractFile({ more: fromVitest, verify }) });
    expectRed(run);
    expect(run.outcomes).toEqual(['notRun SETUP_FAILED']);
  });

  test('a beforeEach that throws', async () => {
    const verify =
      "describe('x', () => {\n  beforeEach(() => { throw new Error('boom'); });\n  verify(people, csv('data/people.csv'));\n});";
    const run = await report({ [file]: contractFile({ more: fromVitest, verify }) });
    expectRed(run);
    expect(run.outcomes).toEqual(['notRun SETUP_FAILED']);
  });

  test('--bail', async () => {
    const run = await report(
      { [file]: contractFile({ expect: 'rows.count().atLeast(4),\nrows.count().atLeast(1),' }) },
      '--bail=1',
    );
    expectRed(run);
    expect(run.outcomes).toEqual(['failed', 'notRun INTERRUPTED', 'passed']);
    expect(run.output).not.toContain('ContractsError');
  });

  test('a project, a file or a shard that does not exist', async () => {
    const files = { [file]: contractFile() };
    expect((await report(files, '--project', 'contract')).code).toBe(1);
    expect((await report(files, 'nothing.contract.ts')).code).toBe(1);
    expect((await report(files, '--shard=2/2')).code).toBe(1);
    expect((await report({})).code).toBe(1);
  });

  test('an unhandled rejection', async () => {
    const run = await report({
      [file]: contractFile({ more: "Promise.reject(new Error('stray'));" }),
    });
    expect(run.code).toBe(1);
  });
});

describe("what a user's own filter leaves out is not red", () => {
  test('-t that matches tests of the user alone', async () => {
    const run = await report({ [file]: contractFile() }, '--project', '*', '-t', 'adds');
    expect({ code: run.code, success: run.json?.success, outcomes: run.outcomes }).toEqual({
      code: 0,
      success: true,
      outcomes: ['notRun LEFT_OUT'],
    });
  });

  test('.only, which is told loudly', async () => {
    const verify =
      "verify.only(people, csv('data/people.csv'));\nverify(people, csv('data/none.csv'));";
    const run = await report({ [file]: contractFile({ verify }) });
    expect({ code: run.code, outcomes: run.outcomes }).toEqual({
      code: 0,
      outcomes: ['notRun LEFT_OUT', 'passed'],
    });
    expect(run.stderr).toMatch(
      /! contracts\/people\.contract\.ts: \.only is left in, so 8 expectations did not/,
    );
  });

  test('.skip of one dataset', async () => {
    const verify =
      "verify(people, csv('data/people.csv'));\nverify.skip(people, csv('data/none.csv'));";
    const run = await report({ [file]: contractFile({ verify }) });
    expect({ code: run.code, outcomes: run.outcomes }).toEqual({
      code: 0,
      outcomes: ['notRun SKIPPED', 'passed'],
    });
    expect(run.junit).toContain('people on data/none.csv &gt; rows.count()');
  });
});

describe('names', () => {
  const shared = contractFile({ verify: '' });
  const importing = (name: string, data: string) =>
    `import { csv, verify } from 'assay';\nimport { people } from './${name}.ts';\nverify(people, csv('data/${data}.csv'));`;

  test('one contract may be verified in many files, on many datasets', async () => {
    const run = await report({
      'contracts/shared.ts': shared,
      'contracts/a.contract.ts': importing('shared', 'people'),
      'contracts/b.contract.ts': importing('shared', 'more'),
      'data/more.csv': people,
    });
    expect({ code: run.code, outcomes: run.outcomes }).toEqual({ code: 0, outcomes: ['passed'] });
  });

  test('but not on the same dataset twice', async () => {
    const run = await report({
      'contracts/shared.ts': shared,
      'contracts/a.contract.ts': importing('shared', 'people'),
      'contracts/b.contract.ts': importing('shared', 'people'),
    });
    expectRed(run);
    expect(run.output).toMatch(
      /ContractsError: Contract 'people' is verified on 'data\/people\.csv' more than once/,
    );
  });

  test('two contracts of one name are red, in two files', async () => {
    const run = await report({
      'contracts/a.contract.ts': contractFile(),
      'contracts/b.contract.ts': contractFile({ verify: "verify(people, csv('data/more.csv'));" }),
      'data/more.csv': people,
    });
    expectRed(run);
    expect(run.output).toMatch(/ContractsError: Two different contracts are named 'people': /);
  });

  test('and in one', async () => {
    const second =
      "verify(contract('people', { schema: z.object({ id: z.int() }) }), csv('data/more.csv'));";
    const run = await report({
      [file]: contractFile({ verify: `verify(people, csv('data/people.csv'));\n${second}` }),
    });
    expectRed(run);
    expect(run.output).toMatch(/VerifyError: Two different contracts are named 'people': /);
    expect(run.output).toMatch(/ +10\| verify\(contract\('people'/);
  });
});

test('an option of verify that does not exist is red, at its line', async () => {
  const run = await report({
    [file]: contractFile({ verify: "verify(people, csv('data/people.csv'), { timeOut: '1s' });" }),
  });
  expectRed(run);
  expect(run.output).toMatch(/VerifyError: There is no option 'timeOut': the options are /);
  expect(run.output).toMatch(/ +9\| verify\(people/);
});
