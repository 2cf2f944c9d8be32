import { spawnSync } from 'node:child_process';
import { cpSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { project, projects } from './cli/command.ts';
import { framesDirectory } from './support/python-frames.ts';

const root = resolve(import.meta.dirname, '..');
afterAll(() => rmSync(projects, { recursive: true, force: true }));

interface TestResult {
  readonly title: string;
  readonly status: string;
  readonly failureMessages: readonly string[];
}

/** Each planted bug by the property that it breaks. */
const bugs = [
  "column('amount') is at most 999.99",
  "column('country') is one of 'DE', 'FR', 'PL'",
  "column('weight_g') is at least 1",
  'keeps the newest row of an order',
  'order-independent',
  'reads 31/03/2026 as a day in March',
  "rows.key('order_id')",
];

/** A run of pandas takes longer, and these are enough to find all of them. */
const runs = { sql: 100, py: 50 } as const;

/**
 * Runs the naive and the fixed steps that are written in one language, as a user does; the fixed ones with these seeds.
 * No search is cut short by a slow machine.
 */
function runSteps(language: 'sql' | 'py', seeds: readonly number[], env: NodeJS.ProcessEnv = {}) {
  const folder = project();
  cpSync(join(root, 'examples/cleaning'), folder, { recursive: true });
  writeFileSync(
    join(folder, 'vitest.config.ts'),
    "export default { ssr: { resolve: { conditions: ['assay-source'] } }, test: { include: ['*.fuzz.test.ts'] } };",
  );
  const change = (file: string, to: string, options: string) => {
    const text = readFileSync(join(folder, file), 'utf8');
    writeFileSync(
      join(folder, to),
      text.replaceAll('...laws,', `...laws, runs: ${runs[language]}, ${options},`),
    );
  };
  for (const seed of seeds)
    change('clean.fuzz.test.ts', `clean-${seed}.fuzz.test.ts`, `seed: ${seed}, timeout: '5m'`);
  rmSync(join(folder, 'clean.fuzz.test.ts'));
  const naive = 'clean-naive.fuzz.test.ts';
  change(naive, naive, "shrinkTimeout: '5m', timeout: '5m'");
  const reporters = ['--reporter=default', '--reporter=json', '--outputFile.json=results.json'];
  const { stdout, stderr } = spawnSync(
    process.execPath,
    [join(root, 'node_modules/vitest/vitest.mjs'), 'run', '-t', `\\.${language} `, ...reporters],
    {
      cwd: folder,
      encoding: 'utf8',
      env: { ...process.env, ...env, NO_COLOR: '1', VITEST: undefined, GITHUB_ACTIONS: undefined },
    },
  );
  const { testResults } = JSON.parse(readFileSync(join(folder, 'results.json'), 'utf8')) as {
    readonly testResults: readonly {
      readonly name: string;
      readonly assertionResults: readonly TestResult[];
    }[];
  };
  const of = (isNaive: boolean) =>
    testResults
      .filter(({ name }) => name.endsWith(naive) === isNaive)
      .flatMap(({ assertionResults }) => assertionResults);
  return { naive: of(true), fixed: of(false), output: stdout + stderr };
}

type Ran = ReturnType<typeof runSteps>;

const titled = (results: readonly TestResult[], status: string) =>
  results.filter((one) => one.status === status).map(({ title }) => title);

/** The rows of all tables of the input that a message shows. */
const inputRows = (message: string) =>
  [...message.matchAll(/^ {2}(?:orders|customers): (\d+) rows?$/gm)].reduce(
    (sum, [, count]) => sum + Number(count),
    0,
  );

function expectBugs({ naive, output }: Ran) {
  expect(titled(naive, 'failed').toSorted(), output).toEqual(bugs);
  for (const { title, failureMessages } of naive.filter(({ status }) => status === 'failed')) {
    const [message = ''] = failureMessages;
    expect([1, 2, 3], `${title}\n${message}`).toContain(inputRows(message));
  }
}

function expectFixed({ fixed, output }: Ran, seeds: number) {
  expect(titled(fixed, 'failed'), output).toEqual([]);
  for (const bug of bugs)
    expect(titled(fixed, 'passed').filter((title) => title === bug)).toHaveLength(seeds);
}

describe('the SQL steps', () => {
  let ran: Ran;
  beforeAll(() => {
    ran = runSteps('sql', [1, 2]);
  });

  test('each planted bug is found, with at most three rows', () => expectBugs(ran));
  test('the fixed step passes with other seeds', () => expectFixed(ran, 2));

  test('the README shows what a run prints', () => {
    const readme = readFileSync(join(root, 'README.md'), 'utf8');
    const shown = [...readme.matchAll(/```text\n(.*?)```/gs)].filter(([, text]) =>
      text?.startsWith('FuzzFailure: '),
    );
    expect(shown).toHaveLength(1);
    expect(ran.output).toContain(shown[0]?.[1]);
  });
});

test('the pandas steps: each planted bug is found, and the fixed one passes', async () => {
  const ran = runSteps('py', [1], { PYTHONPATH: await framesDirectory() });
  expectBugs(ran);
  expectFixed(ran, 1);
});
