import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { closeEngines, openSession } from '../../src/engine/duckdb/open-session.ts';
import type { Session } from '../../src/engine/engine.ts';
import { add, type Numbers } from '../../src/metric/additive-state.ts';
import type { Aggregate } from '../../src/metric/aggregate.ts';
import { additive, traitsOf } from '../../src/metric/aggregate.ts';
import { column, compare, countIf, isNull, literal, notNull } from '../../src/metric/expression.ts';
import { type Adding, topOf } from '../../src/metric/fixed-point.ts';
import { numericValue } from '../../src/plan/engine-numbers.ts';
import { approximate, type Numeric } from '../../src/value/numeric.ts';
import { now } from '../support/measured.ts';
import { table } from '../support/table.ts';

/** A type, values of it as SQL (growing, and odd ones), and whether it is a number or an instant. */
interface Kind {
  readonly type: string;
  readonly values: readonly string[];
  readonly is: 'number' | 'instant' | 'text';
}

const integers = ['-3', '-1', '0', '1', '2', '7', '100', '127'];
const instants = [
  '1969-12-31 23:59:59',
  '1970-01-01 00:00:00',
  '2024-02-29 12:00:01',
  '2026-11-24 00:00:00',
];
const days = instants.map((text) => text.slice(0, 10));
const kinds: Readonly<Record<string, Kind>> = {
  tiny: { type: 'tinyint', values: integers, is: 'number' },
  int: { type: 'integer', values: [...integers, '2147483647', '-2147483648'], is: 'number' },
  big: { type: 'bigint', values: [...integers, '9223372036854775807'], is: 'number' },
  ubig: { type: 'ubigint', values: ['0', '5', '18446744073709551615'], is: 'number' },
  huge: { type: 'hugeint', values: [...integers, '9'.repeat(36)], is: 'number' },
  single: { type: 'float', values: [...integers, '0.1', '-0', '1e30'], is: 'number' },
  double: {
    type: 'double',
    values: [...integers, '0.1', '0.2', '-0', '1e9', '5e-324'],
    is: 'number',
  },
  special: { type: 'double', values: [...integers, 'nan', 'inf', '-inf'], is: 'number' },
  cents: { type: 'decimal(9,2)', values: ['0.01', '-0.10', '9999999.99', '3'], is: 'number' },
  fine: { type: 'decimal(38,10)', values: ['12345678901234567890.1', '1e-10', '-7'], is: 'number' },
  day: { type: 'date', values: [...days, 'infinity'], is: 'instant' },
  time: {
    type: 'timestamp',
    values: [...instants, '2026-11-24 00:00:00.000001', 'infinity', '-infinity'],
    is: 'instant',
  },
  zoned: { type: 'timestamptz', values: instants.map((text) => `${text}+00`), is: 'instant' },
  seconds: { type: 'timestamp_s', values: instants, is: 'instant' },
  text: { type: 'varchar', values: ['', 'a', 'ab', '😀', 'straße'], is: 'text' },
};

const names = Object.keys(kinds);

function aggregatesOf([name, { is }]: readonly [string, Kind]): readonly Aggregate[] {
  const of = column(name);
  const counts: readonly Aggregate[] = [
    { kind: 'count' },
    countIf(isNull(of)),
    countIf(notNull(of)),
  ];
  if (is === 'text') {
    const length = { kind: 'length', of } as const;
    return [
      ...counts,
      countIf(compare(length, '>', literal(1))),
      ...(['min', 'max', 'mean', 'sum', 'stddev', 'skewness', 'kurtosis'] as const).map((kind) => ({
        kind,
        of: length,
      })),
    ];
  }
  if (is === 'instant') {
    return [
      ...counts,
      countIf(compare(of, '>', { kind: 'now' })),
      { kind: 'min', of },
      { kind: 'max', of },
      { kind: 'min', of: { kind: 'elapsed', of } },
    ];
  }
  return [
    ...counts,
    countIf(compare(of, '>=', literal(2))),
    ...(['min', 'max', 'mean', 'sum', 'stddev', 'skewness', 'kurtosis'] as const).map((kind) => ({
      kind,
      of,
    })),
  ];
}

