import { existsSync } from 'node:fs';
import { afterEach, describe, expect, test } from 'vitest';
import { type Fixture, fixture } from '../support/fixture.ts';
import { config, contractFile, people } from './files.ts';

const made: Fixture[] = [];
async function project(files: Readonly<Record<string, string>>): Promise<Fixture> {
  const one = await fixture({ 'data/people.csv': people, ...files });
  made.push(one);
  return one;
}
afterEach(async () => {
  for (const one of made.splice(0)) await one.remove();
});

const contract = { 'contracts/people.contract.ts': contractFile() };
const commonJs = { 'package.json': '{ "private": true }' };

describe('after init a run judges contracts', () => {
  test.each<[string, Readonly<Record<string, string>>, string]>([
    ['without a config', {}, 'vitest.config.ts'],
    ['without a config, in a package of CommonJS', commonJs, 'vitest.config.mts'],
    [
      'without a package.json that says of what kind it is',
      { 'package.json': '{}' },
      'vitest.config.mts',
    ],
    [
      'with a config that is an object',
      { 'vitest.config.ts': "export default { test: { name: 'mine' } };" },
      'vitest.config.ts',
    ],
    [
      'with a config in a variable',
      {
        'vitest.config.ts':
          "import { defineConfig } from 'vitest/config';\nconst own = defineConfig({ test: { name: 'mine' } });\nexport default own;",
      },
      'vitest.config.ts',
    ],
    [
      'with a config that is merged of objects',
      {
        'vitest.config.ts':
          "import { defineConfig, mergeConfig } from 'vitest/config';\nexport default mergeConfig({}, defineConfig({ test: { name: 'mine' } }));",
      },
      'vitest.config.ts',
    ],
    [
      'with a config of Vite alone',
      { 'vite.config.mjs': "export default { test: { name: 'mine' } };" },
      'vite.config.mjs',
    ],
    [
      'with a config of Vite beside that of Vitest, which Vitest prefers',
      {
        'vite.config.ts': 'export default {};',
        'vitest.config.mts': "export default { test: { name: 'mine' } };",
      },
      'vitest.config.mts',
    ],
  ])('%s', async (_, files, path) => {
    const one = await project({ ...contract, ...files });
    const init = await one.run('assay', ['init']);
    expect(init.output).toMatch(new RegExp(`(?:Wrote|to) ${path.replaceAll('.', '\\.')}`));
    expect(init.code, init.output).toBe(0);
    const { code, output, stderr } = await one.run('vitest', ['run', '--project', 'contracts']);
    expect(output).toContain('✓ |contracts| contracts/people.contract.ts');
    expect(code, output).toBe(0);
    expect(stderr).toBe('');
  });
});

describe('with a data file, init', () => {
  test.each<[string, string]>([
    ['dir', "{ dir: 'src', passWithNoTests: true }"],
    ['exclude', "{ exclude: ['**/contracts/**'] }"],
  ])('writes a contract that a run judges, in a config with test.%s', async (_, of) => {
    const one = await project({ 'vitest.config.ts': config(of) });
    const init = await one.run('assay', ['init', 'data/people.csv']);
    expect(init.output).toContain('Read its bounds, then run it');
    expect(init.code, init.output).toBe(0);
    const { code, output } = await one.run('vitest', ['run']);
    expect(output).toContain('✓ |contracts| contracts/people.contract.ts');
    expect(code, output).toBe(0);
  });

  test('says that no run would judge what it wrote, where the globs of the config do not match it', async () => {
    const options = "{ include: 'checks/*.check.ts' }";
    const one = await project({ 'vitest.config.ts': config('{}', options) });
    const { code, output } = await one.run('assay', ['init', 'data/people.csv']);
    expect(output.replace(/\s+/g, ' ')).toContain(
      "Wrote contracts/people.contract.ts, and no run would judge it yet: the globs of contract files are checks/*.check.ts. Move it to a path that matches, or add it in the config, contracts({ include: [..., 'contracts/people.contract.ts'] })",
    );
    expect(output).not.toContain('Read its bounds');
    expect(code, output).toBe(2);
  });
});

