import { expect, test } from 'vitest';

import { middle } from './scale-numbers.ts';
import { scaleTable } from './scale-report.ts';
import { between } from './written-page.ts';

const line = { work: 'files', figure: '2 s', rival: '1 s, one file', memory: 300.4 };

test('a ratio beyond its reach is bold', () => {
  const rows = [
    { ...line, ratio: 1.5, reach: 1.5 },
    { ...line, ratio: 1.51, reach: 1.5 },
  ];
  expect(scaleTable(rows).split('\n').slice(2)).toEqual([
    '| files | 2 s | 1 s, one file | 1.50 | 1.5 | 300 MiB |',
    '| files | 2 s | 1 s, one file | **1.51** | 1.5 | 300 MiB |',
  ]);
});

test('a ratio that was not measured has not reached what it should', () => {
  const row = { ...line, ratio: Number.NaN, memory: Number.NaN };
  expect(scaleTable([{ ...row, reach: 2 }])).toContain('| **not measured** | 2 |  |');
  expect(scaleTable([row])).toContain('| 1 s, one file |  |  |  |');
});

test('memory beyond its reach is bold', () => {
  const row = { ...line, ratio: 1, reachMemory: 300.4 };
  expect(scaleTable([row])).toContain('| 300 MiB (300.4) |');
  expect(scaleTable([{ ...row, memory: 301 }])).toContain('| **301 MiB** (300.4) |');
  expect(scaleTable([{ ...row, memory: Number.NaN }])).toContain('| **not measured** (300.4) |');
});

test('a page keeps what stands around the marks', () => {
  const page = 'before\n<!-- measured: begin -->\nold\n<!-- measured: end -->\nafter\n';
  const written = between(page, 'new');
  expect(written).toBe(
    'before\n<!-- measured: begin -->\n\nnew\n\n<!-- measured: end -->\nafter\n',
  );
  expect(between(written, 'new')).toBe(written);
  expect(() => between('no marks', 'new')).toThrow('no <!-- measured: begin -->');
});

test('the median of nothing is no number', () => {
  expect(middle([3, 1, 2])).toBe(2);
  expect(middle([])).toBeNaN();
});
