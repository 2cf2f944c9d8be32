import { existsSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { assay, project, projects } from './command.ts';

afterAll(() => rmSync(projects, { recursive: true, force: true }));

const csvOf = (header: string, rows: number, make: (at: number) => string) =>
  `${header}\n${Array.from({ length: rows }, (_, at) => make(at)).join('\n')}\n`;

const folder = project({
  'march.csv': csvOf('fare,payment,day', 400, (at) => {
    return `${(at * 7919) % 100},${at % 4 === 0 ? 'cash' : 'card'},2019-03-${(at % 28) + 1 < 10 ? '0' : ''}${(at % 28) + 1}`;
  }),
  'april.csv': csvOf('fare,payment,day', 400, (at) => {
    return `${((at * 7919) % 100) + 60},${at % 4 === 0 ? 'card' : 'cash'},2019-03-${(at % 28) + 1 < 10 ? '0' : ''}${(at % 28) + 1}`;
  }),
  'other.csv': csvOf('fare,payment,tip', 400, (at) => `x${at % 3},card,${at % 5}`),
  'ragged.csv': 'fare,payment,day\n1,cash,2019-03-01\n2,cash\n3,cash,2019-03-02\n',
  'header.csv': 'fare,payment,day\n',
  'bare.csv': 'ada@example.com,7\nalan@example.com,9\n',
  'strange.csv': csvOf('a', 30, (at) => `${at}`),
});

test('what drifted is shown, and is no failure by itself', () => {
  const { status, stdout, stderr } = assay(folder, 'drift', 'march.csv', 'april.csv');
  expect([status, stderr]).toEqual([0, '']);
  const first = stdout.split('\n').filter((line) => /^(?:no )?drift/.test(line));
  expect(
    first.map((line) =>
      line
        .replace(/\s{2,}/g, ' | ')
        .split(' | ')
        .slice(0, 3),
    ),
  ).toEqual([
    ['drifted', 'fare', 'psi'],
    ['drifted', 'payment', 'jensenshannon'],
    ['no drift', 'day', 'psi'],
  ]);
  expect(stdout).toContain('cash: 25% → 75%');
  expect(stdout).toMatch(/\n2 of 3 columns drifted\n$/);
  expect(Math.max(...stdout.split('\n').map((line) => line.length))).toBeLessThanOrEqual(80);
});

describe('--at-most', () => {
  test.each([
    ['march.csv', 'april.csv', '0.2', 1],
    ['march.csv', 'april.csv', '70%', 0],
    ['march.csv', 'march.csv', '0', 0],
    ['march.csv', 'other.csv', '0.2', 2],
    ['march.csv', 'none.csv', '0.2', 2],
    ['none.csv', 'march.csv', '0.2', 2],
    ['march.csv', 'ragged.csv', '0.2', 2],
    ['ragged.csv', 'march.csv', '0.2', 2],
    ['march.csv', 'header.csv', '0.2', 2],
    ['header.csv', 'march.csv', '0.2', 2],
    ['march.csv', 'strange.csv', '0.2', 2],
    ['march.csv', 'april.csv', '1', 2],
  ])('%s against %s at most %s ends with %i', (reference, current, limit, code) => {
    const ended = assay(folder, 'drift', reference, current, '--at-most', limit);
    expect(ended.status).toBe(code);
    if (code !== 0) expect(ended.stdout + ended.stderr).not.toBe('');
  });
});

test('columns of one file alone, or of another type, are named', () => {
  const { status, stdout } = assay(folder, 'drift', 'march.csv', 'other.csv');
  expect(status).toBe(0);
  expect(stdout).toContain('error     fare: The reference has numbers, the data text.');
  expect(stdout).toContain('new       tip: only in the current data');
  expect(stdout).toContain('vanished  day: only in the reference');
});

test('columns that always move can be left out, by names that exist', () => {
  const { status, stdout } = assay(
    folder,
    'drift',
    'march.csv',
    'april.csv',
    '--except=fare, payment',
  );
  expect(status).toBe(0);
  expect(stdout).toMatch(/\n0 of 1 column drifted\n$/);
  const typo = assay(folder, 'drift', 'march.csv', 'april.csv', '--except', 'fair');
  expect([typo.status, typo.stdout]).toEqual([2, '']);
  expect(typo.stderr).toContain("which neither file has: did you mean 'fare'?");
});

test('a file without a header is refused, since its first record would be printed as names', () => {
  const { status, stdout, stderr } = assay(folder, 'drift', 'march.csv', 'bare.csv');
  expect([status, stdout]).toEqual([2, '']);
  expect(stderr).toContain('bare.csv seems to have no header');
  expect(stderr).not.toContain('ada@');
});

test('data that can not be read is red, with or without a limit', () => {
  for (const files of [
    ['march.csv', 'none.csv'],
    ['ragged.csv', 'march.csv'],
    ['march.csv', 'header.csv'],
    ['header.csv', 'march.csv'],
  ])
    expect(assay(folder, 'drift', ...files).status).toBe(2);
});

describe('--html', () => {
  test('writes the page, which says the same', () => {
    const page = join(folder, 'out/drift.html');
    const write = (current: string, ...more: readonly string[]) =>
      assay(folder, 'drift', 'march.csv', current, '--html', 'out/drift.html', ...more).status;
    expect(write('april.csv')).toBe(0);
    expect(readFileSync(page, 'utf8')).toContain('2 of 3 columns drifted');
    expect(readFileSync(page, 'utf8')).toContain('>Passed</h1>');
    expect(write('other.csv', '--at-most', '0.9')).toBe(2);
    expect(readFileSync(page, 'utf8')).toContain('>Failed</h1>');
    expect(readFileSync(page, 'utf8')).toContain("3 columns can't be compared");
    expect(write('april.csv', '--at-most', '0.2')).toBe(1);
    expect(readFileSync(page, 'utf8')).toContain('>Failed</h1>');
  });

  test('never writes over what is compared', () => {
    const before = readFileSync(join(folder, 'april.csv'), 'utf8');
    for (const html of ['april.csv', './march.csv'])
      expect(assay(folder, 'drift', 'march.csv', 'april.csv', '--html', html)).toMatchObject({
        status: 2,
        stderr: `assay: --html ${html} would write over what is checked.\n`,
      });
    expect(readFileSync(join(folder, 'april.csv'), 'utf8')).toBe(before);
    expect(existsSync(join(folder, '__baselines__'))).toBe(false);
  });
});