const asked = Object.entries(kinds).flatMap(aggregatesOf);

/** A row: for each column the place of a value in its list, or null. */
const row = fc.tuple(
  ...Object.values(kinds).map(({ values }) =>
    fc.option(fc.constantFrom(...values.keys()), { freq: 5 }),
  ),
);
/** Rows, each with the part that it goes to; parts may stay empty. */
const rows = fc.array(fc.tuple(row, fc.integer({ min: 0, max: 3 })), { maxLength: 12 });

let session: Session;
beforeAll(async () => {
  const types = Object.entries(kinds).map(([name, { type }]) => `null::${type} as ${name}`);
  const data = table(`select ${types.join(', ')}`);
  session = await openSession(data, [], { root: process.cwd(), now });
});
afterAll(async () => {
  await session.close();
  await closeEngines();
});

type Drawn = readonly (readonly [readonly (number | null)[], number])[];

function relationOf(drawn: Drawn): string {
  const lines = drawn.map(([places, part]) => {
    const values = Object.values(kinds).map(({ type, values: of }, at) => {
      const place = places[at] ?? null;
      return place === null ? `null::${type}` : `'${of[place]}'::${type}`;
    });
    return `(${[...values, part].join(', ')})`;
  });
  const empty = `(${[...Object.values(kinds).map(({ type }) => `null::${type}`), -1].join(', ')})`;
  return `(values ${[empty, ...lines].join(', ')}) v(${[...names, 'part'].join(', ')})`;
}

/** What the engine says of these aggregates over each of these parts, null standing for all rows. */
async function measured(
  aggregates: readonly Aggregate[],
  drawn: Drawn,
  parts: readonly (number | null)[],
): Promise<readonly Numbers[]> {
  const texts = aggregates.map((one) => {
    if (one.kind === 'rows' || one.kind === 'structure') throw new TypeError('It is not measured.');
    return session.dialect.aggregate(one as never, null, session);
  });
  const unique = [...new Set(texts)];
  const list = unique.map((text, at) => `${text} as m${at}`).join(', ');
  const selects = parts.map(
    (part, at) =>
      `select ${at} as place, ${list} from (select * from data where part ${part === null ? '>= 0' : `= ${part}`})`,
  );
  const found = await session.query(
    `with data as materialized (select * from ${relationOf(drawn)}) ${selects.join(' union all ')} order by place`,
  );
  return found.map((line) => texts.map((text) => numericValue(line[`m${unique.indexOf(text)}`])));
}

/** How far from the engine's own number: not at all, but for doubles, whose sums it rounds at each step. */
function expectNear(found: Numeric | null, wanted: Numeric | null, size: number, why: string) {
  if (found === null || wanted === null) return expect(found, why).toBe(wanted);
  if (typeof found !== 'number' && typeof wanted !== 'number')
    return expect(found, why).toEqual(wanted);
  const [a, b] = [approximate(found), approximate(wanted)];
  if (!Number.isFinite(a) || !Number.isFinite(b)) return expect(a, why).toBe(b);
  expect(Math.abs(a - b), `${why}: ${a} and ${b}`).toBeLessThanOrEqual(size * 1e-12);
}

const isInstant = (aggregate: Aggregate) =>
  'of' in aggregate && 'name' in aggregate.of && kinds[aggregate.of.name]?.is === 'instant';

/** How the engine adds up, as it says itself; squares of what is no small integer are added in fixed point. */
function addingOf(aggregate: Aggregate): Adding | undefined {
  if (!('of' in aggregate) || !('kind' in aggregate.of)) return undefined;
  const adds = session.dialect.adds(aggregate.of, session);
  if (adds === 'whole') return { kind: 'whole' };
  if (adds === 'exact' && traitsOf(aggregate).stableBy === 'sums') return { kind: 'exact' };
  return { kind: 'fixed', top: topOf(greatestOf(aggregate), 4), mayBeSpecial: adds === 'special' };
}

/** The largest finite value in size that a column may have. */
function greatestOf(aggregate: Aggregate): number {
  const name = 'of' in aggregate && 'name' in aggregate.of ? aggregate.of.name : '';
  const values = kinds[name]?.values.map((text) => Math.abs(Number(text))) ?? [];
  return Math.max(100, ...values.filter(Number.isFinite));
}

