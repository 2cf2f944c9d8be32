import { expect, test } from 'vitest';
import { sampleTitle } from '../../../reporters/html/sample-title.ts';

const sample = (shows: 'rows' | 'groups' | 'segments', count: number) => ({
  shows,
  columns: ['a'],
  rows: Array.from({ length: count }, () => ['1']),
  masked: [],
});

test.each([
  ['rows', 1, 1, '1 row'],
  ['rows', 2, null, '2 rows'],
  ['rows', 10, 1200, '10 rows of 1,200 violations'],
  ['segments', 1, 1, '1 segment outside'],
  ['segments', 10, 12, '10 of 12 segments outside'],
  ['groups', 3, 66, '3 groups of equal rows'],
] as const)('a sample of %s, %i of %j, is titled', (shows, count, violations, title) => {
  expect(sampleTitle(sample(shows, count), violations)).toBe(title);
});
