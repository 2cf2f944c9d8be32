import fc from 'fast-check';
import { expect, test } from 'vitest';
import { baselineFileName } from '../../src/reference/baseline-path.ts';

test.each([
  ['trips', 'trips.json'],
  ['taxi-2019', 'taxi-2019.json'],
  ['Trips', /^trips-[\da-f]{8}\.json$/],
  ['trips of NYC', /^trips-of-nyc-[\da-f]{8}\.json$/],
  ['con', /^con-[\da-f]{8}\.json$/],
  ['../../etc/passwd', /^etc-passwd-[\da-f]{8}\.json$/],
  ['旅行', /^contract-[\da-f]{8}\.json$/],
])('%s lies in %s', (name, file) => {
  expect(baselineFileName(name)).toMatch(file);
});

test('no two names share a file, on any file system', () => {
  const names = fc.uniqueArray(
    fc.string({ minLength: 1, unit: fc.constantFrom(...'aAbBéÉß旅-_. ') }),
    {
      minLength: 2,
      maxLength: 8,
    },
  );
  fc.assert(
    fc.property(names, (all) => {
      const files = all.map(baselineFileName);
      for (const file of files) expect(file).toMatch(/^[a-z\d][a-z\d-]{0,85}\.json$/);
      expect(new Set(files).size).toBe(all.length);
    }),
    { numRuns: 30 },
  );
});
