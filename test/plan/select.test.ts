import { expect, test } from 'vitest';
import { segmentKey } from '../../src/plan/select.ts';

test('segments of other values have other keys', () => {
  const segments = [[1n, 23n], [12n, 3n], [123n], [1n, 2n, 3n], []];
  expect(new Set(segments.map(segmentKey)).size).toBe(segments.length);
});
