import { spawnSync } from 'node:child_process';
import { readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import fc from 'fast-check';
import { afterAll, expect, test } from 'vitest';
import { fileNameOf, identifierName } from '../../../src/cli/infer/infer-names.ts';
import { hostileTexts } from '../../hostile/names.ts';
import { project, projects } from '../command.ts';

afterAll(() => rmSync(projects, { recursive: true, force: true }));

const root = resolve(import.meta.dirname, '../../..');

const numbers = (rows: number) =>
  `n,half,word\n${Array.from({ length: rows }, (_, at) => `${at - 3},${at / 2},w${at % 2}\n`).join('')}`;

/** Each with a column of its own name, of which some values are alike, so that it is an enum. */
const named = (name: string) =>
  JSON.stringify(Array.from({ length: 30 }, (_, at) => ({ id: at + 1, [name]: name + (at % 2) })));

const counts = Object.fromEntries(
  [...Array.from({ length: 24 }, (_, at) => at + 1), 39, 101, 20_003].map((rows) => [
    `${rows} rows.csv`,
    numbers(rows),
  ]),
);

const fileNames = [
  'const',
  'default',
  'await',
  'undefined',
  'require',
  'z',
  'csv',
  'contract',
  'verify',
  'rows',
  'column',
  '2024-sales',
  '.hidden',
  ' ',
  'größe',
  '数据',
  "it's",
  '*∕',
  'a "quoted" `name`',
  '$ {1}',
  'constructor',
  'a.b.c',
  'line\nbreak',
];

const columnNames = [
  'const',
  '__proto__',
  'constructor',
  'toString',
  'then',
  "it's",
  'a "b" `c` $ {d}',
  '*/',
  'line\nbreak',
  '2024',
  'a\\b',
  ' ',
  '日本 😀',
];

/** Columns of several kinds, of which each stands in a wide file twelve times. */
const kinds: readonly [string, (row: number, at: number) => string][] = [
  ['temp_#', (row, at) => String(((row * 7) % 31) / 2 + at)],
  ['big #', (row, at) => `${(row * 13) % 17}${'0'.repeat(at)}`],
  [
    "it's #*/",
    (row, at) => ((row + at) % 9 === 0 ? '' : (['yes', 'no', 'may be'][(row + at) % 3] ?? '')),
  ],
  ['__proto__#', (row, at) => ((row * at) % 7 === 1 ? '' : `text ${(row * 3 + at) % 40}`)],
  ['#', (row, at) => String((row + at) % 2 === 0)],
  ['each#', (row, at) => `2024-0${1 + (at % 9)}-${10 + (row % 19)}`],
];

const wide = (names: (kind: string, at: number) => string) => {
  const columns = Array.from({ length: 12 }, (_, at) =>
    kinds.map(([kind, cell]) => ({
      name: names(kind, at + 1),
      cell: (row: number) => cell(row, at + 1),
    })),
  ).flat();
  const lines = Array.from({ length: 60 }, (_, row) =>
    columns.map(({ cell }) => cell(row + 1)).join(),
  );
  return `${[columns.map(({ name }) => name).join(), ...lines].join('\n')}\n`;
};

const odd = {
  'each.csv': wide((kind, at) => kind.replace('#', String(at))),
  'wide.csv': wide((kind, at) => `${kind.replace('#', '')}${'x'.repeat(at)}`),
  'small.csv': `x\n${['5e-324', '1e-323', '0', '1.5e-323'].join('\n')}\n`,
  'large.csv': `x\n${['1e150', '-1e150', '1.5e150'].join('\n')}\n`,
  'proto.json': JSON.stringify(
    Array.from({ length: 30 }, (_, at) => ({ v: at % 2 ? '__proto__' : 'constructor' })),
  ),
  'nan.csv': `x,y\n${Array.from({ length: 40 }, (_, at) => `${at === 7 ? 'NaN' : at / 2},${at === 9 ? 'Infinity' : at / 4}\n`).join('')}`,
  'nested.json': JSON.stringify([
    { o: { 'a b': 1, __proto__x: [1.5], none: null }, l: [{ k: 'x' }, {}] },
    { o: { 'a b': null, __proto__x: [] }, l: [] },
  ]),
  'nothing.csv': 'a,b\n1,\n2,\n',
  'nothing yet.json': '[{"a":1,"b":null},{"a":2,"b":null}]',
  'one.json': '[{"a":1}]',
};

test('what is inferred compiles, loads and is kept by its own data, whatever rows and names are', () => {
  const drawn = fc.sample(hostileTexts, { numRuns: 15, seed: 20_261_130 });
  const columns = [...columnNames, ...drawn.filter((name) => name !== '' && !name.includes('\0'))];
  const folder = project({
    ...Object.fromEntries(
      Object.entries({ ...counts, ...odd }).map(([name, text]) => [`data/${name}`, text]),
    ),
    ...Object.fromEntries(fileNames.map((name) => [`data/${name}.csv`, numbers(7)])),
    ...Object.fromEntries(columns.map((name, at) => [`data/column ${at}.json`, named(name)])),
  });
  const ran = spawnSync(
    process.execPath,
    ['--conditions=assay-source', join(import.meta.dirname, 'infer-process.ts')],
    { cwd: folder, encoding: 'utf8', env: { ...process.env, NO_COLOR: '1', VITEST: undefined } },
  );
  expect([ran.stdout, ran.stderr]).toEqual(['', '']);
  expect(readdirSync(join(folder, 'contracts')).length).toBe(
    readdirSync(join(folder, 'data')).length,
  );
  const config = {
    extends: join(root, 'tsconfig.json'),
    compilerOptions: {
      typeRoots: [join(root, 'node_modules/@types')],
      paths: { assay: [join(root, 'src/index.ts')] },
    },
    include: ['contracts'],
  };
  writeFileSync(join(folder, 'tsconfig.json'), JSON.stringify(config));
  const compiled = spawnSync(
    join(root, 'node_modules/.bin/tsc'),
    ['-p', folder, '--pretty', 'false'],
    {
      cwd: folder,
      encoding: 'utf8',
    },
  );
  expect(compiled.stdout).toBe('');
});

test('a constant has a name that is none of the language and none that is imported', () => {
  expect(['const', 'z', '2024', '', 'orders of 2024', 'Big-Data'].map(identifierName)).toEqual([
    'constData',
    'zData',
    'data2024',
    'data',
    'ordersOf2024',
    'bigData',
  ]);
});

test('a file is written where contracts are looked for, whatever a table is called', () => {
  expect(['../../etc/x', '.hidden', 'a/b', 'größe', ''].map(fileNameOf)).toEqual([
    '-..-etc-x',
    'hidden',
    'a-b',
    'größe',
    'data',
  ]);
});
