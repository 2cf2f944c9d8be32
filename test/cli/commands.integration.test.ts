import { existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, describe, expect, test, vi } from 'vitest';
import { assay, project, projects, vega } from './command.ts';

// Each starts a process or several, which on a busy machine take seconds.
afterAll(() => rmSync(projects, { recursive: true, force: true }));

const orders = 'id,amount,state\n1,9.5,paid\n2,12,open\n3,8.25,paid\n';
const contractText = `import { contract, csv, verify, z } from 'assay';
export const orders = contract('orders', {
  schema: z.object({ id: z.int(), amount: z.number().positive(), state: z.enum(['paid', 'open']) }),
}, ({ rows }) => [rows.key('id')]);
verify(orders, csv('elsewhere.csv'));`;

describe('infer', () => {
  test.each([
    'seattle-weather.csv',
    'birdstrikes.csv',
    'disasters.csv',
    'penguins.json',
    'movies.json',
    'cars.json',
    'flights-3m.parquet',
    'unemployment.tsv',
  ])('%s keeps the contract that is inferred from it', (name) => {
    const folder = project();
    const inferred = assay(folder, 'infer', vega(name), '--out', 'it.contract.ts');
    expect([inferred.status, inferred.stderr]).toEqual([0, '']);
    const checked = assay(folder, 'check', vega(name), 'it.contract.ts');
    expect(checked.stdout).toMatch(/expectations: \d+ passed(?:, \d+ warned)?\n$/);
    expect(checked.status).toBe(0);
  });

  test('writes over nothing', () => {
    const folder = project({ 'orders.csv': orders, 'contracts/orders.contract.ts': '// mine' });
    const { status, stderr } = assay(folder, 'infer', 'orders.csv');
    expect([status, stderr]).toEqual([
      2,
      "assay: 'contracts/orders.contract.ts' exists: give another file with --out FILE, or --force to overwrite it.\n",
    ]);
    expect(readFileSync(join(folder, 'contracts/orders.contract.ts'), 'utf8')).toBe('// mine');
  });

  test('says that a folder is one', () => {
    const folder = project({ 'lake/day=1/orders.csv': orders });
    const { status, stderr } = assay(folder, 'infer', 'lake');
    expect([status, stderr]).toEqual([
      2,
      "assay: 'lake' is a folder: name a file in it, or several by a glob in quotes, such as 'lake/*.parquet'.\n",
    ]);
  });

  test('refuses data without rows, and data that can not be read whole', () => {
    const folder = project({ 'empty.csv': 'id\n', 'ragged.csv': 'a,b\n1,2\n1\n1,3\n' });
    const empty = assay(folder, 'infer', 'empty.csv');
    expect([empty.status, empty.stderr]).toEqual([
      2,
      'assay: empty.csv has no rows: there is nothing to infer a contract from.\n',
    ]);
    const ragged = assay(folder, 'infer', 'ragged.csv');
    expect(ragged.status).toBe(2);
    expect(ragged.stderr).toContain('ragged.csv:3');
  });
});

describe('check', () => {
  const folder = project({
    'orders.csv': orders,
    'bad.csv': orders.replace('2,12,open', '1,-12,open'),
    'ragged.csv': orders.replace('2,12,open', '2,12'),
    'orders.contract.ts': contractText,
    'none.ts': 'export const x = 1;',
    'shelf/*.csv': orders,
    'shelf/1.csv': orders.replace('2,12,open', '1,-12,open'),
    'broken.ts': "import { contract } from 'assay'; contract('x', { schema: 1 });",
  });

  test.each([
    ['data that keeps it', ['orders.csv', 'orders.contract.ts'], 0],
    ['data that breaks it', ['bad.csv', 'orders.contract.ts'], 1],
    ['data that is not read whole', ['ragged.csv', 'orders.contract.ts'], 1],
    ['a missing file', ['none.csv', 'orders.contract.ts'], 2],
    ['a glob without match', ['none-*.csv', 'orders.contract.ts'], 2],
    ['a file named like its glob', ['shelf/*.csv', 'orders.contract.ts'], 2],
    ['that file, quoted', ['shelf/[*].csv', 'orders.contract.ts'], 0],
    ['a missing contract', ['orders.csv', 'nowhere.ts'], 2],
    ['a file without a contract', ['orders.csv', 'none.ts'], 2],
    ['a contract that is wrong', ['orders.csv', 'broken.ts'], 2],
    ['an unknown kind of file', ['orders.txt', 'orders.contract.ts'], 2],
    ['a database without a table', ['orders.sqlite', 'orders.contract.ts'], 2],
    ['an unknown option', ['orders.csv', 'orders.contract.ts', '--tabel', 'x'], 2],
  ])('%s', (_, args, status) => {
    const ran = assay(folder, 'check', ...args);
    expect(ran.status, ran.stdout + ran.stderr).toBe(status);
    if (status === 2) expect(ran.stdout + ran.stderr).not.toMatch(/^\s+at /m);
  });

  test('a contract in a project of CommonJS', () => {
    const common = project({
      'package.json': '{ "type": "commonjs" }',
      'orders.csv': orders,
      'orders.contract.ts': contractText,
    });
    const ran = assay(common, 'check', 'orders.csv', 'orders.contract.ts');
    expect(ran.status, ran.stderr).toBe(0);
  });

  test('says what is wrong, with the rows', () => {
    const { stdout } = assay(folder, 'check', 'bad.csv', 'orders.contract.ts');
    expect(stdout).toContain("× rows.key('id') is violated by 1 of 3 rows (33.33%), expected none");
    expect(stdout).toContain("column('amount') is above 0 is violated by 1 of 3 rows");
    expect(
      stdout.split('\n').filter((line) => !line.includes('select ') && line.length > 100),
    ).toEqual([]);
  });
});

