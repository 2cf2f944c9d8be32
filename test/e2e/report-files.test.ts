import { readFileSync } from 'node:fs';
import { readFile, rm } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import process from 'node:process';
import { Ajv2020 } from 'ajv/dist/2020.js';
import type { Log } from 'sarif';
import { afterEach, describe, expect, inject, test } from 'vitest';
import type { Report } from '../../src/outcome/report.ts';
import { all, readXml } from '../reporters/xml-tree.ts';
import { type Fixture, fixture, runIn } from '../support/fixture.ts';
import { config, contractFile, people } from './files.ts';

const made: Fixture[] = [];
afterEach(async () => {
  for (const one of made.splice(0)) await one.remove();
});

const formats = ['json', 'junit', 'sarif'] as const;
const file = 'contracts/people.contract.ts';
const fromVitest = "import { beforeAll, describe } from 'vitest';";

/** What a run exits with and writes, by the schema that the package publishes. */
async function reported(files: Readonly<Record<string, string>>, ...args: readonly string[]) {
  const one = await fixture({ 'vitest.config.ts': config(), 'data/people.csv': people, ...files });
  made.push(one);
  const reporters = formats.map((name) => `--reporter=assay/reporters/${name}`);
  const all = ['run', '--project', 'contracts', '--reporter=default', ...reporters, ...args];
  const { code, output } = await one.run('vitest', all);
  return {
    code,
    output,
    report: JSON.parse(await one.read('assay-report/contracts.json')) as Report,
    junit: readXml(await one.read('assay-report/junit.xml')),
    sarif: JSON.parse(await one.read('assay-report/contracts.sarif')) as Log,
  };
}
type Reported = Awaited<ReturnType<typeof reported>>;

/** The verdict of each: the exit code and the formats agree, or the difference shows. */
const verdicts = ({ code, report, junit, sarif }: Reported) => {
  const [run] = sarif.runs;
  const isWhole = run?.invocations?.[0]?.executionSuccessful;
  const { failures, errors } = junit.attributes;
  return {
    code,
    json: report.state,
    junit: failures === '0' && errors === '0' ? 'passed' : 'failed',
    sarif: isWhole && !run?.results?.some(({ level }) => level === 'error') ? 'passed' : 'failed',
  };
};
const red = { code: 1, json: 'failed', junit: 'failed', sarif: 'failed' };
const green = { code: 0, json: 'passed', junit: 'passed', sarif: 'passed' };

const validate = () => {
  const path = join(inject('installation'), 'node_modules/assay/reporters/report.schema.json');
  return new Ajv2020({ strict: true, allErrors: true }).compile(
    JSON.parse(readFileSync(path, 'utf8')),
  );
};

function refusals(report: unknown) {
  const isValid = validate();
  isValid(report);
  return isValid.errors ?? [];
}

/** The three say the same of every expectation, and of everything else that went wrong. */
function expectAlike({ report, junit, sarif }: Reported) {
  expect(refusals(report)).toEqual([]);
  const outcomes = report.contracts.flatMap((one) => one.outcomes);
  const { passed, warned, failed, errored, notRun } = report.counts;
  expect(passed + warned + failed + errored + notRun).toBe(outcomes.length);
  const cases = all(junit, 'testcase');
  expect(cases).toHaveLength(report.problems.length + outcomes.length);
  expect(all(junit, 'failure')).toHaveLength(failed);
  const [run] = sarif.runs;
  expect(run?.results).toHaveLength(failed + errored + warned);
  const told = run?.invocations?.[0]?.toolExecutionNotifications ?? [];
  expect(told).toHaveLength(report.problems.length + notRun);
}

test('a run in which all passes', async () => {
  const run = await reported({ [file]: contractFile() });
  expect(verdicts(run), run.output).toEqual(green);
  expectAlike(run);
});

