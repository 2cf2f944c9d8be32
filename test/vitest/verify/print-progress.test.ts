import { afterEach, expect, test, vi } from 'vitest';
import { progressPrinter } from '../../../src/vitest/verify/print-progress.ts';

afterEach(() => vi.restoreAllMocks());

test("a worker tells it on its stderr, in the contract's name", () => {
  const written: string[] = [];
  vi.spyOn(process.stderr, 'write').mockImplementation((text) => written.push(`${text}`) > 0);
  const report = progressPrinter('flights\u001b[2J', 'lines')(() => 3_000_000);
  for (const fraction of [0.1, 1]) report?.(fraction);
  expect(written).toEqual([
    'assay: scanning for flights\\u{1b}[2J: 10% of 3,000,000 rows\n',
    'assay: scanning for flights\\u{1b}[2J: 100%\n',
  ]);
});

test('where nobody is to be told, nobody asks the engine', () => {
  expect(progressPrinter('flights', undefined)(() => null)).toBeUndefined();
});
