import { spawn } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import process from 'node:process';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { outerEnvironment } from '../../support/package.ts';

const repository = resolve(import.meta.dirname, '../../..');
const source = (path: string) => JSON.stringify(join(repository, path));

const config = `export default {
  resolve: {
    alias: [
      { find: 'assay/mutants', replacement: ${source('src/vitest/mutants/mutants-api.ts')} },
      { find: /^assay$/, replacement: ${source('src/index.ts')} },
    ],
  },
  test: { include: ['*.test.ts'] },
};
`;

const testOf = (name: string, rules: string) => `import { contract, csv, z } from 'assay';
import { verifyMutants } from 'assay/mutants';

const orders = contract('${name} orders', { schema: z.object({ id: z.int(), price: z.number() }) }, ({ rows, column }) => [
  ${rules}
]);
verifyMutants(orders, csv('orders.csv'), { atLeast: '80%', faults: ['units', 'missing'], rates: ['20%'] });
`;

const strong = `column('id').between(1, 50), column('id').unique(), column('price').between(100, 149),`;
const orders = Array.from({ length: 50 }, (_, at) => `${at + 1},${100 + at}`);
const files = {
  'vitest.config.ts': config,
  'orders.csv': ['id,price', ...orders, ''].join('\n'),
  'weak.test.ts': testOf('weak', 'rows.count().equals(50),'),
  'strong.test.ts': testOf('strong', strong),
};

let root = '';
beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), 'mutants-'));
  for (const [file, text] of Object.entries(files)) await writeFile(join(root, file), text);
});
afterAll(() => rm(root, { recursive: true, force: true }));

const vitest = (file: string) =>
  new Promise<{ readonly code: number | null; readonly output: string }>((done, fail) => {
    const args = [join(repository, 'node_modules/vitest/vitest.mjs'), 'run', file];
    const child = spawn(process.execPath, args, { cwd: root, env: outerEnvironment() });
    let output = '';
    for (const stream of [child.stdout, child.stderr])
      stream.on('data', (chunk: Buffer) => {
        output += chunk;
      });
    child.on('error', fail);
    child.on('close', (code) => done({ code, output }));
  });

test('a contract that catches too few mutants is red, with what survived and what would catch it', async () => {
  const { code, output } = await vitest('weak.test.ts');
  expect(output).toContain('mutants of weak orders on orders.csv');
  expect(output).toMatch(
    /The contract 'weak orders' catches \d+% of the mutants, and at least 80%/,
  );
  expect(output).toContain("+ column('price').atMost(149)");
  expect(output).toContain('would catch: "price" times 1000 (');
  expect(code).toBe(1);
});

test('a contract that catches enough of them is green', async () => {
  const { code, output } = await vitest('strong.test.ts');
  expect(output).toMatch(/Tests\s+1 passed/);
  expect(code).toBe(0);
});