test('check records a baseline beside the contract, and compares with it', () => {
  const folder = project({ 'trips.csv': 'fare\n8\n12\n' });
  writeFileSync(
    join(folder, 'trips.contract.ts'),
    `import { contract, z } from 'assay';
export const trips = contract('trips', { schema: z.object({ fare: z.number() }) }, ({ column }) => [column('fare').mean().change().between('-10%', '10%')]);`,
  );
  for (const name of ['CI', 'GITHUB_ACTIONS', 'GITLAB_CI']) vi.stubEnv(name, '');
  const check = (...args: readonly string[]) =>
    assay(folder, 'check', 'trips.csv', 'trips.contract.ts', ...args);
  const missing = check();
  const recorded = check('--baselines', 'new');
  const kept = readdirSync(join(folder, '__baselines__'));
  const again = check();
  const wrong = check('--baselines', 'some');
  vi.unstubAllEnvs();
  expect([missing.status, missing.stdout]).toEqual([
    2,
    expect.stringContaining('was not run: the baseline\n  __baselines__/trips.json has no'),
  ]);
  expect([recorded.status, recorded.stderr, kept]).toEqual([0, '', ['trips.json']]);
  expect(again.status).toBe(0);
  expect([wrong.status, wrong.stderr]).toEqual([2, expect.stringContaining("'new' or 'all'")]);
});

describe('check with a quarantine', () => {
  const folder = project({ 'bad.csv': 'id,mail\n1,jane@example.com\n1,joe@example.com\n' });
  const file = 'orders.contract.ts';
  writeFileSync(
    join(folder, file),
    `import { contract, z } from 'assay';
export const orders = contract('orders', { schema: z.object({ id: z.int(), mail: z.string() }) }, ({ rows }) => [rows.key('id'), rows.satisfy('id > 5')]);`,
  );

  test('writes violating and clean rows, and says where', () => {
    const { stdout, stderr, status } = assay(
      folder,
      'check',
      'bad.csv',
      file,
      '--quarantine',
      'q',
      '--clean',
    );
    expect(status).toBe(1);
    expect(stdout).toMatch(/written {3}1 row in q\/orders-[\da-f]{8}\.parquet/);
    expect(stderr).toContain('orders on bad.csv: 2 violating rows are in q/orders-');
    expect(readdirSync(join(folder, 'q'))).toHaveLength(2);
    expect(stdout).not.toContain('example.com');
  });

  test('--clean alone is a mistake, and --unmask one in CI', () => {
    const clean = assay(folder, 'check', 'bad.csv', file, '--clean');
    expect([clean.status, clean.stderr]).toEqual([
      2,
      expect.stringContaining('--quarantine FOLDER'),
    ]);
    vi.stubEnv('CI', 'true');
    const refused = assay(folder, 'check', 'bad.csv', file, '--unmask');
    for (const name of ['CI', 'GITHUB_ACTIONS', 'GITLAB_CI']) vi.stubEnv(name, '');
    const shown = assay(folder, 'check', 'bad.csv', file, '--unmask');
    vi.unstubAllEnvs();
    expect([refused.status, refused.stderr]).toEqual([
      2,
      expect.stringContaining('--unmask shows values'),
    ]);
    expect([shown.status, shown.stdout]).toEqual([1, expect.stringContaining('jane@example.com')]);
  });
});

describe('init', () => {
  test('sets up an empty project, and a second time changes nothing', () => {
    const folder = project({ 'orders.csv': orders });
    const first = assay(folder, 'init', 'orders.csv');
    expect([first.status, first.stderr]).toEqual([0, '']);
    const files = [
      'vitest.config.ts',
      'package.json',
      'contracts/orders.contract.ts',
      '.github/workflows/contracts.yml',
    ];
    const before = files.map((file) => readFileSync(join(folder, file), 'utf8'));
    expect(before[0]).toContain('contracts()');
    expect(assay(folder, 'init').status).toBe(0);
    expect(files.map((file) => readFileSync(join(folder, file), 'utf8'))).toEqual(before);
  });

  test('adds the plugin to a config that exists', () => {
    const config =
      "import { defineConfig } from 'vitest/config';\n\nexport default defineConfig({\n  test: { name: 'mine' },\n});\n";
    const folder = project({ 'vitest.config.ts': config });
    expect(assay(folder, 'init').stdout).toContain(
      'Added the plugin contracts() to vitest.config.ts',
    );
    const text = readFileSync(join(folder, 'vitest.config.ts'), 'utf8');
    expect(text).toMatch(/import \{ contracts \} from ["']assay\/plugin["']/);
    expect(text).toContain("name: 'mine'");
    expect(text).toContain('contracts()');
    expect(existsSync(join(folder, 'vitest.config.js'))).toBe(false);
  });
});
