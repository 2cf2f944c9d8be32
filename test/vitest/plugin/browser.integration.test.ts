import { spawnSync } from 'node:child_process';
import { rmSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { project, projects } from '../../cli/command.ts';

const root = resolve(import.meta.dirname, '../../..');
const source = (path: string) => JSON.stringify(join(root, path));

/** A provider that starts no browser: a test that would run in one ends with its error. */
const provider = `{
  name: 'preview',
  options: {},
  providerFactory() { throw new Error('a browser was asked for'); },
  serverFactory: () => ({ plugins: [], config: () => ({}), createParent: () => ({ close() {} }), setupRpc() {}, configureServer() {}, transformIndexHtml() {} }),
}`;

const configOf = (
  browser: string,
) => `import { contracts } from ${source('src/vitest/plugin/contracts-plugin.ts')};
export default {
  plugins: [contracts({ fuzz: 'steps/*.fuzz.ts' })],
  ssr: { resolve: { conditions: ['assay-source'] } },
  test: { include: ['*.test.ts'], browser: ${browser} },
};
`;

const contract = (rows: number) => `import { contract, csv, verify, z } from 'assay';
const one = contract('one', { schema: z.object({ id: z.int() }) }, ({ rows }) => [rows.count().equals(${rows})]);
verify(one, csv('one.csv'));
`;

const folder = project({
  'one.csv': 'id\n1\n2\n',
  'kept.contract.ts': contract(2),
  'broken.contract.ts': contract(3).replace("contract('one'", "contract('other'"),
  'steps/any.fuzz.ts': `import { expect, test } from 'vitest';\ntest('runs in Node', () => expect(process.version).toMatch(/^v/));\n`,
});
afterAll(() => rmSync(projects, { recursive: true, force: true }));

function ran(browser: string, ...args: readonly string[]) {
  writeFileSync(join(folder, 'vitest.config.ts'), configOf(browser));
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    ['--conditions=assay-source', join(root, 'node_modules/vitest/vitest.mjs'), 'run', ...args],
    { cwd: folder, encoding: 'utf8', env: { ...process.env, NO_COLOR: '1', VITEST: undefined } },
  );
  return { status, output: stdout + stderr };
}

const selected = ['--project', 'contracts', '--project', 'fuzz', '--reporter=verbose'];
const inBrowser = `provider: ${provider}, instances: [{ browser: 'chromium' }]`;

test('contracts and fuzz tests run in Node where the config has a browser mode', () => {
  const { status, output } = ran(`{ enabled: true, ${inBrowser} }`, ...selected);
  expect(output).toContain('✓ |contracts| kept.contract.ts');
  expect(output).toContain('✓ |fuzz| steps/any.fuzz.ts:2 > runs in Node');
  expect(output).toContain('AssayFailure: rows.count() is 2, expected exactly 3');
  expect(output).not.toContain('a browser was asked for');
  expect(status).toBe(1);
});

test('--browser makes no browser project of them, which Vitest refuses', () => {
  const { status, output } = ran(`{ ${inBrowser} }`, ...selected, '--browser');
  expect(output).toContain('Vitest received --browser flag, but no project had a browser config');
  expect(status).toBe(1);
});
