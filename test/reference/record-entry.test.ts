import { describe, expect, test } from 'vitest';
import type { Observed } from '../../src/metric/derivation.ts';
import type { Category, Cell, Cuts } from '../../src/metric/distribution.ts';
import { distributionOf } from '../../src/metric/distribution-metric.ts';
import { column } from '../../src/metric/expression.ts';
import { everywhere } from '../../src/metric/metric.ts';
import { moment } from '../../src/metric/numbers.ts';
import { printBaseline } from '../../src/reference/baseline-file.ts';
import { recordEntry } from '../../src/reference/record-entry.ts';

const subject = { scope: everywhere, label: "column('x')", value: column('x'), columns: ['x'] };
const of = (family: 'text' | 'integer' | 'timestamp', masked: readonly string[] = []) => ({
  columns: [{ name: 'x', type: family, family }],
  masked: new Set(masked),
});

type Counts = readonly (readonly [Category, number])[];
const categories = (...counts: Counts) => categoriesOf(counts);
const categoriesOf = (counts: Counts): Observed => ({
  value: null,
  of: 1000n,
  state: {
    kind: 'distribution',
    nulls: 0,
    nans: 0,
    values: { kind: 'categories', counts, others: { rows: 0, values: 0 } },
  },
});
const ordered = (...cells: readonly Cell[]): Observed => ({
  value: null,
  of: 1000n,
  state: { kind: 'distribution', nulls: 0, nans: 0, values: { kind: 'ordered', cells } },
});
const entry = (observed: Observed, found = of('text'), cuts: Cuts = { kind: 'own' }) =>
  recordEntry(distributionOf(subject, cuts), observed, found);

describe('categories', () => {
  test('of fewer than ten rows are folded into one, as are long ones', () => {
    const long = 'a'.repeat(201);
    const found = entry(categories(['b', 10], ['a', 100], ['c', 9], [long, 20], [true, 50]));
    expect(found).toMatchObject({
      categories: [
        ['a', 100],
        ['b', 10],
        [true, 50],
      ],
      others: { rows: 29, values: 2 },
    });
  });

  test('that look personal are folded, and nothing is kept where most do', () => {
    const some = entry(categories(['a', 100], ['b', 100], ['ada@example.org', 50]));
    expect(some).toMatchObject({ others: { rows: 50, values: 1 } });
    expect(JSON.stringify(some)).not.toContain('ada');
    const most = entry(categories(['a', 100], ['grace@example.org', 20], ['ada@example.org', 50]));
    expect(most).toMatchObject({ code: 'BASELINE_MASKED' });
    expect(JSON.stringify(most)).not.toContain('example');
  });

  test('that mostly have no name left are refused, since every comparison would be of nothing', () => {
    expect(entry(categories(['a', 10], ['b', 9], ['c', 2]))).toMatchObject({
      code: 'BASELINE_TOO_FEW',
    });
    expect(entry(categories(['a', 11], ['b', 9], ['c', 2]))).toHaveProperty('categories');
  });

  test('make a file of bounded size, however many there are', () => {
    const many = Array.from(
      { length: 300_000 },
      (_, at) => [`value ${at}`, 10 + (at % 3)] as const,
    );
    const observed = categoriesOf(many);
    expect(entry(observed)).toMatchObject({ code: 'BASELINE_TOO_FEW' });
    const heavy = [['heavy', 1e8] as const, ...many];
    const kept = entry(categoriesOf(heavy));
    const text = printBaseline({ contract: 'c', datasets: { d: { id: kept } } });
    expect(text.length).toBeLessThan(50_000);
    expect(kept).toMatchObject({ others: { values: 299_001 } });
  });
});

describe('a classified column', () => {
  const masked = of('integer', ['x']);
  test('keeps no value: no cell, no category, no extreme', () => {
    for (const [metric, observed] of [
      [distributionOf(subject), ordered([1, 1, 500], [2, 2, 500])],
      [moment(subject, 'mean'), { value: 12, of: 1n, state: null }],
    ] as const) {
      const found = recordEntry(metric, observed, masked);
      expect(found).toMatchObject({ code: 'BASELINE_MASKED' });
      expect(found).toMatchObject({ message: expect.stringContaining('option reference') });
    }
  });

  test('keeps the counts of bins that the contract gives, and moments of several values', () => {
    const edges = { kind: 'edges', edges: [0, 10] } as const;
    const cells = ordered([-Infinity, 0, 3], [0, 10, 90], [10, Infinity, 7]);
    expect(entry(cells, masked, edges)).toMatchObject({
      cells: [
        ['-Infinity', 0, 3],
        [0, 10, 90],
        [10, 'Infinity', 7],
      ],
    });
    const singles = ordered([-3, -3, 3], [0, 0, 50], [9, 9, 40], [10, 10, 2], [77, 77, 5]);
    const ranges = ordered([-3, 0, 3], [0, 10, 90], [10, 77, 7]);
    for (const observed of [singles, ranges])
      expect(entry(observed, masked, edges)).toEqual(entry(cells, masked, edges));
    expect(entry(categories(['Ada', 50], ['Grace', 50]), masked, edges)).toMatchObject({
      code: 'BASELINE_MASKED',
    });
    const mean = { value: 12, of: 50n, state: null };
    expect(recordEntry(moment(subject, 'mean'), mean, masked)).toMatchObject({ value: 12 });
  });
});

describe('numbers', () => {
  test('that look personal are refused', () => {
    const card = 4111111111111111;
    expect(entry(ordered([1, 1, 500], [card, card, 500]), of('integer'))).toMatchObject({
      code: 'BASELINE_MASKED',
    });
    expect(entry(ordered([1, 1, 500], [card, card, 500]), of('timestamp'))).toHaveProperty('cells');
  });

  test('that are too few for two cells are refused', () => {
    expect(entry(ordered([1, 1, 9], [2, 2, 9]), of('integer'))).toMatchObject({
      code: 'BASELINE_TOO_FEW',
    });
    expect(entry(ordered([1, 1, 3]), of('integer'))).toHaveProperty('cells');
    expect(entry(ordered(), of('integer'))).toHaveProperty('cells', []);
  });
});
