import { spawnSync } from 'node:child_process';
import {
  copyFileSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  realpathSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { plantFiles } from './files.ts';
import { leakFinder } from './leaks.ts';
import { allTokens } from './tokens.ts';

const root = resolve(import.meta.dirname, '../..');
const folder = realpathSync(mkdtempSync(join(tmpdir(), 'planted-run-')));
const leaks = leakFinder(allTokens);

/** All that there are, now and later. */
const reporters = readdirSync(join(root, 'reporters'))
  .filter((name) => name.endsWith('.ts'))
  .filter((name) => readFileSync(join(root, 'reporters', name), 'utf8').includes('export default'))
  .map((name) => basename(name, '.ts'));

const config = `
import { contracts } from '${root}/src/vitest/plugin.ts';
export default {
  plugins: [contracts({ quarantine: { folder: 'quarantine', clean: true }, cache: 'kept' })],
  ssr: { resolve: { conditions: ['assay-source'] } },
  server: { fs: { strict: false } },
};`;

const verified = `
import { csv, json, parquet, verify } from 'assay';
import { planted } from './planted.ts';
verify(planted, parquet('data/planted.parquet'));
verify(planted, csv('data/misplaced.csv'));
verify(planted, json('data/broken.jsonl'));
`;

beforeAll(async () => {
  mkdirSync(join(folder, 'data'));
  mkdirSync(join(folder, 'node_modules'));
  for (const name of ['vitest', 'zod'])
    symlinkSync(join(root, 'node_modules', name), join(folder, 'node_modules', name));
  symlinkSync(root, join(folder, 'node_modules/assay'));
  await plantFiles(join(folder, 'data'));
  for (const name of ['planted.ts', 'tokens.ts'])
    copyFileSync(join(import.meta.dirname, name), join(folder, name));
  writeFileSync(join(folder, 'package.json'), '{ "type": "module" }');
  writeFileSync(join(folder, 'vitest.config.ts'), config);
  writeFileSync(join(folder, 'planted.contract.ts'), verified);
}, 60_000);
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function run(env: NodeJS.ProcessEnv = {}, ...more: readonly string[]) {
  const args = [
    join(root, 'node_modules/vitest/vitest.mjs'),
    'run',
    '--project=contracts',
    ...more,
  ];
  const outer = Object.fromEntries(
    Object.entries(process.env).filter(
      ([name]) => !/^(VITEST|NODE_|TEST|CI$|GITHUB_|GITLAB_)/.test(name),
    ),
  );
  const { stdout, stderr, status } = spawnSync(process.execPath, args, {
    cwd: folder,
    encoding: 'utf8',
    env: { ...outer, NO_COLOR: '1', ...env },
    maxBuffer: 2 ** 28,
  });
  return { output: stdout + stderr, status };
}

/** What the run wrote: all but the data and, which is data too, the quarantine. */
function writtenFiles(): readonly (readonly [name: string, text: string])[] {
  const ours = new Set(['data', 'node_modules', 'quarantine', 'planted.ts', 'tokens.ts']);
  return readdirSync(folder)
    .filter((name) => !ours.has(name))
    .flatMap((name) => filesIn(join(folder, name)))
    .map((path) => [
      path.slice(folder.length + 1),
      readFileSync(path, 'latin1') + readFileSync(path, 'utf8'),
    ]);
}

const filesIn = (path: string): readonly string[] => {
  try {
    return readdirSync(path).flatMap((name) => filesIn(join(path, name)));
  } catch {
    return [path];
  }
};

describe('a run of Vitest', () => {
  test(`tells no planted token: ${reporters.join(', ')}, and Vitest's own`, {
    timeout: 240_000,
  }, () => {
    const { output, status } = run(
      {},
      '--reporter=default',
      '--reporter=json',
      '--outputFile.json=vitest.json',
      '--reporter=junit',
      '--outputFile.junit=vitest.xml',
      ...reporters.map((name) => `--reporter=${root}/reporters/${name}.ts`),
    );
    expect(leaks(output)).toEqual([]);
    expect(status).toBe(1);
    expect(output).toMatch(/Tests {2}\d{3,} failed/);
    const files = writtenFiles();
    expect(files.map(([name]) => name)).toEqual(
      expect.arrayContaining(['assay-report/contracts.json', 'vitest.json', 'vitest.xml']),
    );
    for (const [name, text] of files) expect([name, leaks(text)]).toEqual([name, []]);
    // Outcomes with samples have come as far as the report.
    expect(readFileSync(join(folder, 'assay-report/contracts.json'), 'utf8')).toContain('•••');
  });

  test('shows values where its user asks for them, and never in CI', { timeout: 240_000 }, () => {
    const only = ['-t', 'email. is null'];
    const shown = run({ ASSAY_UNMASK: '1' }, ...only);
    expect(leaks(shown.output).length).toBeGreaterThan(0);
    expect(shown.output.replaceAll(/\s+/g, ' ')).toContain('values are shown unmasked');
    const refused = run({ ASSAY_UNMASK: '1', CI: 'true' }, ...only);
    expect(refused.output).toContain(
      'ASSAY_UNMASK shows values of the data, and the environment variable CI says',
    );
    expect(leaks(refused.output)).toEqual([]);
    expect(refused.status).toBe(1);
  });
});
