import { expect, test } from 'vitest';
import type { DriftBin } from '../../../src/metric/drift/finding.ts';
import { movedMost, movedText } from '../../../src/outcome/drift/moved.ts';
import { binOf, fareBins } from '../../reporters/drift-example.ts';

const most = (bins: readonly DriftBin[], count?: number) =>
  movedMost({ bins, kind: 'ordered', isMasked: false }, count);

test('the largest contributions come first, up or down, with their part of the drift', () => {
  expect(most(fareBins).map((one) => [movedText(one), one.isUp])).toEqual([
    ['from 26 on: 10% → 24%', true],
    ['NULL: 0% → 2%', true],
    ['below 4.5: 10.2% → 3.1%', false],
  ]);
  const parts = most(fareBins, 20).map(({ part }) => part);
  expect(parts).toEqual(parts.toSorted((one, other) => other - one));
});

test('where the method is no sum of parts, the shares decide', () => {
  const bins = fareBins.map((bin) => ({ ...bin, contribution: null }));
  expect(most(bins, 1).map(movedText)).toEqual(['from 26 on: 10% → 24%']);
});

test('nothing moved: no bin is named, whatever the formula says of it', () => {
  const still = fareBins.map((bin) => ({ ...bin, current: bin.reference }));
  expect(most(still)).toEqual([]);
  expect(most([])).toEqual([]);
});

test('what makes little of a drift is not named beside what makes it', () => {
  const bins = [
    binOf({ reference: 0.1, current: 0.6 }),
    binOf({ reference: 0.5, current: 0.49 }),
    binOf({ reference: 0.4, current: 0 }),
  ];
  expect(most(bins).map(({ at }) => at)).toEqual([2, 0]);
});

test('contributions may be huge, and none of them a number of the drift', () => {
  const bins = [
    binOf({ reference: 0, current: 1, contribution: 1e308 }),
    binOf({ reference: 1, current: 0, contribution: -1e308 }),
  ];
  expect(most(bins).map(({ part }) => part)).toEqual([0.5, 0.5]);
});

test('a long or hostile name is cut and harmless in a sentence', () => {
  const [moved] = most([
    binOf({ kind: 'category', category: `\u001b[2J${'x'.repeat(200)}`, reference: 1, current: 0 }),
  ]);
  expect(moved && movedText(moved)).toBe(`\\u{1b}[2J${'x'.repeat(30)}…: 100% → 0%`);
});
