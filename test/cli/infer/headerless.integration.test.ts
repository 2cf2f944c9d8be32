import { existsSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { assay, project, projects } from '../command.ts';

afterAll(() => rmSync(projects, { recursive: true, force: true }));

const people = [
  '1,ZQone Smith,zq1@leakmail.example,+49 170 1234567',
  '2,ZQtwo Smith,zq2@leakmail.example,+49 170 1234568',
].join('\n');

describe('a file without a header', () => {
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

test('an error of a source tells no name that looks personal', () => {
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