describe('init leaves as it was, and says what to paste into, a config', () => {
  test.each<[string, string, string]>([
    ['of a function', 'vitest.config.ts', 'export default () => ({ test: {} });'],
    [
      'of a function in defineConfig',
      'vitest.config.ts',
      "import { defineConfig } from 'vitest/config';\nexport default defineConfig(() => ({ test: {} }));",
    ],
    ['of an async function', 'vitest.config.ts', 'export default async () => ({ test: {} });'],
    [
      'that is merged of two',
      'vitest.config.ts',
      "import { defineConfig, mergeConfig } from 'vitest/config';\nconst base = {};\nexport default mergeConfig(base, defineConfig({ test: {} }));",
    ],
    [
      'that depends on a condition',
      'vitest.config.ts',
      "import { defineConfig } from 'vitest/config';\nexport default process.env.X ? defineConfig({}) : defineConfig({ test: {} });",
    ],
    ['of CommonJS', 'vitest.config.cjs', 'module.exports = { test: {} };'],
    [
      'that imports the plugin only',
      'vitest.config.ts',
      "import 'assay/plugin';\nexport default {};",
    ],
    [
      'that has the plugin where it can add nothing',
      'vitest.config.ts',
      "import { contracts } from 'assay/plugin';\nexport default { test: { projects: [{ plugins: [contracts()], test: { name: 'unit' } }] } };",
    ],
    ['that throws', 'vitest.config.ts', "throw new Error('boom');\nexport default {};"],
    ['that ends the process', 'vitest.config.ts', 'process.exit(0);\nexport default {};'],
  ])('%s', async (_, path, text) => {
    const one = await project({ ...contract, [path]: text });
    const { code, output } = await one.run('assay', ['init']);
    expect(output).toContain(`${path} is as it was: `);
    expect(output).toContain('plugins: [contracts()],');
    expect(output).not.toMatch(/^\s+at /m);
    expect(code, output).toBe(2);
    expect(await one.read(path)).toBe(text);
  });
});

describe('on a version of Node that is too old, a sentence ends', () => {
  const sentence = 'Assay needs Node 22.12, 24 or newer, and this is Node 20.';
  /** As an old one: it says so, and that is what is asked. */
  const pretend =
    "Object.defineProperty(process, 'versions', { value: { ...process.versions, node: '20.20.2' } });";
  const files = { 'old.mjs': pretend, 'vitest.config.ts': config(), ...contract };

  test.each<[string, readonly string[]]>([
    ['init', ['init']],
    ['infer', ['infer', 'data/people.csv', '--out', '-']],
    ['check', ['check', 'data/people.csv', 'contracts/people.contract.ts']],
    ['explain', ['explain', 'data/people.csv', 'contracts/people.contract.ts']],
  ])('assay %s', async (_, args) => {
    const one = await project(files);
    const NODE_OPTIONS = `--import=${one.path('old.mjs')}`;
    const { code, stdout, stderr } = await one.run('assay', args, { NODE_OPTIONS });
    expect(stderr).toContain(`assay: ${sentence}`);
    expect([code, stdout, stderr.trim().split('\n').length]).toEqual([2, '', 1]);
  });

  test('a run with the plugin', async () => {
    const one = await project(files);
    const NODE_OPTIONS = `--import=${one.path('old.mjs')}`;
    const { code, output } = await one.run('vitest', ['run'], { NODE_OPTIONS });
    expect(output).toContain(sentence);
    expect(output).not.toMatch(/^\s+at /m);
    expect(code).toBe(1);
  });

  test.runIf(existsSync('/usr/bin/node'))(
    'every entry, where a machine has such a one',
    async () => {
      const one = await project(files);
      const version = await one.run('/usr/bin/node', ['--version']);
      if (!version.stdout.startsWith('v20.')) return;
      const packages = '../node_modules';
      const check = [`${packages}/assay/dist/src/cli/main.js`, 'check', 'data/people.csv', 'x.ts'];
      for (const args of [check, [`${packages}/vitest/vitest.mjs`, 'run']]) {
        const { code, output } = await one.run('/usr/bin/node', args);
        expect(output).toContain(sentence);
        expect(output).not.toMatch(/^\s+at /m);
        expect(code).not.toBe(0);
      }
    },
  );
});
