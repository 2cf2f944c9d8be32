import fc from 'fast-check';
import { afterAll, describe, expect, test } from 'vitest';
import { closeEngines, openSession } from '../../src/engine/duckdb/open-session.ts';
import { type Derivation, numberOf, type Observed } from '../../src/metric/derivation.ts';
import { column } from '../../src/metric/expression.ts';
import { emptyState, mergeStates, type State, type Summed } from '../../src/metric/state.ts';
import { now } from '../support/measured.ts';
import { table } from '../support/table.ts';

afterAll(closeEngines);

const x = column('x');
const mean: Summed = { aggregate: { kind: 'mean', of: x }, unit: 'number', adding: undefined };

const count = fc.bigInt(1n, 1000n);
const numbers = fc.array(fc.bigInt(-100n, 100n), { maxLength: 5 }).map(
  (values): State => ({
    kind: 'numbers',
    of: mean,
    numbers:
      values.length === 0
        ? [null, 0n]
        : [values.reduce((sum, value) => sum + value), BigInt(values.length)],
  }),
);
const histogram = fc
  .tuple(
    fc.integer({ min: -3, max: 3 }),
    fc.uniqueArray(fc.tuple(fc.integer({ min: -40, max: 40 }), count), { selector: ([at]) => at }),
  )
  .map(
    ([exponent, counts]): State => ({
      kind: 'histogram',
      step: 2 ** exponent,
      counts: counts.toSorted(([a], [b]) => a - b),
    }),
  );
const frequencies = fc
  .uniqueArray(fc.tuple(fc.option(fc.constantFrom('', 'a', 'b', 'é')), count), {
    selector: ([value]) => value,
  })
  .map((counts): State => mergeStates([{ kind: 'frequencies', counts }]));
const sketch = fc
  .tuple(fc.integer({ min: -4, max: 4 }), fc.uint8Array({ minLength: 1, maxLength: 4 }))
  .map(([at, bits]): State => ({ kind: 'sketch', first: BigInt(at) * 8n, bits }));

const cells = fc
  .uniqueArray(fc.tuple(fc.integer({ min: -5, max: 5 }), fc.nat(9)), { selector: ([at]) => at })
  .map(
    (counts): State =>
      mergeStates([
        {
          kind: 'distribution',
          nulls: counts.length,
          nans: counts.length % 2,
          values: { kind: 'ordered', cells: counts.map(([at, n]) => [at, at + 1, n] as const) },
        },
      ]),
  );
const categories = fc
  .tuple(
    fc.uniqueArray(fc.tuple(fc.constantFrom('', 'a', 'b', true), fc.nat(9)), {
      selector: ([value]) => value,
    }),
    fc.nat(3),
  )
  .map(
    ([counts, rows]): State =>
      mergeStates([
        {
          kind: 'distribution',
          nulls: rows,
          nans: 0,
          values: { kind: 'categories', counts, others: { rows, values: rows } },
        },
      ]),
  );

const drawn: readonly (readonly [State['kind'], fc.Arbitrary<State>, State])[] = [
  ['numbers', numbers, emptyState(mean)],
  ['histogram', histogram, emptyState('histogram')],
  ['frequencies', frequencies, emptyState('frequencies')],
  ['sketch', sketch, emptyState('sketch')],
  ['distribution', cells, emptyState('distribution')],
  ['distribution', categories, emptyState('distribution')],
];

describe.for(drawn)('states of %s', ([, state, empty]) => {
  test('merge in any grouping and order', () => {
    fc.assert(
      fc.property(state, state, state, (a, b, c) => {
        const all = mergeStates([a, b, c]);
        expect(mergeStates([mergeStates([a, b]), c])).toEqual(all);
        expect(mergeStates([a, mergeStates([b, c])])).toEqual(all);
        expect(mergeStates([c, a, b])).toEqual(all);
      }),
    );
  });

  test('are not changed by the state of no rows', () => {
    fc.assert(
      fc.property(state, (one) => {
        const alone = mergeStates([one]);
        expect(mergeStates([one, empty])).toEqual(alone);
        expect(mergeStates([empty, one])).toEqual(alone);
        expect(mergeStates([empty, empty])).toEqual(mergeStates([empty]));
      }),
    );
  });
});

test('states of different kinds, and none at all, do not merge', () => {
  const states: readonly State[] = [emptyState('histogram'), emptyState('frequencies')];
  expect(() => mergeStates(states)).toThrow('States of different kinds do not merge.');
  expect(() => mergeStates([])).toThrow('There is no state to merge.');
});

