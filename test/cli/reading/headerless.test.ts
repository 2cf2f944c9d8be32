import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { namesLikeData } from '../../../src/cli/reading/headerless.ts';

/** A file of the datasets that real people plot. */
const vega = (name: string): string =>
  join(import.meta.dirname, '../../../node_modules/vega-datasets/data', name);

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
