import { readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { assay, project, projects } from '../command.ts';

afterAll(() => rmSync(projects, { recursive: true, force: true }));

const words = ['disagree', 'neutral', 'agree'];

/** A survey: 40 columns of words, some missing, and 40 of numbers. */
function survey(change: (cells: string[], row: number) => void = () => undefined): string {
  const numbers = Array.from({ length: 40 }, (_, at) => at + 1);
  const header = ['id', ...numbers.map((at) => `q${at}`), ...numbers.map((at) => `r${at}`)];
  const rows = Array.from({ length: 100 }, (_, row) => {
    const cells = [
      String(row + 1),
      ...numbers.map((at) => ((row + at) % 29 === 1 ? '' : (words[(row * 7 + at) % 3] ?? ''))),
      ...numbers.map((at) => String(1 + ((row * 3 + at) % 5))),
    ];
    change(cells, row);
    return cells.join();
  });
  return `${[header.join(), ...rows].join('\n')}\n`;
}

const faults: Readonly<Record<string, [(cells: string[], row: number) => void, string]>> = {
  'another word': [(cells, row) => row === 50 && cells.splice(17, 1, 'Agree'), 'q17'],
  'a number far off': [(cells, row) => row === 50 && cells.splice(60, 1, '700'), 'r20'],
  'missing values': [(cells, row) => row % 2 && cells.splice(17, 1, ''), 'q17'],
  'a missing number': [(cells, row) => row === 9 && cells.splice(60, 1, ''), 'r20'],
  'another mean': [(cells) => cells.splice(60, 1, '5'), 'r20'],
};

test('columns of one kind stand together in the contract of a wide file, and each is still held to its own', () => {
  const bad = Object.values(faults).map(([fault], at) => [`${at}.csv`, survey(fault)]);
  const folder = project({ 'it.csv': survey(), ...Object.fromEntries(bad) });
  assay(folder, 'infer', 'it.csv', '--out', 'it.contract.ts');
  const contract = readFileSync(join(folder, 'it.contract.ts'), 'utf8');
  // A line for each column and more, before.
  expect(contract.split('\n').length).toBeLessThan(60);
  expect(contract).toMatch(
    /\.\.\.each\(qColumns, z\.enum\(\[.*\]\)\.nullable\(\)\),\n {6}\.\.\.each\(rColumns, z\.literal\(\[1, 2, 3, 4, 5\]\)\)/,
  );
  expect(contract).toContain('...rColumns.map((name) => column(name).distinct().atLeast(2)),');
  expect(assay(folder, 'check', 'it.csv', 'it.contract.ts').status).toBe(0);
  for (const [at, [fault, [, column]]] of Object.entries(faults).entries()) {
    const { status, stdout } = assay(folder, 'check', `${at}.csv`, 'it.contract.ts');
    expect([fault, status, stdout]).toEqual([
      fault,
      1,
      expect.stringMatching(`× .*\\b${column}\\b`),
    ]);
  }
}, 120_000);

test('columns whose ranges differ by more than a factor of two are of two kinds', () => {
  const names = Array.from({ length: 40 }, (_, at) => `x${at}`);
  const rows = Array.from({ length: 60 }, (_, row) =>
    names.map((_, at) => ((row * 7) % 31) * (at < 20 ? 1 : 1000)),
  );
  const folder = project({
    'it.csv': `${names.join()}\n${rows.map((row) => row.join()).join('\n')}\n`,
  });
  const { stdout } = assay(folder, 'infer', 'it.csv', '--out', '-');
  expect(stdout).toContain('...each(xColumns, z.int().nonnegative().max(60)),');
  expect(stdout).toContain('...each(xColumns2, z.int().nonnegative().max(60_000)),');
});

test('flags of 0 and 1 are of one kind, whatever they are named', () => {
  const flags = ['is_new', 'paid', 'vip', 'late', 'gift', 'returned', 'online', 'checked', 'f1'];
  const others = Array.from(
    { length: 30 },
    (_, at) => `note_${String.fromCharCode(97 + (at % 26))}${at}`,
  );
  const row = (at: number) => [
    ...flags.map((_, flag) => ((at * 7 + flag * 3) % 5 < 2 ? 1 : 0)),
    ...others.map((_, other) => `text ${at} of ${other}`),
  ];
  const rows = Array.from({ length: 60 }, (_, at) => row(at).join());
  const bad = rows.with(
    30,
    row(30)
      .map((cell, flag) => (flag === 4 ? 2 : cell))
      .join(),
  );
  const table = (lines: readonly string[]) =>
    [[...flags, ...others].join(), ...lines, ''].join('\n');
  const folder = project({ 'it.csv': table(rows), 'bad.csv': table(bad) });
  assay(folder, 'infer', 'it.csv', '--out', 'it.contract.ts');
  const contract = readFileSync(join(folder, 'it.contract.ts'), 'utf8');
  expect(contract).toContain('...each(flagColumns, z.literal([0, 1])),');
  expect(contract).toMatch(/flagColumns = \[\s*'is_new', 'paid',[^\]]*'f1',?\s*\]/);
  const { status, stdout } = assay(folder, 'check', 'bad.csv', 'it.contract.ts');
  expect([status, stdout]).toEqual([1, expect.stringContaining("× column('gift') is one of 0, 1")]);
}, 120_000);
