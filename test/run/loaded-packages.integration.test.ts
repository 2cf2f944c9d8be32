import { spawnSync } from 'node:child_process';
import { rmSync } from 'node:fs';
import { afterAll, expect, test } from 'vitest';
import { project, projects } from '../cli/command.ts';

afterAll(() => rmSync(projects, { recursive: true, force: true }));

const hooks = `import { registerHooks } from 'node:module';
const packages = new Set();
registerHooks({
  load(url, context, next) {
    const [, name] = /node_modules\\/((?:@[^/]+\\/)?[^/]+)\\/(?!.*node_modules)/.exec(url) ?? [];
    if (name) packages.add(name);
    return next(url, context);
  },
});
process.on('exit', () => console.log([...packages].sort().join(' ')));
`;

test('assay/run loads neither Vitest nor an engine, nor what renders reports', () => {
  const folder = project({ 'hooks.mjs': hooks, 'script.mjs': "import 'assay/run';" });
  const args = ['--conditions=assay-source', '--import', './hooks.mjs', 'script.mjs'];
  const { stdout, stderr } = spawnSync(process.execPath, args, {
    cwd: folder,
    encoding: 'utf8',
    env: { ...process.env, VITEST: undefined },
  });
  expect(stdout.trim(), stderr).toBe('zod');
});
