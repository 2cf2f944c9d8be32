import fc from 'fast-check';
import { expect, test } from 'vitest';
import { driftTable } from '../../../src/outcome/drift/drift-table.ts';
import { width } from '../../../src/outcome/printable-text.ts';
import { columns } from '../../reporters/drift-example.ts';
import { hostile } from '../../reporters/hostile.ts';

test('what drifted comes first, by its threshold; what was not compared last', () => {
  const uncompared = [
    { column: 'airport_fee', is: 'new', why: 'only in the current data' },
    { column: 'ehail_fee', is: 'vanished', why: 'only in the reference' },
    { column: 'flag', is: 'error', why: 'The reference has values of another type.' },
  ] as const;
  expect(`\n${driftTable(columns, 80, uncompared).join('\n')}\n`).toMatchInlineSnapshot(`
    "
              column           method                 drift  at most  shape
    ────────  ───────────────  ─────────────────────  ─────  ───────  ───────────
    drifted   email_domain     hellinger              0.483     0.15  ▇▄▃
              category 1: 50% → 20%, category 2: 30% → 60%            ▃█▃
    drifted   payment          cramersV               0.258      0.1  █▄▁▁▁▁▁
              Cash: 26.8% → 47.1%, Credit card: 71.2% → 48%           ▆▆▁▁·▁▁
    drifted   fare             psi                    0.442      0.2  ▄▄▄▄▄▄▄▄▄▄·
              from 26 on: 10% → 24%, NULL: 0% → 2%                    ▂▂▂▃▃▄▄▅▅█▁
    no drift  total            psi                    0.199      0.2
    no drift  pickup           jensenshannon           1.05      1.2
    no drift  passenger_count  normalizedWasserstein  0.078      0.1
    no drift  distance         psi                    0.141      0.2
    no drift  pickup_borough   psi                     0.05      0.2
    no drift  tip              psi                    0.012      0.2
    no drift  tolls            psi                    0.004      0.2
    no drift  surcharge        psi                        0      0.2
    left out  vendor: Nearly every value is its own, so that there is no
              distribution to compare.
    new       airport_fee: only in the current data
    vanished  ehail_fee: only in the reference
    error     flag: The reference has values of another type.
    "
  `);
});

test('it fits, whatever the names, and none of them moves a cursor', () => {
  fc.assert(
    fc.property(
      fc.array(hostile, { minLength: 12, maxLength: 12 }),
      fc.constantFrom(76, 80, 100),
      (names, limit) => {
        const lines = driftTable(
          columns.map((column, at) => ({ ...column, column: (names[at] ?? '').repeat(9) })),
          limit,
        );
        expect(Math.max(...lines.map(width))).toBeLessThanOrEqual(limit);
        expect(lines.join('')).not.toMatch(/\p{Cc}/u);
      },
    ),
    { numRuns: 50 },
  );
});

test('it fits, whatever the numbers', () => {
  const numbers = [0, 1e-9, 123_456_789, 1e20, 1e300, 5e-324];
  const lines = driftTable(
    columns.map((column, at) => ({
      ...column,
      value: numbers[at % numbers.length] ?? 0,
      threshold: numbers[(at + 2) % numbers.length] ?? 0,
    })),
    80,
  );
  expect(Math.max(...lines.map(width))).toBeLessThanOrEqual(80);
});

test('there is a table of no columns', () => {
  expect(driftTable([], 80)).toHaveLength(2);
});
