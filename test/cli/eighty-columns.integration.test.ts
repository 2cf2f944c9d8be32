import { spawnSync } from 'node:child_process';
import { cpSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { stripVTControlCharacters } from 'node:util';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { width } from '../../src/outcome/printable-text.ts';
import { assay, project, projects } from './command.ts';

const root = resolve(import.meta.dirname, '../..');

afterAll(() => rmSync(projects, { recursive: true, force: true }));

/** What is to be copied: SQL, and code that a contract lacks. Paths of one word may be long too. */
const copied = /^(?: {4}(?:select|copy|create|insert|from|with|drop|attach)\b|\+ )|^ *\S*\/\S*$/;

/** Lines of an output that a terminal of 80 columns would break. */
const tooLong = (output: string): readonly string[] =>
  stripVTControlCharacters(output)
    .split('\n')
    .filter((line) => width(line) > 80 && !copied.test(line));

const messy = readFileSync(join(root, 'examples/first-hour/messy.csv'), 'utf8');
const [header = '', ...records] = messy.trimEnd().split('\n');
const names = header.split(',');

const prefix = 'the_name_of_a_column_that_goes_on_and_on_beyond_anything_that_fits_a_terminal';
/** Long names: one of one word, one of words, one of characters that are two columns wide. */
const longHeader = names
  .map((name, at) => {
    if (at === 1)
      return `where and when the parcel was weighed and measured at the warehouse ${name}`;
    if (at === 4) return `${'日本語の列名'.repeat(8)}${name}`;
    return `${prefix}_${name}`;
  })
  .join(',');

const files = {
  'messy.csv': messy,
  'half.csv': [header, ...records.slice(0, 1500), ''].join('\n'),
  'ragged.csv': `${messy}1,2\n9,"x",${'and so on '.repeat(20)}\n`,
  'long.csv': [longHeader, ...records, ''].join('\n'),
  'other.csv': [longHeader, ...records.toSorted().slice(0, 1500), ''].join('\n'),
  'later.csv': [longHeader, ...records.slice(0, 1500).map(spoiled), ''].join('\n'),
};

/** Returns a record whose values break most rules of the contract. */
function spoiled(record: string, at: number): string {
  const fields = record.split(',');
  if (at % 7 === 0) return fields.map((field, column) => (column < 2 ? field : '')).join(',');
  return fields.map((field, column) => (column > 3 ? `${field}${field}` : field)).join(',');
}

let folder = '';
beforeAll(() => {
  folder = project(files);
  for (const name of ['messy', 'long'])
    expect(assay(folder, 'infer', `${name}.csv`).status).toBe(0);
  writeFileSync(
    join(folder, 'drift.ts'),
    `import { contract, z } from 'assay';
export default contract('the amounts and quantities of all orders of the last quarter', {
  schema: z.object({ quantity: z.int(), amount: z.number() }),
}, ({ column }) => [
  column('quantity').drift('psi').atMost(0.2),
  column('amount').drift('ks').atMost(0.0001).because('the amounts of all orders are what they were in the last quarter'),
]);
`,
  );
});

const contractOf = (name: string) => `contracts/${name}.contract.ts`;

describe('no line is longer than 80 columns', () => {
  test.each<readonly [name: string, code: number, ...args: string[]]>([
    ['init', 0, 'init', 'half.csv'],
    ['infer', 0, 'infer', 'long.csv', '--force'],
    ['infer, of a file that lacks fields', 0, 'infer', 'ragged.csv'],
    ['infer, over a file that exists', 2, 'infer', 'long.csv'],
    ['infer, of no file', 2, 'infer', `${'data/of/the/last/quarter '.repeat(4)}.csv`],
    ['profile', 0, 'profile', 'messy.csv'],
    ['profile, of long names', 0, 'profile', 'long.csv'],
    ['profile, of a set of files', 0, 'profile', '{messy,half}.csv'],
    ['profile, of files that differ', 2, 'profile', '{messy,long}.csv'],
    ['profile, as a page', 0, 'profile', 'long.csv', '--html', 'page.html'],
    ['check, with warnings', 0, 'check', 'messy.csv', contractOf('messy')],
    ['check, of long names', 0, 'check', 'long.csv', contractOf('long')],
    ['check, red', 1, 'check', 'later.csv', contractOf('long')],
    ['check, of other columns', 2, 'check', 'later.csv', contractOf('messy')],
    ['explain', 0, 'explain', 'long.csv', contractOf('long')],
    ['explain, of other columns', 2, 'explain', 'later.csv', contractOf('messy')],
    ['drift', 0, 'drift', 'long.csv', 'other.csv', '--except', `${prefix}_sku`],
    ['drift, with a limit', 1, 'drift', 'long.csv', 'other.csv', '--at-most', '0'],
    ['drift, of other columns', 2, 'drift', 'messy.csv', 'long.csv'],
    ['mutants', 0, 'mutants', contractOf('long'), 'long.csv', '--faults', 'missing'],
    [
      'mutants, below the limit',
      1,
      'mutants',
      contractOf('long'),
      'long.csv',
      '--faults',
      'case',
      '--at-least',
      '100%',
    ],
    ['calibrate', 0, 'calibrate', 'drift.ts', 'messy.csv', '--resamples', '20', '--rows', '200'],
    ['calibrate, without a drift', 2, 'calibrate', contractOf('long'), 'long.csv'],
    [
      'generate',
      0,
      'generate',
      contractOf('long'),
      '--rows',
      '50',
      '--seed',
      '1',
      '--out',
      'made.csv',
    ],
    ['docs', 0, 'docs', contractOf('long'), '--out', 'site'],
    ['snapshot', 0, 'snapshot', 'create', 'messy', 'messy.csv'],
    ['log', 0, 'log', 'messy'],
    ['status', 0, 'status', 'messy'],
    ['help', 0, '--help'],
    ['help of a command', 0, 'check', '--help'],
    ['an unknown flag', 2, 'profile', 'messy.csv', '--delimter', ';'],
  ])('%s', (_, code, ...args) => {
    const { status, shown } = assay(folder, ...args.map(String));
    expect(status, shown).toBe(code);
    expect(tooLong(shown)).toEqual([]);
  });
});

describe('under Vitest', () => {
  beforeAll(() => {
    const source = (path: string) => JSON.stringify(join(root, path));
    cpSync(join(folder, 'later.csv'), join(folder, 'long.csv'));
    writeFileSync(
      join(folder, 'vitest.config.ts'),
      `import { contracts } from ${source('src/vitest/plugin/contracts-plugin.ts')};
export default {
  plugins: [contracts({ include: 'contracts/*.contract.ts' })],
  ssr: { resolve: { conditions: ['assay-source'] } },
};
`,
    );
  });

  const ran = (...args: readonly string[]): string => {
    const { status, stdout, stderr } = spawnSync(
      process.execPath,
      ['--conditions=assay-source', join(root, 'node_modules/vitest/vitest.mjs'), 'run', ...args],
      { cwd: folder, encoding: 'utf8', env: { ...process.env, NO_COLOR: '1', VITEST: undefined } },
    );
    expect(status, stdout + stderr).toBe(1);
    return stdout + stderr;
  };

  test('errors of expectations', () => {
    const errors = ran().match(/^AssayFailure: [\s\S]*?(?=^ ❯ )/gm) ?? [];
    expect(errors.length).toBeGreaterThan(10);
    expect(tooLong(errors.join(''))).toEqual([]);
  });

  test('the terminal reporter', () => {
    const [, ...lines] = ran(`--reporter=${join(root, 'reporters/terminal.ts')}`)
      .trim()
      .split('\n');
    expect(lines.length).toBeGreaterThan(30);
    expect(tooLong(lines.join('\n'))).toEqual([]);
  });
});
