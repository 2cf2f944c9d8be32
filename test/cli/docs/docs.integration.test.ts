import { cpSync, existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { afterAll, describe, expect, test, vi } from 'vitest';
import { assay, project, projects } from '../command.ts';

vi.setConfig({ testTimeout: 120_000 });
afterAll(() => rmSync(projects, { recursive: true, force: true }));

const examples = resolve(import.meta.dirname, '../../../examples');
const config = `
  import { contracts } from 'assay/plugin';
  import { defineConfig } from 'vitest/config';
  export default defineConfig({ plugins: [contracts()] });`;
const declares = (...names: readonly string[]) => `
  import { contract, csv, verify, z } from 'assay';
  ${names.map((name, at) => `export const c${at} = contract(${JSON.stringify(name)}, { schema: z.object({ id: z.int() }) });`).join('\n')}
  verify(c0, csv('data.csv'));`;
const read = (folder: string, path: string) => readFileSync(join(folder, path), 'utf8');

describe('the example of orders', () => {
  const folder = project();
  cpSync(join(examples, 'orders'), folder, { recursive: true });
  const page = () => read(folder, 'site/contracts/orders.html');
  const check = (data: string) =>
    assay(
      folder,
      'check',
      data,
      'contracts/orders.contract.ts',
      '--report',
      'json=assay-report/contracts.json',
    );

  test('without a run it has no verdict', () => {
    const { status, stdout, stderr } = assay(folder, 'docs');
    expect([status, stderr]).toEqual([0, '']);
    expect(stdout).toMatch(
      /catalogue of 1 contract \(1 not run yet\):\n {2}site.index\.html\nNo run is known/,
    );
    expect(page()).toContain('One row for each order of the web shop');
    expect(page()).not.toContain('class="st passed"');
  });

  test('after a run it has that verdict, until a bound is changed', () => {
    expect(check('data/orders.csv').status).toBe(0);
    const documented = readFileSync(join(examples, '../docs/catalogue.md'), 'utf8');
    const [, said] = /^\$ npx assay docs --out site\n\n(.*?)^```/ms.exec(documented) ?? [];
    expect(assay(folder, 'docs', '--out', 'site').stdout).toBe(said);
    const path = join(folder, 'contracts/orders.contract.ts');
    writeFileSync(path, readFileSync(path, 'utf8').replace('atMost(500)', 'atMost(5)'));
    expect(assay(folder, 'docs').stdout).toContain('(1 not all run)');
    expect(page().match(/class="st notRun">not run yet/g)).toHaveLength(1);
    expect(check('data/orders.csv').status).toBe(1);
    expect(assay(folder, 'docs').stdout).toContain('(1 failed)');
  });

  test('no address of a customer reaches it', () => {
    const addresses = read(folder, 'data/orders.csv').match(/[\w.]+@[\w.]+/g) ?? [];
    expect(addresses.length).toBeGreaterThan(10);
    for (const address of addresses) expect(page()).not.toContain(address);
  });
});

test('contracts of several files have a page each, also where only case tells them apart', () => {
  const folder = project({
    'vitest.config.ts': config,
    'contracts/a.contract.ts': declares('orders', 'Orders', '../../escape'),
    'contracts/b.contract.ts': declares('orders'),
    'contracts/c.contract.ts': `export * from '../shared.ts';
      import { csv, verify } from 'assay'; import { trips } from '../shared.ts'; verify(trips, csv('one.csv'));`,
    'contracts/d.contract.ts': `import { csv, verify } from 'assay'; import { trips } from '../shared.ts'; verify(trips, csv('two.csv'));`,
    'shared.ts': `import { contract, z } from 'assay'; export const trips = contract('trips', { schema: z.object({ id: z.int() }) });`,
  });
  expect(assay(folder, 'docs', '--out', 'out/site')).toMatchObject({ status: 0, stderr: '' });
  const pages = readdirSync(join(folder, 'out/site/contracts'));
  expect(pages).toHaveLength(5);
  expect(new Set(pages.map((one) => one.toLowerCase())).size).toBe(5);
  expect(readdirSync(join(folder, 'out/site')).sort()).toEqual([
    'assay-docs.json',
    'contracts',
    'index.html',
  ]);
  const trips = read(folder, 'out/site/contracts/trips.html');
  for (const dataset of ['one.csv', 'two.csv', 'shared.ts']) expect(trips).toContain(dataset);
});

test('the snapshots of a store are the lineage', () => {
  const folder = project({
    'raw.csv': 'id\n1\n2\n',
    'clean.csv': 'id\n1\n',
    'trips.contract.ts': `
      import { contract, snapshot, verify, z } from 'assay';
      verify(contract('trips', { schema: z.object({ id: z.int() }) }), snapshot('trips'));`,
  });
  expect(assay(folder, 'snapshot', 'create', 'raw', 'raw.csv', '--tag', 'candidate').status).toBe(
    0,
  );
  const step = ['--tag', 'candidate', '--step', 'clean.py', '--input', 'raw@candidate'];
  const made = assay(folder, 'snapshot', 'create', 'trips', 'clean.csv', ...step);
  expect(made, made.stderr).toMatchObject({ status: 0 });
  expect(assay(folder, 'docs', 'trips.contract.ts')).toMatchObject({ status: 0, stderr: '' });
  const page = read(folder, 'site/contracts/trips.html');
  for (const text of ['Lineage', 'clean.py', 'raw@', 'trips@']) expect(page).toContain(text);
});

describe('an error with its reason, and no folder', () => {
  const plain = project();
  const odd = project({
    'vitest.config.ts': config,
    'throws.ts': 'throw new Error("no connection");',
    'nothing.ts': 'export const x = 1;',
    'mine/thesis.txt': 'mine',
    'fine.ts': declares('fine'),
  });
  const broken = project({ 'vitest.config.ts': 'throw new Error("no such plugin");' });

  test.each<[string, string, readonly string[], RegExp]>([
    [
      'without the plugin',
      plain,
      [],
      /The Vitest config runs no contracts: add the plugin contracts\(\)/,
    ],
    ['without a contract file', odd, [], /There is no contract file: the globs are /],
    ['of a config that throws', broken, [], /could not load the config.*no such plugin/],
    [
      'of a file that throws',
      odd,
      ['fine.ts', 'throws.ts'],
      /'throws\.ts' could not be loaded: no connection/,
    ],
    [
      'of a file without a contract',
      odd,
      ['fine.ts', 'nothing.ts'],
      /'nothing\.ts' exports no contract/,
    ],
    ['of a file that is missing', odd, ['nope.ts'], /There is no contract file 'nope\.ts'/],
    [
      'of a folder that is not its own',
      odd,
      ['fine.ts', '--out', 'mine'],
      /--out mine has files and no assay-docs\.json/,
    ],
    [
      'of a history that is missing',
      odd,
      ['fine.ts', '--history', 'x.json'],
      /--history x\.json: there is no such file/,
    ],
    [
      'of a history that is none',
      odd,
      ['fine.ts', '--history', 'mine/thesis.txt'],
      /thesis\.txt is neither a history/,
    ],
  ])('%s', (_name, folder, options, message) => {
    const { status, stdout, stderr } = assay(folder, 'docs', ...options);
    expect([status, stdout]).toEqual([2, '']);
    expect(stderr).toMatch(message);
    expect(existsSync(join(folder, 'site'))).toBe(false);
    expect(readdirSync(odd)).toContain('mine');
  });
});
