import { expect, test } from 'vitest';

import type { TextLine } from './text-line.ts';
import { readTextOptions } from './text-options.ts';
import { textTables } from './text-report.ts';
import { merged } from './text-results.ts';

const figures = (seconds: number, memory: number) => ({ seconds, processor: seconds, memory });

const line: TextLine = {
  part: 'file',
  format: 'csv',
  rows: 4_000_000,
  bytes: 510_000_000,
  runs: 3,
  date: '2026-12-01',
  figures: {
    cold: figures(4.5, 420),
    unchanged: figures(0.9, 240),
    select: figures(3, 400),
    pandera: figures(10, 1100),
  },
};

const lastRow = (lines: readonly TextLine[]) => textTables(lines).split('\n').at(-1);

test('a line of one file has its figures, and its ratios beside what should be reached', () => {
  expect(lastRow([line])).toBe(
    '| CSV, 4 million rows, 510 MB | 4.5 s, 420 MiB | 0.9 s, 240 MiB | 3.0 s, 400 MiB | 10.0 s, 1100 MiB | 1.50 (1.5) | 0.45 (0.6) | 1.50 | 420 MiB (450) |',
  );
});

test('a ratio and a memory beyond what should be reached are bold', () => {
  const slow = { ...line, figures: { ...line.figures, cold: figures(6.1, 451) } };
  expect(lastRow([slow])).toContain(
    '| **2.03** (1.5) | **0.61** (0.6) | 2.03 | **451 MiB** (450) |',
  );
});

test('what was not measured has reached nothing', () => {
  const { cold, pandera } = line.figures;
  const alone = {
    ...line,
    figures: { ...(cold ? { cold } : {}), ...(pandera ? { pandera } : {}) },
  };
  expect(lastRow([alone])).toContain('| **not measured** (1.5) |');
});

test('a format that polars does not read says so', () => {
  const { pandera: _, ...others } = line.figures;
  expect(lastRow([{ ...line, format: 'sqlite', figures: others }])).toContain('| no reader |');
});

test('peak memory has a column for each number of rows', () => {
  const at = (rows: number, memory: number): TextLine => ({
    ...line,
    part: 'memory',
    rows,
    figures: { cold: figures(1, memory) },
  });
  expect(textTables([at(4e6, 460), at(5e5, 300)])).toBe(
    [
      '## Peak memory at one time, over the number of rows',
      '',
      '| format | 0.5 million | 4 million |',
      '| --- | --: | --: |',
      '| CSV | 300 MiB (450) | **460 MiB** (450) |',
      '',
      '```text',
      'CSV',
      '  0.5 million  ████████████ 300 MiB',
      '    4 million  ██████████████████ 460 MiB',
      '```',
    ].join('\n'),
  );
});

test('options have the part of the plain case, bold where it is more than 1.3', () => {
  const of = (plain: number): TextLine => ({
    ...line,
    part: 'options',
    dialect: '`{ skip: 2 }`',
    figures: { plain: figures(plain, 400), cold: figures(5.2, 420) },
  });
  expect(lastRow([of(4)])).toBe(
    '| CSV, 4 million rows: `{ skip: 2 }` | 4.0 s, 400 MiB | 5.2 s, 420 MiB | 1.30 | 1.30 (1.3) | 420 MiB (450) |',
  );
  expect(lastRow([of(3)])).toContain('| 1.73 | **1.73** (1.3) |');
  expect(merged([of(4)], [{ ...of(3), dialect: 'other' }])).toHaveLength(2);
  expect(readTextOptions(['--only', 'skip'])).toMatchObject({ parts: ['options'], only: 'skip' });
});

test('a line that is measured again takes the place of the old one', () => {
  const other = { ...line, rows: 1_000_000 };
  const anew = { ...line, date: '2026-12-02' };
  expect(merged([line, other], [anew])).toEqual([anew, other]);
  expect(merged([], [line])).toEqual([line]);
});

test('what is narrowed down measures one file, and leaves the page alone', () => {
  expect(readTextOptions(['--formats', 'csv', '--rows', '0.5m,200k', '--runs', '1'])).toEqual({
    formats: ['csv'],
    rows: [500_000, 200_000],
    parts: ['file'],
    only: '',
    runs: 1,
    isWritten: false,
  });
  expect(readTextOptions([])).toMatchObject({ rows: [1e6, 4e6], isWritten: true });
});

test.each([
  ['--rows', '1x'],
  ['--rows', '5'],
  ['--formats', 'xml'],
  ['--parts', 'all'],
  ['--runs', '0'],
])('%s %s is refused', (name, value) => {
  expect(() => readTextOptions([name, value])).toThrow(`${name} ${value}`);
});
