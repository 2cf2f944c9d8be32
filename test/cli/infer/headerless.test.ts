import { existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { namesLikeData } from '../../../src/cli/infer/headerless.ts';
import { assay, project, projects, vega } from '../command.ts';

afterAll(() => rmSync(projects, { recursive: true, force: true }));

describe('names that look like values', () => {
  test.for<[string, readonly string[], string | null]>([
    ['a number and a name', ['1', 'Ada Smith'], 'column 1 is a number'],
    ['a price', ['Ada', '4.50'], 'column 2 is a number'],
    ['a price with a comma', ['Ada', '4,50'], 'column 2 is a number'],
    ['a number below zero', ['Ada', '-122.4'], 'column 2 is a number'],
    ['numbers in no order', ['7', 'Ada', '3'], 'column 1 is a number'],
    ['nothing but steps', ['1', '2', '3'], 'column 1 is a number'],
    ['nothing but years', ['2019', '2020'], 'column 1 is a number'],
    ['a year alone', ['2019'], 'column 1 is a number'],
    ['nothing but days', ['2026-01-01', '2026-01-02'], 'column 1 is a date'],
    ['a year and days', ['2019', '2026-01-01', '2026-01-02'], 'column 1 is a number'],
    ['a day', ['Ada', '2026-01-31'], 'column 2 is a date'],
    ['a day with a time', ['Ada', '2026-01-31T10:00:00Z'], 'column 2 is a date'],
    ['a day as Germans write it', ['Ada', '31.01.2026'], 'column 2 is a date'],
    ['a time', ['Ada', '12:30'], 'column 2 is a date or a time'],
    ['an address', ['id', 'ada@example.com'], 'column 2 looks personal'],
    ['a phone', ['Ada', '+49 170 1234567'], 'column 2 looks personal'],
    ['words', ['id', 'name', 'q1', '% change', ''], null],
    ['a year', ['country', '2019'], null],
    ['years', ['country', '2019', '2020', '2025'], null],
    ['what programs number', ['', '0', '1', '2'], null],
    ['steps', ['p', '0.25', '0.50', '0.75'], null],
    ['days, a column each', ['country', '1/22/20', '1/23/20'], null],
  ])('%s', ([, names, why]) => {
    const said = namesLikeData(names, 'csv');
    if (why === null) expect(said).toBeNull();
    else expect(said).toContain(why);
  });

  test('of other sources are those alone that look personal', () => {
    expect(namesLikeData(['1', '2026-01-31'], 'json')).toBeNull();
    expect(namesLikeData(['ada@example.com'], 'json')).toContain('looks personal');
  });

  test('are in no header of the files that real people plot', () => {
    const files = readdirSync(vega('')).filter((name) => name.endsWith('.csv'));
    expect(files.length).toBeGreaterThan(20);
    const doubts = files.map((name) => {
      const [head = ''] = readFileSync(vega(name), 'utf8').split(/\r?\n/, 1);
      return [
        name,
        namesLikeData(
          head.split(',').map((one) => one.replaceAll('"', '')),
          'csv',
        ),
      ];
    });
    expect(doubts.filter(([, why]) => why !== null)).toEqual([]);
  });
});

const people = [
  '1,ZQone Smith,zq1@leakmail.example,+49 170 1234567',
  '2,ZQtwo Smith,zq2@leakmail.example,+49 170 1234568',
].join('\n');

describe('a file without a header', { timeout: 60_000 }, () => {
  test.for<[string, string, readonly string[]]>([
    ['infer', 'n.csv', ['infer', 'n.csv']],
    ['infer, to be printed', 'n.csv', ['infer', 'n.csv', '--out', '-']],
    ['init', 'n.csv', ['init', 'n.csv']],
    ['infer, of a name twice', 'twice.csv', ['infer', 'twice.csv']],
    ['infer, of keys', 'keys.json', ['infer', 'keys.json']],
  ])('%s writes nothing of it', ([, , args]) => {
    const folder = project({
      'n.csv': people,
      'twice.csv': '1,ZQone Smith,ZQone Smith\n2,a,b\n',
      'keys.json': '[{"zq1@leakmail.example": 1}]',
    });
    const { status, stdout, stderr } = assay(folder, ...args);
    expect(status).toBe(2);
    expect(stderr).toMatch(/seems to have no header|is named by a value/);
    expect(stdout + stderr).not.toMatch(/ZQ|leakmail|170/);
    expect(existsSync(join(folder, 'contracts'))).toBe(false);
  });

  test('whose names are meant is taken at its word', () => {
    const folder = project({ 'n.csv': 'country,5,25,95\nFR,1,2,3\nDE,4,5,6\n' });
    expect(assay(folder, 'infer', 'n.csv').stderr).toContain('--header');
    const { status, stdout } = assay(folder, 'infer', 'n.csv', '--header', '--out', '-');
    expect([status, stdout]).toEqual([0, expect.stringContaining("'95': z.")]);
  });
});

test('an error of a source tells no name that looks personal', { timeout: 60_000 }, () => {
  const folder = project();
  for (const [name, at] of [
    ['a.csv', 1],
    ['b.csv', 2],
  ])
    writeFileSync(join(folder, String(name)), `zq${at}@leakmail.example\n1\n`);
  const { status, stderr } = assay(folder, 'infer', '*.csv');
  expect(status).toBe(2);
  expect(stderr).toContain('has other columns than');
  expect(stderr).not.toContain('leakmail');
});
