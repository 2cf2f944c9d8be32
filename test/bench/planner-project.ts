import { cpSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { now } from './planner-data.ts';
import { columns, expectations } from './planner-expectations.ts';

/** Write a project with the contract over these files, and one with a trivial test, as a user has them. */
export function writeProjects(
  root: string,
  folder: string,
  rows: number,
  files: readonly string[],
): void {
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(join(folder, 'node_modules'), { recursive: true });
  // A copy, as an install makes it: Vitest would transform a linked folder's files as if they were the user's own.
  cpSync(join(root, 'dist'), join(folder, 'node_modules/assay/dist'), { recursive: true });
  cpSync(join(root, 'package.json'), join(folder, 'node_modules/assay/package.json'));
  const texts: Readonly<Record<string, string>> = {
    'package.json': '{ "type": "module" }',
    'bare/vitest.config.ts': 'export default {};',
    'bare/one.test.ts': `import { expect, test } from 'vitest'; test('one', () => { expect(1).toBe(1); });`,
    'contract/vitest.config.ts': config,
    'contract/orders.contract.ts': contractText(rows, files),
  };
  for (const [path, text] of Object.entries(texts)) {
    mkdirSync(join(folder, path, '..'), { recursive: true });
    writeFileSync(join(folder, path), text);
  }
}

// The run that warms up tells what it found, to be compared; those that are timed write nothing.
const config = `import { writeFileSync } from 'node:fs';
import { contracts } from 'assay/plugin';
const out = process.env.BENCH_OUTCOMES;
const tell = {
  onTestRunEnd(modules) {
    const tests = modules.flatMap((module) => [...module.children.allTests()]);
    writeFileSync(out, JSON.stringify(tests.map((test) => test.meta().assay)));
  },
};
export default {
  plugins: [contracts({ now: '${now}' })],
  test: { reporters: out ? ['default', tell] : ['default'] },
};
`;

function contractText(rows: number, files: readonly string[]): string {
  const schema = Object.entries(columns).map(([name, [zod]]) => `${name}: z.${zod}().nullable(),`);
  const list = expectations(rows).map(({ name, assay }) => `${assay}.named('${name}'),`);
  return `import { contract, parquet, verify, z } from 'assay';
const orders = contract('orders', { schema: z.object({
  ${schema.join('\n  ')}
}) }, ({ rows, column }) => [
  ${list.join('\n  ')}
]);
verify(orders, parquet(${JSON.stringify(files)}));
`;
}
