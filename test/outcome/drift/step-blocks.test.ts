import { expect, test } from 'vitest';
import { stepBlocks } from '../../../src/outcome/drift/step-blocks.ts';
import { binOf, fareBins } from '../../reporters/drift-example.ts';

test('both rows have one scale, and nothing is a dot', () => {
  const bins = [
    binOf({ reference: 0.8, current: 0.4 }),
    binOf({ reference: 0.2, current: 0.001 }),
    binOf({ reference: 0, current: 0.599 }),
  ];
  const moved = [
    { at: 0, isUp: false },
    { at: 2, isUp: true },
  ];
  expect(stepBlocks(bins, { most: 10, moved })).toEqual({
    reference: '█▂·',
    current: '▄▁▆',
    marks: '▼ ▲',
  });
  expect(stepBlocks(bins, { most: 10, wide: 2 }).reference).toBe('██▂▂··');
});

test('more bins than there is room for are joined with their neighbours', () => {
  const many = Array.from(
    { length: 1000 },
    () => fareBins[0] ?? binOf({ reference: 0, current: 0 }),
  );
  const { reference, current } = stepBlocks(many, { most: 60 });
  expect([...reference].length).toBeLessThanOrEqual(60);
  expect([...current].length).toBe([...reference].length);
});

test('no bins and no rows are drawn as nothing', () => {
  expect(stepBlocks([], { most: 10 })).toEqual({ reference: '', current: '', marks: '' });
  const empty = [binOf({ reference: 0, current: 0 }), binOf({ reference: Number.NaN, current: 0 })];
  expect(stepBlocks(empty, { most: 10 }).reference).toBe('··');
});
