import { expect, test } from 'vitest';
import { driftLimitOf } from '../../src/cli/drift/drift-limit.ts';

test.each([
  ['0.2', '20%'],
  ['20%', '20%'],
  ['.07', '7%'],
  ['0', 0],
  ['0%', 0],
  ['12.5%', '12.5%'],
  ['0.9999', '99.99%'],
])('%s is %s', (text, limit) => {
  expect(driftLimitOf(text)).toBe(limit);
});

test.each(['', '1', '100%', '-0.1', '20', 'a', '1e-3', '0.2 %%', 'NaN'])(
  '%j is refused, with what to write',
  (text) => {
    expect(() => driftLimitOf(text)).toThrow(
      /^--at-most takes the share .* 0\.2 or 20%, below 100%/,
    );
  },
);
