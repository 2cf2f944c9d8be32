import { readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
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
