import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { contract, z } from '../src/index.ts';

const root = resolve(import.meta.dirname, '..');
const page = readFileSync(join(root, 'docs/recipes.md'), 'utf8');
const blocks = [...page.matchAll(/^```ts\n(.*?)^```/gms)].map(([, text = '']) => text);
const [first = '', ...others] = blocks;
const modules = others.filter((text) => text.startsWith('import '));
const expectations = others.filter((text) => !text.startsWith('import ')).join('');

const cache = join(root, 'node_modules/.cache/assay-docs');
mkdirSync(cache, { recursive: true });
const folder = mkdtempSync(join(cache, 'recipes-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

test('there are twenty of them', () => {
  const lines = expectations.split('\n').filter((line) => /^(?:rows|column)/.test(line));
  expect(lines.length + modules.length).toBeGreaterThanOrEqual(20);
});

test('they compile', () => {
  mkdirSync(join(folder, 'node_modules'));
  symlinkSync(root, join(folder, 'node_modules/assay'));
  writeFileSync(
    join(folder, 'orders.ts'),
    first.replace('  rows.key', `${expectations}  rows.key`),
  );
  for (const [at, text] of modules.entries()) writeFileSync(join(folder, `recipe-${at}.ts`), text);
  writeFileSync(
    join(folder, 'tsconfig.json'),
    JSON.stringify({
      extends: join(root, 'tsconfig.json'),
      include: ['*.ts'],
      compilerOptions: {
        noEmit: true,
        skipLibCheck: true,
        customConditions: ['assay-source'],
        rewriteRelativeImportExtensions: false,
      },
    }),
  );
  expect(compiled()).toBe('');
}, 120_000);

test('each of them is declared', () => {
  const declare = new Function('rows', 'column', `return [${expectations}];`);
  const schema = new Function(
    'z',
    `${/^const schema = .*?^\}\);/ms.exec(first)?.[0]} return schema;`,
  );
  const made = contract('orders', { schema: schema(z) }, ({ rows, column }) =>
    declare(rows, column),
  );
  const declared = made.expectations.filter(({ origin }) => origin === 'declared');
  expect(declared.length).toBe(expectations.split('\n').filter((line) => line !== '').length);
});

/** Returns what the compiler says. */
function compiled(): string {
  const tsc = join(root, 'node_modules/typescript/bin/tsc');
  try {
    return execFileSync(process.execPath, [tsc, '-p', folder], { encoding: 'utf8' });
  } catch (error) {
    return String((error as { stdout?: unknown }).stdout);
  }
}
