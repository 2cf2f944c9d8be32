import fc from 'fast-check';
import { expect, test } from 'vitest';
import { z } from '../../../src/index.ts';
import type { Measured } from '../../../src/plan/measure-request.ts';
import { fusedPass } from '../../../src/plan/passes/fused.ts';
import { answers, opened } from '../../support/context.ts';
import { table } from '../../support/table.ts';

// Doubles are added up in units that fit the greatest of all rows: a scope that leaves it out is as exact as if the
// others were not there.

const schema = z.object({ g: z.string(), x: z.number().nullable() });

/** Whole numbers times one power of two for all of a group: their sum in JavaScript is exact. */
const group = fc.record({
  exponent: fc.oneof(fc.constantFrom(0, 127, 960, -1000), fc.integer({ min: -1000, max: 960 })),
  wholes: fc.array(fc.integer({ min: -1000, max: 1000 }), { minLength: 1, maxLength: 5 }),
});
type Group = typeof group extends fc.Arbitrary<infer T> ? T : never;

const names = ['a', 'b', 'c'] as const;

const dataset = (groups: readonly Group[]) =>
  table(
    `select * from (values ${groups
      .flatMap(({ wholes, exponent }, at) =>
        wholes.map((whole) => `('${names[at]}', '${whole * 2 ** exponent}'::double)`),
      )
      .join(', ')}) v(g, x)`,
  );

const sumOf = ({ wholes }: Group) => wholes.reduce((sum, one) => sum + one, 0);

const wanted = (of: Group) => {
  const [count, sum, unit] = [of.wholes.length, sumOf(of), 2 ** of.exponent];
  const squares = of.wholes.reduce((all, one) => all + one * one, 0);
  const variance = (count * squares - sum * sum) / (count * (count - 1));
  return {
    sum: sum * unit,
    mean: (sum / count) * unit,
    stddev: count < 2 ? null : Math.sqrt(variance) * unit,
  };
};

/** Of what is found: sum, mean and deviation. The root is rounded once by the engine of either; all else is exact. */
function expectSame([sum, mean, found]: readonly unknown[], of: Group): void {
  const { stddev, ...exact } = wanted(of);
  expect({ sum, mean }).toEqual(exact);
  if (stddev === null || stddev === 0) expect(found).toBe(stddev);
  else expect(Math.abs(Number(found) / stddev - 1)).toBeLessThan(1e-9);
}

test('a condition leaves the values of its own rows', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(group, { minLength: 2, maxLength: 3 }), (groups) =>
      opened(
        dataset(groups),
        { schema },
        ({ rows }) =>
          groups.flatMap((_, at) => {
            const { sum, mean, stddev } = rows.where(`g = '${names[at]}'`).column('x');
            return [sum().above(0), mean().above(0), stddev().above(0)];
          }),
        async (one) => {
          const found = (await answers(fusedPass, one)) as readonly Measured[];
          for (const [at, of] of groups.entries()) {
            const own = found.slice(at * 3, at * 3 + 3).map(({ segments }) => segments[0]?.value);
            expectSame(own, of);
          }
        },
      ),
    ),
    { numRuns: 60 },
  );
});

test('a segment has the values of its own rows', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(group, { minLength: 2, maxLength: 3 }), (groups) =>
      opened(
        dataset(groups),
        { schema },
        ({ rows }) => {
          const { sum, mean, stddev } = rows.per('g').column('x');
          // No value is such, so that all segments are told.
          return [sum().equals(0.3), mean().equals(0.3), stddev().equals(0.3)];
        },
        async (one) => {
          const found = (await answers(fusedPass, one)) as readonly Measured[];
          const told = found.map(
            ({ tally }) =>
              new Map(
                [...(tally?.missed.values() ?? [])]
                  .flatMap(({ worst }) => worst)
                  .map(({ segment, value }) => [segment[0], value]),
              ),
          );
          for (const [at, of] of groups.entries()) {
            const own = told.map((values) => values.get(names[at] ?? ''));
            expectSame(own, of);
          }
          // All units are asked for in one round each, and there are no more of them than groups. Before that, intervals
          // are tried once.
          expect(one.queries.length).toBeLessThanOrEqual(3 + 2 * groups.length);
        },
      ),
    ),
    { numRuns: 60 },
  );
});

test('a value that stands for none, as large as a float may be, does not take the others away', () =>
  opened(
    table(`select * from (values ('a', 1.5::double), ('a', -3.4028234663852886e38), ('a', 0.25), ('b', 'nan'::double), ('b', 2),
      ('c', null)) v(g, x)`),
    { schema },
    ({ rows }) =>
      ["x > -1e38 and g = 'a'", "g = 'b'", "g = 'b' and not isnan(x)", "g = 'c'"].map((where) =>
        rows.where(where).column('x').sum().above(0),
      ),
    async (one) => {
      const found = (await answers(fusedPass, one)) as readonly Measured[];
      expect(found.map(({ segments }) => segments[0]?.value)).toEqual([1.75, Number.NaN, 2, null]);
    },
  ));
