import fc from 'fast-check';
import { expect, test } from 'vitest';
import { stepHeight, stepLayout } from '../../../reporters/html/drift-steps.ts';
import type { DriftBin } from '../../../src/metric/drift/finding.ts';
import { binOf, fareBins, rangesOf } from '../drift-example.ts';

const half = { reference: 0.5, current: 0.5 };
const layout = (bins: readonly DriftBin[], kind: 'ordered' | 'instants' = 'ordered') =>
  stepLayout({ bins, kind, isMasked: false });

test('ranges of numbers get the same width each, and NULL stands apart', () => {
  const { pieces, ticks } = layout(fareBins);
  const widths = pieces.map(({ from, to }) => Math.round((to - from) * 10) / 10);
  expect(new Set(widths)).toEqual(new Set([8.7]));
  expect(pieces.at(-1)?.to).toBe(100);
  expect(pieces.at(-1)?.from).toBeGreaterThan(pieces.at(-2)?.to ?? 100);
  const ends = ['4.5', '5.5', '6.5', '7.5', '9', '10.5', '13', '16.5', '26'];
  expect(ticks.map(({ text }) => text)).toEqual([...ends, 'NULL']);
});

test('ranges of time lie on an axis of time, and those without an end are of the usual length', () => {
  const days = [1, 2, 4, 10].map((day) => Date.UTC(2019, 2, day));
  const { pieces, ticks } = layout(rangesOf(days, [0, 1, 0, 0, 0], [0, 0, 1, 0, 0]), 'instants');
  expect(pieces.map(({ from, to }) => Math.round(to - from))).toEqual([20, 7, 13, 40, 20]);
  expect(ticks.map(({ text }) => text)).toEqual(['2019-03-04', '2019-03-10']);
});

test('where a range of time could hardly be seen, all get the same width', () => {
  const days = [0, 1, 100_000].map((day) => day * 86_400_000);
  const { pieces } = layout(rangesOf(days, [0, 1, 0, 0], [0, 0, 1, 0]), 'instants');
  expect(pieces.map(({ from, to }) => to - from)).toEqual([25, 25, 25, 25]);
});

test('a masked column has no texts but those of NULL and NaN', () => {
  const bins = [...fareBins, binOf({ kind: 'nan', ...half })];
  const { ticks } = stepLayout({ bins, kind: 'instants', isMasked: true });
  expect(ticks.map(({ text }) => text)).toEqual(['NULL', 'NaN']);
});

test('what is there can be seen, and what is not has no height', () => {
  expect(stepHeight(1e-9, 1)).toBeGreaterThan(1);
  expect(stepHeight(0, 1)).toBe(0);
  expect(stepHeight(0, 0)).toBe(0);
  expect(stepHeight(Number.NaN, 1)).toBe(0);
});

test('bins lie beside each other within the drawing, whatever they are', () => {
  const end = fc.option(fc.double({ noNaN: true }), { nil: null });
  const bin = fc.record({
    kind: fc.constantFrom<DriftBin['kind'][]>('range', 'value', 'category', 'others'),
    from: end,
    to: end,
  });
  const kinds = fc.constantFrom('ordered', 'instants', 'categories');
  fc.assert(
    fc.property(fc.array(bin, { maxLength: 30 }), kinds, fc.boolean(), (some, kind, isNull) => {
      const bins = [
        ...some.map((one) => binOf({ ...one, ...half })),
        ...(isNull ? [binOf({ kind: 'null', ...half })] : []),
      ];
      const { pieces } = stepLayout({ bins, kind, isMasked: false });
      let before = 0;
      for (const { from, to } of pieces) {
        expect(from).toBeGreaterThanOrEqual(before - 0.01);
        expect(to).toBeGreaterThanOrEqual(from);
        before = to;
      }
      expect(before).toBeLessThanOrEqual(100.02);
    }),
  );
});