/** The states of each aggregate, cut out of what was measured together. */
function statesOf(
  found: readonly Numbers[],
  asks: readonly (readonly Aggregate[])[],
  at: number,
): readonly Numbers[] {
  const from = asks.slice(0, at).flat().length;
  return found.map((state) => state.slice(from, from + (asks[at]?.length ?? 0)));
}

test('the states of any parts of any rows make the value of the whole', async () => {
  const additives = asked.map((aggregate) => {
    const unit = isInstant(aggregate) ? 'instant' : 'number';
    return additive(aggregate, unit, addingOf(aggregate)) ?? fail();
  });
  const asks = additives.map((one) => one.asks);
  await fc.assert(
    fc.asyncProperty(rows, async (drawn) => {
      const [all = [], ...parts] = await measured(asks.flat(), drawn, [null, 0, 1, 2, 3, 4]);
      const [direct = []] = await measured(asked, drawn, [null]);
      for (const [at, aggregate] of asked.entries()) {
        const { merge, value } = additives[at] ?? fail();
        const [whole = [], ...states] = statesOf([all, ...parts], asks, at);
        const why = `${JSON.stringify(aggregate)}`;
        const [none = []] = states.slice(-1);
        const wanted = value(whole, now);
        const merged = states.reduce(merge);
        expect(value(merged, now), `${why} merged`).toEqual(wanted);
        // DuckDB's own are made of doubles that it has rounded: the oracle holds ours to scipy's.
        if (aggregate.kind !== 'skewness' && aggregate.kind !== 'kurtosis')
          expectNear(
            wanted,
            direct[at] ?? null,
            drawn.length * greatestOf(aggregate),
            `${why} asked directly`,
          );
        // Associative, in any order of the parts, and with no rows as its identity.
        const backwards = states.reduceRight((right, left) => merge(left, right));
        expect(value(backwards, now), `${why} from the right`).toEqual(wanted);
        const turned = states.toReversed().reduce(merge);
        expect(value(turned, now), `${why} in another order`).toEqual(wanted);
        expect(value(merge(none, whole), now), `${why} after none`).toEqual(value(whole, now));
        expect(value(merge(whole, none), now), `${why} before none`).toEqual(value(whole, now));
      }
    }),
    { numRuns: 80 },
  );
});

const fail = (): never => {
  throw new TypeError('There is no such aggregate.');
};

describe('what needs all rows at once', () => {
  test.each<Aggregate>([
    { kind: 'distinct', of: [column('int')] },
    { kind: 'quantile', of: column('int'), p: 0.5 },
    { kind: 'duplicates', of: [column('int')], nulls: 'skip' },
    { kind: 'mode', of: column('int') },
    { kind: 'gaps', of: column('day'), milliseconds: 1 },
    { kind: 'descents', of: column('day') },
    { kind: 'rows' },
  ])('$kind is not made of states', (aggregate) => {
    expect(additive(aggregate)).toBeNull();
  });
});

describe('a sum of exact numbers', () => {
  const exact = fc.oneof(
    fc.bigInt(-(2n ** 70n), 2n ** 70n),
    fc.record({
      digits: fc.bigInt(-(2n ** 120n), 2n ** 120n),
      scale: fc.integer({ min: 0, max: 12 }),
    }),
  );

  test('loses nothing, whatever the order', () => {
    fc.assert(
      fc.property(fc.array(exact, { minLength: 1, maxLength: 8 }), (list) => {
        const scaled = (one: Numeric) => {
          if (typeof one === 'number') throw new TypeError('A double is not exact.');
          return typeof one === 'bigint'
            ? one * 10n ** 12n
            : one.digits * 10n ** BigInt(12 - one.scale);
        };
        const wanted = list.map(scaled).reduce((sum, one) => sum + one);
        expect(scaled(list.reduce<Numeric>(add, 0n))).toBe(wanted);
        expect(scaled(list.toReversed().reduce<Numeric>(add, 0n))).toBe(wanted);
      }),
    );
  });
});
