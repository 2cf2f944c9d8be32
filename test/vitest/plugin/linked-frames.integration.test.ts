import { spawnSync } from 'node:child_process';
import { rmSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { project, projects } from '../../cli/command.ts';

afterAll(() => rmSync(projects, { recursive: true, force: true }));

const root = resolve(import.meta.dirname, '../../..');

const config = `import { contracts } from ${JSON.stringify(join(root, 'src/vitest/plugin/contracts-plugin.ts'))};
export default {
  plugins: [contracts()],
  ssr: { resolve: { conditions: ['assay-source'] } },
  test: { onStackTrace: (error, frame) => !frame.file.endsWith('hidden.ts') },
};
`;

const contractOf = (rule: string) => `import { contract, csv, verify, z } from 'assay';
import { limit } from './hidden.ts';
const schema = z.object({ id: z.int() });
const one = contract('one', { schema }, ({ rows, column }) => [
  ${rule},
]);
verify(one, csv('one.csv'));
`;

/** Here, as with `npm link`, the package's files lie in no node_modules. */
const folder = project({
  'vitest.config.ts': config,
  'one.csv': 'id\n1\n2\n',
  'hidden.ts': 'export const limit = (hold) => hold();\n',
  'missing.contract.ts': contractOf("column('idd').mean().atLeast(1)"),
  'invalid.contract.ts': contractOf("limit(() => rows.count().atLeast('many'))"),
});

test("of a linked package no frame is printed, and the user's line is there in each stack", () => {
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    ['--conditions=assay-source', join(root, 'node_modules/vitest/vitest.mjs'), 'run'],
    { cwd: folder, encoding: 'utf8', env: { ...process.env, NO_COLOR: '1', VITEST: undefined } },
  );
  const output = stdout + stderr;
  const frames = [...output.matchAll(/^ ❯ (.*\.ts:\d+:\d+)$/gm)].map(([, frame]) => frame);
  expect(status).toBe(1);
  expect(output).toContain("The schema has no column 'idd'");
  expect(output).toContain("'many' is neither a count nor a share");
  expect(frames.toSorted()).toEqual([
    'invalid.contract.ts:4:13',
    'invalid.contract.ts:5:28',
    'invalid.contract.ts:5:3',
    'missing.contract.ts:4:13',
    'missing.contract.ts:5:3',
  ]);
}, 60_000);
