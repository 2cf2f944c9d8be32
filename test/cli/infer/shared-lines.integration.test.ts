import { readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { table } from '../../profile/suspicions/profiled.ts';
import { assay, project, projects } from '../command.ts';

afterAll(() => rmSync(projects, { recursive: true, force: true }));

/** Texts that all differ in their order, and numbers that move. */
const rows = (change: (cells: string[], at: number) => string[] = (cells) => cells) =>
  `id,name,note,size\n${Array.from({ length: 80 }, (_, at) =>
    change([`${at + 1}`, `name ${at}`, `note ${(at * 7) % 80}`, `${(at * 13) % 17}.5`], at).join(),
  ).join('\n')}\n`;

const faults = {
  'a blank at the end': (at: number) => at === 40 && ['2000', 'name x ', 'note x', '3.5'],
  'a word for a missing value': (at: number) => at === 40 && ['2000', 'N/A', 'note x', '3.5'],
  'texts that repeat': (at: number) => at % 20 === 0 && [`${2000 + at}`, 'name x', 'note 1', '3.5'],
  'numbers that are stuck': (at: number) => [`${at + 1}`, `name ${at}`, `other ${at}`, '8.5'],
};

test('texts and numbers of one kind share lines, which faults turn red', () => {
  const bad = Object.values(faults).map((fault, at) => [
    `${at}.csv`,
    rows((cells, row) => fault(row) || cells),
  ]);
  const folder = project({ 'it.csv': rows(), ...Object.fromEntries(bad) });
  assay(folder, 'infer', 'it.csv', '--out', 'it.contract.ts');
  const contract = readFileSync(join(folder, 'it.contract.ts'), 'utf8');
  expect(contract).toContain(
    "...(['name', 'note'] as const).map((name) => column(name).untrimmed().equals(0)),",
  );
  expect(assay(folder, 'check', 'it.csv', 'it.contract.ts').status).toBe(0);
  const red = Object.keys(faults).map(
    (_, at) =>
      /× (column\('\w+'\)\.\w+\()/.exec(
        assay(folder, 'check', `${at}.csv`, 'it.contract.ts').stdout,
      )?.[1],
  );
  expect(red).toEqual([
    "column('name').untrimmed(",
    "column('name').notIn(",
    "column('name').distinct(",
    "column('size').distinct(",
  ]);
});

test('a file that is sorted by a column has its values in a rule that warns, since others may follow', () => {
  const text = (kinds: string) =>
    `kind,n\n${[...kinds].flatMap((kind) => Array.from({ length: 30 }, (_, at) => `${kind}${kind},${at}\n`)).join('')}`;
  const folder = project({ 'it.csv': text('ab'), 'more.csv': text('abc') });
  assay(folder, 'infer', 'it.csv', '--out', 'it.contract.ts');
  const contract = readFileSync(join(folder, 'it.contract.ts'), 'utf8');
  expect(contract).toContain("column('kind').in(['aa', 'bb']).warn()");
  const { status, stdout } = assay(folder, 'check', 'more.csv', 'it.contract.ts');
  expect([status, stdout]).toEqual([0, expect.stringMatching(/1 warned/)]);
});

test('texts of one case are held to it, but for a stray one', () => {
  const text = (change: (at: number) => string | null = () => null) =>
    `place,code\n${Array.from({ length: 120 }, (_, at) => change(at) ?? `Town ${at},X${String.fromCharCode(65 + (at % 26), 65 + (at % 7))}${at}`).join('\n')}\n`;
  const folder = project({
    'it.csv': text(),
    'capitals.csv': text((at) => (at % 20 ? null : `TOWN ${at},XX${at}`)),
    'small.csv': text((at) => (at % 20 ? null : `Town ${at},xx${at}`)),
    'stray.csv': text((at) => (at === 50 ? 'USA,XX' : null)),
  });
  assay(folder, 'infer', 'it.csv', '--out', 'it.contract.ts');
  const seen = (file: string) => {
    const { status, stdout } = assay(folder, 'check', `${file}.csv`, 'it.contract.ts');
    return [status, [...stdout.matchAll(/^× (\S+)/gm)].map(([, rule]) => rule)];
  };
  expect(seen('it')).toEqual([0, []]);
  expect(seen('stray')).toEqual([0, []]);
  expect(seen('capitals')).toEqual([1, ["column('place').matches(/\\p{Ll}/u)"]]);
  expect(seen('small')).toEqual([1, ["column('code').notMatches(/\\p{Ll}/u)"]]);
}, 60_000);

test('what the order of the rows or chance explains is no rule', () => {
  const sorted = ['a', 'b', 'c'].flatMap((kind, which) =>
    Array.from({ length: 40 }, (_, at) => [kind.repeat(2), which * 30 + ((at * 7) % 31)]),
  );
  const mixed = Array.from({ length: 120 }, (_, at) => [
    1 + ((at * 13) % 60),
    3 + ((at * 13) % 11),
  ]);
  const csv = (header: string, rows: readonly (readonly unknown[])[]) =>
    `${header}\n${rows.map((row) => row.join()).join('\n')}\n`;
  const folder = project({ 'sorted.csv': csv('kind,n', sorted), 'mixed.csv': csv('a,b', mixed) });
  // The mean is that of the kinds that came first.
  expect(assay(folder, 'infer', 'sorted.csv', '--out', '-').stdout).not.toContain('.mean()');
  const { stdout } = assay(folder, 'infer', 'mixed.csv', '--out', '-');
  expect(stdout).toContain('a: z.int().nonnegative()');
  expect(stdout).toContain('b: z.int().positive()');
  expect(stdout).toContain("column('b').mean()");
});

test('a column of one value warns of others, and so do few rows: they do not have all', () => {
  const folder = project({
    'one.csv': table(60, { id: (row) => row, unit: () => 'EUR', word: (row) => `w${row % 3}` }),
    'two.csv': table(60, {
      id: (row) => row + 60,
      unit: (row) => (row < 50 ? 'EUR' : 'USD'),
      word: (row) => `w${row % 3}`,
    }),
    'few.csv': table(24, { id: (row) => row, word: (row) => `w${row % 2}` }),
  });
  assay(folder, 'infer', 'one.csv', '--out', 'it.contract.ts');
  const next = assay(folder, 'check', 'two.csv', 'it.contract.ts');
  expect([next.status, next.stdout]).toEqual([
    0,
    expect.stringContaining("! column('unit').in(['EUR']) is violated by 10 of 60 rows"),
  ]);
  expect(readFileSync(join(folder, 'it.contract.ts'), 'utf8')).toContain(
    "word: z.enum(['w0', 'w1', 'w2'])",
  );
  const { stdout } = assay(folder, 'infer', 'few.csv', '--out', '-');
  expect(stdout).toContain(
    "column('word').in(['w0', 'w1']).warn().because('24 rows may not have all of them')",
  );
});

test('rows that differ though nothing is their key are held to it, and repeated ones are red', () => {
  const rows = table(200, { x: (row) => ((row * 7) % 19) / 2, y: (row) => ((row * 3) % 23) / 2 });
  const folder = project({
    'points.csv': rows,
    'twice.csv': `${rows}${rows.split('\n').slice(1, 20).join('\n')}\n`,
  });
  assay(folder, 'infer', 'points.csv', '--out', 'it.contract.ts');
  const red = assay(folder, 'check', 'twice.csv', 'it.contract.ts');
  expect(assay(folder, 'check', 'points.csv', 'it.contract.ts').status).toBe(0);
  expect(red.stdout).toContain("× rows.duplicates('x', 'y') is 19 of 219");
});

test('the case of texts is known of more than the first rows', () => {
  const code = (row: number) => String.fromCharCode(65 + (row % 26), 65 + ((row * 7) % 25));
  const folder = project({
    'codes.csv': table(1500, { id: (row) => row, code }),
    'mixed.csv': table(1500, {
      id: (row) => row,
      code: (row) => (row === 1400 ? 'ab' : code(row)),
    }),
  });
  const inferred = (file: string) => assay(folder, 'infer', file, '--out', '-').stdout;
  const rule = String.raw`column('code').notMatches(/\p{Ll}/u).except('1%')`;
  expect(inferred('codes.csv')).toContain(rule);
  expect(inferred('mixed.csv')).not.toContain(rule);
});

test('values that are met in later rows alone are in a rule that warns, since others may follow', () => {
  const state = (row: number) => `s${Math.floor((row + (row % 5) * 8) / 30)}`;
  const folder = project({
    'it.csv': table(120, { id: (row) => row, state }),
    'more.csv': table(240, { id: (row) => row, state }),
  });
  assay(folder, 'infer', 'it.csv', '--out', 'it.contract.ts');
  const { status, stdout } = assay(folder, 'check', 'more.csv', 'it.contract.ts');
  expect([status, stdout]).toEqual([0, expect.stringMatching(/! column\('state'\)\.in\(/)]);
});

test('a value of one row alone leaves room for as rare ones, and more than those are red', () => {
  const word = (row: number) => (row === 70 ? 'rare' : `w${row % 4}`);
  const folder = project({
    'it.csv': table(150, { id: (row) => row, word }),
    'rare.csv': table(150, { id: (row) => row, word: (row) => (row === 71 ? 'rarer' : word(row)) }),
    'bad.csv': table(150, { id: (row) => row, word: (row) => (row % 20 ? word(row) : 'Else') }),
    'blank.csv': table(150, { id: (row) => row, word: (row) => (row === 8 ? 'w0 ' : word(row)) }),
  });
  assay(folder, 'infer', 'it.csv', '--out', 'it.contract.ts');
  const check = (file: string) => assay(folder, 'check', file, 'it.contract.ts');
  expect(check('it.csv').status).toBe(0);
  expect(check('rare.csv').status).toBe(0);
  expect(check('bad.csv').stdout).toMatch(/× column\('word'\)\.in\([^×]*expected at most 3\.2%/);
  expect(check('blank.csv').stdout).toContain("× column('word').untrimmed()");
}, 60_000);
