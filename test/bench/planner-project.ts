import { cpSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { now } from './planner-data.ts';
import { columns, expectations } from './planner-expectations.ts';

export interface Project {
  readonly root: string;
  readonly folder: string;
  readonly rows: number;
  readonly files: readonly string[];
  /** The plugin's memoryLimit; DuckDB's own default unless given. */
  readonly memory?: string | undefined;
}

/** Write a project with the contract over these files, and one with a trivial test, as a user has them. */
export function writeProjects({ root, folder, rows, files, memory }: Project): void {
  mkdirSync(join(folder, 'node_modules'), { recursive: true });
  // A copy, as an install makes it: Vitest would transform a linked folder's files as if they were the user's own.
  cpSync(join(root, 'dist'), join(folder, 'node_modules/assay/dist'), { recursive: true });
  cpSync(join(root, 'package.json'), join(folder, 'node_modules/assay/package.json'));
  const texts: Readonly<Record<string, string>> = {
    'package.json': '{ "type": "module" }',
    'bare/vitest.config.ts': 'export default {};',
    'bare/one.test.ts': `import { expect, test } from 'vitest'; test('one', () => { expect(1).toBe(1); });`,
    'contract/vitest.config.ts': contractConfig({ memoryLimit: memory }),
    'contract/orders.contract.ts': contractText(rows, {
      word: 'parquet',
      call: `parquet(${JSON.stringify(files)})`,
    }),
  };
  for (const [path, text] of Object.entries(texts)) {
    mkdirSync(join(folder, path, '..'), { recursive: true });
    writeFileSync(join(folder, path), text);
  }
}

/** Forget what Assay kept of earlier runs, so that the next one is cold. */
export function emptyCache(folder: string): void {
  for (const project of [folder, join(folder, 'contract')]) {
    rmSync(join(project, 'node_modules/.cache/assay'), { recursive: true, force: true });
  }
}

/**
 * The configuration of Vitest with these options of the plugin. Each run tells its time in the engine; the one that warms up
 * also writes what it found, to be compared.
 */
export const contractConfig = (
  options: Readonly<Record<string, unknown>>,
): string => `import { writeFileSync } from 'node:fs';
import { contracts } from 'assay/plugin';
const out = process.env.BENCH_OUTCOMES;
const tell = {
  onTestRunEnd(modules) {
    const measured = modules.flatMap((module) => module.meta().assayMeasured ?? []);
    const engine = measured.reduce((sum, { engineMs }) => sum + engineMs / 1000, 0);
    console.log('engine ' + (measured.length > 0 ? engine : NaN));
    const tests = modules.flatMap((module) => [...module.children.allTests()]);
    if (out) writeFileSync(out, JSON.stringify(tests.map((test) => test.meta().assay)));
  },
};
export default {
  plugins: [contracts(${JSON.stringify({ now, ...options })})],
  test: { reporters: ['default', tell] },
};
`;

/** A dataset as a contract's file writes it: the word that it imports, and its call. */
export interface Written {
  readonly word: string;
  readonly call: string;
}

/** The file of the contract of 24 expectations over a dataset of so many rows. */
export function contractText(rows: number, { word, call }: Written, name = 'orders'): string {
  const schema = Object.entries(columns).map(([name, [zod]]) => `${name}: z.${zod}().nullable(),`);
  const list = expectations(rows).map(({ name, assay }) => `${assay}.named('${name}'),`);
  return `import { contract, ${word}, verify, z } from 'assay';
const orders = contract('${name}', { schema: z.object({
  ${schema.join('\n  ')}
}) }, ({ rows, column }) => [
  ${list.join('\n  ')}
]);
verify(orders, ${call});
`;
}