/** The states that the engine finds of each part of some integers, null standing for all of them. */
async function foundOf(values: readonly (readonly [number | null, number])[]) {
  const lines = values.map(([value, part]) => `(${value ?? 'null'}::bigint, ${part})`);
  const rows = `(values (null::bigint, -1), ${lines.join(', ')}) v(x, part)`;
  const session = await openSession(table(`select * from ${rows}`), [], {
    root: process.cwd(),
    now,
  });
  const sum = session.dialect.aggregate({ kind: 'sum', of: x }, null, session);
  const bitmap = session.dialect.probe(
    { kind: 'bitmap', of: x, least: -64n, greatest: 63n },
    session,
  );
  const bin = (step: number) =>
    session.dialect.probe({ kind: 'bin', of: x, step, isSigned: true }, session);
  const of = async (part: number | null, step: number): Promise<readonly State[]> => {
    const from = `(select * from ${session.relation} where part ${part === null ? '>= 0' : `= ${part}`})`;
    const [row] = await session.query(
      `select ${sum} as s, count(x) as n, ${bitmap} as b from ${from}`,
    );
    const values = await session.query(`select x, count(*) as n from ${from} group by 1`);
    const bins = await session.query(
      `select ${bin(step)} as bin, count(*) as n from ${from} where x is not null group by 1`,
    );
    const isEmpty = row?.n === 0n || row?.n === 0;
    return [
      { kind: 'numbers', of: mean, numbers: [(row?.s ?? null) as bigint | null, row?.n as bigint] },
      {
        kind: 'histogram',
        step,
        counts: bins.map((one) => [Number(one.bin), BigInt(one.n as bigint)] as const),
      },
      {
        kind: 'frequencies',
        counts: values.map((one) => [
          one.x === null ? null : BigInt(one.x as bigint),
          BigInt(one.n as bigint),
        ]),
      },
      isEmpty
        ? emptyState('sketch')
        : { kind: 'sketch', first: -64n, bits: Uint8Array.from(row?.b as Uint8Array) },
    ];
  };
  return { of, close: () => session.close() };
}

const integers = fc.array(
  fc.tuple(fc.option(fc.integer({ min: -64, max: 63 })), fc.integer({ min: 0, max: 2 })),
  { minLength: 1, maxLength: 20 },
);

test('the states of parts that an engine finds merge to that of all rows', async () => {
  await fc.assert(
    fc.asyncProperty(integers, async (values) => {
      const { of, close } = await foundOf(values);
      const whole = await of(null, 4);
      const parts = [await of(0, 1), await of(1, 4), await of(2, 2)];
      await close();
      for (const [at, state] of whole.entries()) {
        const merged = mergeStates(parts.map((part) => part[at] as State));
        if (state.kind === 'numbers') {
          expect(numberOf(merged, now)).toEqual(numberOf(state, now));
          continue;
        }
        // A histogram of parts without a wide step keeps its narrower bins, and tells the same in wide ones.
        const wide: State = { kind: 'histogram', step: 4, counts: [[1000, 1n]] };
        const comparable = (one: State) =>
          one.kind === 'histogram' ? mergeStates<State>([one, wide]) : mergeStates([one]);
        expect(comparable(merged)).toEqual(comparable(state));
      }
    }),
    { numRuns: 15 },
  );
}, 120_000);

/** The change of a mean against a reference, as a share of it: a metric that is not shipped. */
const changeOfMean: Derivation = {
  name: 'change of a mean',
  compares: true,
  derive: ([current], reference, at) => {
    const [after, before] = [current, reference?.[0]].map((one) =>
      one?.state == null ? null : numberOf(one.state, at),
    );
    if (after == null || before == null) return null;
    return Number(after) / Number(before) - 1;
  },
};

describe('a number that is derived from two states', () => {
  const of = (sum: bigint | null, present: bigint): State => ({
    kind: 'numbers',
    of: mean,
    numbers: [sum, present],
  });
  const observed = (state: State): Observed => ({ value: null, of: 1n, state });

  test('is the change from the reference, whatever the parts of either', () => {
    const current = mergeStates([of(40n, 4n), of(50n, 5n)]);
    const reference = mergeStates([of(12n, 1n), of(13n, 1n)]);
    expect(changeOfMean.derive([observed(current)], [observed(reference)], now)).toBeCloseTo(
      -0.2,
      12,
    );
  });

  test('is none where there is no reference, or nothing in it', () => {
    expect(changeOfMean.derive([observed(of(4n, 1n))], null, now)).toBeNull();
    const nothing = observed(of(null, 0n));
    expect(changeOfMean.derive([observed(of(4n, 1n))], [nothing], now)).toBeNull();
  });

  test('is no number of a state that is none', () => {
    expect(() => numberOf(emptyState('frequencies'), now)).toThrow('Only numbers make a number');
  });
});
