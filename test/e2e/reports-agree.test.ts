import { describe, expect, test } from 'vitest';
import { contractFile } from './files.ts';
import { type Reported, runReported } from './reports.ts';

const file = 'contracts/people.contract.ts';
const fromVitest = "import { beforeAll, describe } from 'vitest';";
const verified = "verify(people, csv('data/people.csv'));";

/** The exit code and every format say the same of the run, and each names all of this. */
function expectAgreement(run: Reported, isRed: boolean, names: readonly string[]): void {
  const { code, verdicts, texts, report } = run;
  expect({ code, ...verdicts }, run.output).toEqual({
    code: isRed ? 1 : 0,
    ...Object.fromEntries([...texts.keys()].map((name) => [name, isRed])),
  });
  expect(verdicts).toMatchObject({ json: isRed, markdown: isRed });
  const unnamed = [...texts].map(([format, text]) => [
    format,
    [...names, ...notRun(report)].filter((name) => !text.includes(name)),
  ]);
  expect(unnamed).toEqual([...texts.keys()].map((format) => [format, []]));
}

const notRun = ({ contracts }: Reported['report']): readonly string[] =>
  contracts
    .flatMap(({ outcomes }) => outcomes)
    .filter(({ state }) => state === 'notRun')
    .map(({ title }) => title);

test('a green run is green in every format', async () => {
  const run = await runReported({ [file]: contractFile() });
  expectAgreement(run, false, ['people']);
  expect(run.report.counts).toMatchObject({ passed: 8, notRun: 0 });
});

describe('a run that lost something is red in every format, and names it', () => {
  test('a worker that is killed', async () => {
    const kill = "beforeAll(() => { process.kill(process.pid, 'SIGKILL'); });";
    const files = {
      [file]: contractFile({ more: fromVitest, verify: `${verified}\n${kill}` }),
      'contracts/zebras.contract.ts': contractFile({
        name: 'zebras',
        verify: `${verified}\n${kill}`,
        more: fromVitest,
      }),
    };
    const run = await runReported(files);
    expectAgreement(run, true, [file, 'contracts/zebras.contract.ts']);
    expect(run.report.counts).toMatchObject({ passed: 0, notRun: 8 });
  });

  test('an unhandled rejection', async () => {
    const run = await runReported({
      [file]: contractFile({ more: "Promise.reject(new Error('stray'));" }),
    });
    expectAgreement(run, true, ['stray']);
  });

  test('a beforeAll that throws', async () => {
    const verify = `describe('x', () => {
      beforeAll(() => { throw new Error('boom'); });
      ${verified}
    });`;
    const run = await runReported({ [file]: contractFile({ more: fromVitest, verify }) });
    expectAgreement(run, true, ['boom']);
    expect(run.report.counts).toMatchObject({ passed: 0, notRun: 8 });
  });

  test('a contract that is verified too late', async () => {
    const late = "setTimeout(() => { try { verify(people, csv('data/late.csv')); } catch {} }, 1);";
    const run = await runReported({ [file]: contractFile({ verify: `${verified}\n${late}` }) });
    expectAgreement(run, true, ['data/late.csv']);
  });

  test('-t that matches nothing', async () => {
    const run = await runReported({ [file]: contractFile() }, '-t', 'zzz');
    expectAgreement(run, true, ['Nothing was judged']);
    expect(run.report.counts).toMatchObject({ passed: 0, notRun: 8 });
  });

  test('a contract file that throws on import', async () => {
    const files = {
      [file]: contractFile(),
      'contracts/broken.contract.ts': "throw new Error('not to be imported');",
    };
    const run = await runReported(files);
    expectAgreement(run, true, ['contracts/broken.contract.ts', 'not to be imported']);
  });

  test('no contract file at all', async () => {
    const run = await runReported({}, '--passWithNoTests');
    expectAgreement(run, true, ['there is no contract file to run']);
  });
});

test('what .only leaves out is green, and named in every format', async () => {
  const verify =
    "verify.only(people, csv('data/people.csv'));\nverify(people, csv('data/none.csv'));";
  const run = await runReported({ [file]: contractFile({ verify }) });
  expectAgreement(run, false, ['data/none.csv']);
  expect(run.report.counts).toMatchObject({ passed: 8, notRun: 8 });
});

test('a red expectation is red in every format', async () => {
  const run = await runReported({ [file]: contractFile({ expect: 'rows.count().atLeast(4),' }) });
  expectAgreement(run, true, ['rows.count() is at least 4']);
});
