import { spawnSync } from 'node:child_process';
import { appendFileSync, cpSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { delimiter, join, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { project, projects } from './cli/command.ts';

const root = resolve(import.meta.dirname, '..');
const example = join(root, 'examples/promotion');
const readme = readFileSync(join(example, 'README.md'), 'utf8');
afterAll(() => rmSync(projects, { recursive: true, force: true }));

/** What a command has printed, and its exit code. */
interface Ended {
  readonly code: number | null;
  readonly output: string;
}

/** Runs a line or a script of bash as it stands, in a folder; `npx` finds what this repository has. */
function bash(folder: string, script: string, env: NodeJS.ProcessEnv = {}): Ended {
  const { status, stdout, stderr } = spawnSync('bash', ['-e', '-c', script], {
    cwd: folder,
    encoding: 'utf8',
    env: {
      ...process.env,
      PATH: [join(folder, 'bin'), process.env.PATH].join(delimiter),
      NO_COLOR: '1',
      VITEST: undefined,
      GITHUB_ACTIONS: undefined,
      ...env,
    },
  });
  return { code: status, output: `${stdout}${stderr}` };
}

/** Writes a command that is found before others of its name. */
function command(folder: string, name: string, script: string): void {
  mkdirSync(join(folder, 'bin'), { recursive: true });
  writeFileSync(join(folder, 'bin', name), `#!/bin/bash\n${script}\n`, { mode: 0o755 });
}

/** The files of the example as a repository whose main is known as that of `origin`. */
function clone(): string {
  const folder = project();
  cpSync(example, folder, { recursive: true });
  appendFileSync(join(folder, '.gitignore'), 'node_modules\nbin\n');
  writeFileSync(
    join(folder, 'vitest.config.ts'),
    `import { contracts } from '${join(root, 'src/vitest/plugin/contracts-plugin.ts')}';
export default {
  plugins: [contracts()],
  ssr: { resolve: { conditions: ['assay-source'] } },
  test: { reporters: ['default', '${join(root, 'reporters/html.ts')}', '${join(root, 'reporters/junit.ts')}'] },
};`,
  );
  const node = `${process.execPath} --conditions=assay-source --disable-warning=ExperimentalWarning`;
  command(folder, 'node', `exec ${node} "$@"`);
  command(
    folder,
    'npx',
    `name=$1; shift
case $name in
  assay) exec ${node} ${join(root, 'src/cli/main.ts')} "$@" ;;
  vitest) exec ${node} ${join(root, 'node_modules/vitest/vitest.mjs')} "$@" ;;
esac
exit 127`,
  );
  const git = 'git -c user.name=ana -c user.email=ana@example.org';
  const made = bash(
    folder,
    `git init -q -b main && git add -A && ${git} commit -qm trips && git update-ref refs/remotes/origin/main HEAD`,
  );
  expect(made).toEqual({ code: 0, output: '' });
  return folder;
}

/** A text without what differs from run to run: times, and the digests of documents and of commits. */
const steady = (text: string): string =>
  text
    .replaceAll(/\d{4}-\d\d-\d\d \d\d:\d\d:\d\d/g, 'TIME')
    .replaceAll(/\b(outcomes?|evidence|commit) (?:sha256:)?[0-9a-f]{12,64}\b/g, '$1 DIGEST');

/** The blocks of the README in their order. */
const blocks = [...readme.matchAll(/```(sh|text)\n(.*?)```/gs)].map(
  ([, language = '', text = '']) => ({ language, text }),
);

describe('the README', () => {
  const folder = clone();
  let printed = '';

  /** What the README of the project shows of it. */
  const shown = [
    ...readFileSync(join(root, 'README.md'), 'utf8').matchAll(/```text\n(trips@.*?)```/gs),
  ].map(([, text = '']) => text);
  let found = 0;

  test.each(blocks.map(({ language, text }) => [language, text] as const))(
    '%s %s',
    (language, text) => {
      if (language === 'text') return expect(steady(printed)).toContain(steady(text));
      printed = '';
      for (const line of text.trim().split('\n')) {
        const { code, output } = bash(folder, line);
        printed += output;
        found += shown.filter((text) => steady(output).includes(steady(text))).length;
        expect(code, `${line}\n${output}`).toBe(Number(/# exit code (\d+)$/.exec(line)?.[1] ?? 0));
      }
      return undefined;
    },
  );

  test('the README of the project shows one of these outputs', () => {
    expect(shown).toHaveLength(1);
    expect(found).toBe(1);
  });

  test('what it says of the end of the evidence', () => {
    expect(printed).toContain(/ends with `(.*)`/.exec(readme)?.[1]);
  });
});

/** The scripts of a job of the workflow, in their order. */
function scriptsOf(job: string): readonly string[] {
  const workflow = readFileSync(join(example, '.github/workflows/data.yml'), 'utf8');
  const { jobs } = parse(workflow) as {
    readonly jobs: Record<string, { readonly steps: readonly { readonly run?: string }[] }>;
  };
  return (jobs[job]?.steps ?? []).flatMap(({ run }) =>
    run === undefined || run.startsWith('npm ') ? [] : [run],
  );
}

describe('the workflow', () => {
  const [check = ''] = scriptsOf('not-worse-than-main');
  const [create = '', promote = ''] = scriptsOf('promote');
  const folder = clone();
  const data = (month: string) => cpSync(join(folder, month), join(folder, 'data/trips.csv'));
  const runs = (script: string, actor = 'ana') =>
    bash(folder, script, { GITHUB_ACTOR: actor, RUNNER_TEMP: folder, SIGNING_KEY: key });
  const report = (name: string) => readFileSync(join(folder, 'assay-report', name), 'utf8');
  let key = '';

  beforeAll(() => {
    key = bash(folder, 'openssl genpkey -algorithm ed25519').output;
    expect(runs(create)).toMatchObject({ code: 0 });
    const first = promote.replaceAll('promotion.contract', 'first.contract');
    expect(runs(first)).toMatchObject({ code: 0 });
  });

  test('a pull request is red for data that is worse than that of main, with reports', () => {
    data('data/trips-worse.csv');
    expect(runs(check)).toMatchObject({ code: 1 });
    expect(report('junit.xml')).toContain(' failures="2" errors="0"');
    data('data/trips-october.csv');
    expect(runs(check)).toMatchObject({ code: 0 });
    expect(report('junit.xml')).toContain(' failures="0" errors="0"');
  });

  test('a worse snapshot is refused, with reports', () => {
    data('data/trips-worse.csv');
    expect(runs(create)).toMatchObject({ code: 0 });
    const { code, output } = runs(promote);
    expect(output).toContain('::error::refused: production stays as it is');
    expect(code).toBe(1);
    expect(report('contracts.html')).toContain('-19.74%');
  });

  test('as a step of a pipeline it is refused as well, and by nobody', () => {
    const step = (approver: string) => bash(folder, `node promote.ts ${approver}`);
    const { code, output } = step('ben');
    expect(output).toMatch(/^refused: sha256:/m);
    expect(output).toContain("contracts: trips on trips: column('minutes').drift('psi')");
    expect(code).toBe(1);
    expect(step('eve')).toMatchObject({ code: 64, output: expect.stringContaining("'eve'") });
  });

  test('a good one is promoted by those whom the policy names', () => {
    data('data/trips-october.csv');
    expect(runs(create)).toMatchObject({ code: 0 });
    expect(runs(promote, 'eve')).toMatchObject({ code: 64 });
    const { code, output } = runs(promote);
    expect(output).toContain('::notice::promoted');
    expect(code).toBe(0);
  });

  test('a step ends with other codes for data and a store that are broken', () => {
    const step = (before: string) => bash(folder, `${before}; node promote.ts ana`);
    expect(
      step('for f in .assay/objects/sha256/*/*; do chmod u+w $f; echo >> $f; done'),
    ).toMatchObject({
      code: 2,
    });
    expect(step('echo x > .assay/log/trips/00000001/record.json')).toMatchObject({ code: 5 });
  });
});