test('a run with every state', async () => {
  const run = await reported({
    [file]: contractFile({
      expect: `
        rows.count().atLeast(4),
        rows.count().atLeast(5).warn(),
        column('name').matches(/^[A-F]/),
        rows.satisfy('no_such_column > 1'),`,
    }),
  });
  expect(verdicts(run), run.output).toEqual(red);
  expectAlike(run);
  expect(run.report.counts).toMatchObject({ failed: 2, warned: 1, errored: 1 });
  const [failure] = all(run.junit, 'failure');
  expect(failure?.text).toContain('rows.count() is 3, expected at least 4');
  expect(run.sarif.runs[0]?.results?.map(({ level }) => level)).toEqual([
    'error',
    'warning',
    'error',
    'error',
  ]);
});

describe('a run that lost something is red in every format, and names it', () => {
  const named = (text: string | RegExp, run: Reported) => {
    expect(verdicts(run), run.output).toEqual(red);
    expectAlike(run);
    const documents = [run.report, all(run.junit, 'error'), run.sarif.runs[0]?.invocations];
    for (const one of documents) expect(JSON.stringify(one)).toMatch(text);
  };

  test('a worker that is killed', async () => {
    const kill = "beforeAll(() => { process.kill(process.pid, 'SIGKILL'); });";
    const verify = `verify(people, csv('data/people.csv'));\n${kill}`;
    const run = await reported({ [file]: contractFile({ more: fromVitest, verify }) });
    named(/8 expectations got no result/, run);
    expect(all(run.junit, 'error').map(({ attributes }) => attributes.type)).toContain(
      'OUTCOME_LOST',
    );
  });

  test('an unhandled rejection', async () => {
    const more = "Promise.reject(new Error('stray'));";
    named(/stray/, await reported({ [file]: contractFile({ more }) }));
  });

  test('a beforeAll that throws', async () => {
    const verify =
      "describe('x', () => {\n  beforeAll(() => { throw new Error('boom'); });\n  verify(people, csv('data/people.csv'));\n});";
    named(/boom/, await reported({ [file]: contractFile({ more: fromVitest, verify }) }));
  });

  test('a verify that came too late', async () => {
    const late = "setTimeout(() => { try { verify(people, csv('data/late.csv')); } catch {} }, 1);";
    const verify = `verify(people, csv('data/people.csv'));\n${late}`;
    named(/data\/late\.csv came after/, await reported({ [file]: contractFile({ verify }) }));
  });

  test('-t that matches nothing', async () => {
    named(/Nothing was judged/, await reported({ [file]: contractFile() }, '-t', 'zzz'));
  });

  test('a file that does not load', async () => {
    named(/broken/, await reported({ [file]: "throw new Error('broken');" }));
  });
});

test('options of a reporter, in the config', async () => {
  const junit = (options: string) =>
    config(`{ reporters: ['default', ['assay/reporters/junit', ${options}]] }`);
  const one = await fixture({
    'vitest.config.ts': junit("{ outputFile: 'out/junit.xml', dialect: 'properties' }"),
    'data/people.csv': people,
    [file]: contractFile(),
  });
  made.push(one);
  const run = () => one.run('vitest', ['run', '--project', 'contracts']);
  const { code, output } = await run();
  expect(code, output).toBe(0);
  const [first] = all(readXml(await one.read('out/junit.xml')), 'testcase');
  expect(first?.children.map(({ name }) => name)).toContain('properties');

  await one.write({ 'vitest.config.ts': junit("{ dialect: 'ant' }") });
  const refused = await run();
  expect(refused.output).toContain(
    "The report assay-report/junit.xml was not written: There is no dialect 'ant': it is common, properties or jenkins.",
  );
  expect(refused.code).toBe(1);
});

test("this project's own contracts", async () => {
  const root = resolve(import.meta.dirname, '../..');
  const path = join(root, 'assay-report/contracts.json');
  await rm(path, { force: true });
  const { code, output } = await runIn(root, process.execPath, [
    join(root, 'node_modules/vitest/vitest.mjs'),
    'run',
    '--project=contracts',
    '--reporter=./reporters/json.ts',
  ]);
  expect(code, output).toBe(0);
  const report = JSON.parse(await readFile(path, 'utf8')) as Report;
  expect(refusals(report)).toEqual([]);
  expect(report.counts.passed).toBeGreaterThan(100);
});
