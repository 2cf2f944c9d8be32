import process from 'node:process';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type Expectation, type Outcome, parquet, z } from '../../../src/index.ts';
import { binsOf, stepFor } from '../../../src/plan/states/histogram.ts';
import {
  type BoundKind,
  bound,
  type Interval,
  satisfies,
  verdictOfInterval,
} from '../../../src/value/bound.ts';
import { asMuch, declared } from '../../support/measured.ts';
import { parquetFiles } from '../../support/parquet-files.ts';

// Answers that are bounded: with the limit on the exact value, on the ends of the interval, and next to each of them, no
// verdict is another than the exact value's. A draw is one limit held to one set of values.

const times = process.env.ASSAY_PLANNER === 'all' ? 10 : 1;
const kinds: readonly BoundKind[] = ['atLeast', 'atMost', 'above', 'below', 'equals', 'between'];

const bits = new DataView(new ArrayBuffer(8));
/** The double next to a finite one, above it or below. */
function beside(value: number, step: 1 | -1): number {
  if (value === 0) return step * Number.MIN_VALUE;
  bits.setFloat64(0, value);
  bits.setBigInt64(0, bits.getBigInt64(0) + BigInt(value > 0 ? step : -step));
  return bits.getFloat64(0);
}
const around = (value: number) => [beside(value, -1), value, beside(value, 1)];

/** Whether an interval says of a value what the value does, or leaves it open; for all kinds of bounds at this limit. */
function agree(interval: Interval, value: number | bigint, of: bigint | null, limit: unknown) {
  const unit = of === null ? 'number' : 'count';
  for (const kind of kinds) {
    for (const not of [false, true]) {
      const one = bound(kind, kind === 'between' ? [limit, limit] : [limit], unit, not);
      const verdict = verdictOfInterval(interval, of, one);
      if (verdict !== null)
        expect({ limit, kind, not, verdict }).toEqual({
          limit,
          kind,
          not,
          verdict: satisfies({ value, of }, one),
        });
    }
  }
}

const doubles = fc.oneof(
  fc.double({ noDefaultInfinity: true, noNaN: true, min: -(2 ** 800), max: 2 ** 800 }),
  fc.double({ noNaN: true, min: -1, max: 1 }),
  fc.integer({ min: -5, max: 5 }),
  fc.integer({ min: -500, max: 500 }).map((n) => n / 10),
  fc.integer({ min: 0, max: 2000 }).map((n) => 1e15 + n),
  fc.constantFrom(-0, 0, 5e-324, -5e-324, 0.1, 0.3),
);
/** Values of one file: all alike, close together, or far apart. */
const piece = fc.oneof(
  fc.array(doubles, { maxLength: 20 }),
  fc
    .tuple(doubles, fc.array(fc.integer({ min: 0, max: 40 }), { maxLength: 30 }))
    .map(([from, list]) => list.map((n) => from + n * 0.25)),
  fc
    .tuple(doubles, fc.integer({ min: 1, max: 6 }))
    .map(([value, length]) => Array(length).fill(value) as number[]),
);
const shares = fc.oneof(
  fc.constantFrom(0, 0.01, 0.1, 0.3, 0.5, 0.9, 0.99, 1),
  fc.double({ min: 0, max: 1, noNaN: true }),
);

/** As the engine says it: what nothing is left of is still below zero. */
const binFor = (value: number, step: number) => {
  const steps = value * (1 / step);
  return Math.floor(steps) - (steps === 0 && value < 0 ? 1 : 0);
};

function histogramOf(pieces: readonly (readonly number[])[]) {
  return binsOf(
    pieces.map((values) => {
      const [least, greatest] = [
        values.reduce((a, b) => Math.min(a, b), Infinity),
        values.reduce((a, b) => Math.max(a, b), -Infinity),
      ];
      const step = values.length === 0 ? 1 : stepFor(least, greatest);
      const counts = Map.groupBy(values, (value) => binFor(value, step));
      return { step, counts: [...counts].map(([bin, held]) => [bin, held.length] as const) };
    }),
  );
}

/** Between the neighbours of a rank, as the engine interpolates. */
function quantileOf(values: readonly number[], p: number): number {
  const sorted = values.toSorted((one, other) => one - other);
  const place = (sorted.length - 1) * p;
  const [below = Number.NaN, above = Number.NaN] = [
    sorted[Math.floor(place)],
    sorted[Math.ceil(place)],
  ];
  return below + (above - below) * (place - Math.floor(place));
}

test(
  'histograms of any files leave the verdict on a quantile as it is',
  () => {
    let draws = 0;
    let decided = 0;
    fc.assert(
      fc.property(fc.array(piece, { minLength: 1, maxLength: 4 }), shares, (pieces, p) => {
        const values = pieces.flat();
        if (values.length === 0) return;
        const histogram = histogramOf(pieces);
        const place = (values.length - 1) * p;
        const interval = {
          low: histogram.binOf(Math.floor(place)).from,
          high: histogram.binOf(Math.ceil(place)).to,
        };
        const exact = quantileOf(values, p);
        expect(histogram.count).toBe(BigInt(values.length));
        expect([exact >= interval.low, exact <= interval.high]).toEqual([true, true]);
        for (const limit of [exact, interval.low, interval.high].flatMap(around)) {
          agree(interval, exact, null, limit);
          draws += 1;
          decided +=
            verdictOfInterval(interval, null, bound('atLeast', [limit], 'number')) === null ? 0 : 1;
        }
      }),
      { numRuns: 1300 * times },
    );
    expect(draws).toBeGreaterThanOrEqual(10_000 * times);
    expect(decided).toBeGreaterThanOrEqual(2000 * times);
  },
  300_000 * times,
);

test(
  'a lower limit of distinct values decides as they do',
  () => {
    let draws = 0;
    fc.assert(
      fc.property(fc.nat(5000), fc.nat(5000), fc.nat(5000), (one, two, three) => {
        const [low = 0, distinct = 0, of = 0] = [one, two, three].toSorted((a, b) => a - b);
        const interval = { low, high: BigInt(of) };
        const counts = [low, distinct, of].flatMap((n) => [n - 1, n, n + 1]).filter((n) => n >= 0);
        const percents =
          of === 0 ? [] : [low, distinct].map((n) => `${((n / of) * 100).toFixed(3)}%`);
        for (const limit of [...counts, ...percents]) {
          agree(interval, BigInt(distinct), BigInt(of), limit);
          draws += 1;
        }
      }),
      { numRuns: 1000 * times },
    );
    expect(draws).toBeGreaterThanOrEqual(8000 * times);
  },
  300_000 * times,
);

const files = parquetFiles();

const numbers = {
  wide: { type: 'double', value: '(h % 1000003) / 7.0' },
  near: { type: 'double', value: '1e9 + (h % 4096) / 64.0' },
  few: { type: 'double', value: '(h % 5) / 10.0' },
  skewed: { type: 'double', value: 'exp((h % 4000) / 100.0)' },
  float: { type: 'float', value: '(h % 1009) / 3.0' },
  cents: { type: 'decimal(12,2)', value: '(h % 100000) / 100.0 - 300' },
  int: { type: 'integer', value: '(h % 20011) - 10000' },
} as const;
type Name = keyof typeof numbers;
const names = Object.keys(numbers) as readonly Name[];
const schema = z.object({
  ...(Object.fromEntries(names.map((name) => [name, z.number().nullable()])) as Record<
    Name,
    z.ZodNullable<z.ZodNumber>
  >),
  label: z.string(),
});

async function writeDrawn(seed: number, parts: number): Promise<readonly string[]> {
  const columns = names.map((name, at) => {
    const { type, value } = numbers[name];
    return `case when h${at} % 29 > 0 then (${value.replaceAll('h', `(h${at} // 32)`)})::${type} end as ${name}`;
  });
  const hashes = names.map((_, at) => `(hash(range, ${seed}, ${at}) >> 24)::bigint as h${at}`);
  const paths = [];
  for (let part = 0; part < parts; part += 1) {
    const select = `select ${columns.join(', ')}, 'label ' || (h0 // 32 % 3001) as label from (select ${hashes.join(', ')} from range(3000) where range % ${parts} = ${part})`;
    paths.push(await files.write(`drawn-${seed}-${part}`, select, ', dictionary_size_limit 1'));
  }
  return paths;
}

const ps = [0, 0.07, 0.3, 0.5, 0.75, 0.9, 0.999, 1];
const limits = ['exact', 'low', 'high'] as const;

test(
  'limits on a quantile, or next to it, decide in files as the value does',
  async () => {
    let draws = 0;
    const exactnesses = new Map<string, number>();
    for (let seed = 0; seed < 4 * times; seed += 1) {
      const paths = await writeDrawn(seed, 1 + (seed % 3));
      const asked = names.flatMap((name) => ps.map((p) => ({ name, p })));
      const measured = (
        limitOf: (
          at: number,
        ) => readonly [BoundKind & ('atLeast' | 'atMost' | 'above' | 'below' | 'equals'), number],
      ) =>
        declared(
          parquet(paths),
          { schema },
          ({ column }) =>
            asked.map(({ name, p }, at): Expectation => {
              const [kind, limit] = limitOf(at);
              const measure = column(name as Name).quantile(p);
              return measure[kind](limit);
            }),
          { few: asMuch },
        );
      const bounded = await measured(() => ['atLeast', -1e300]);
      const truths = await exactOf(paths, asked);
      for (let round = 0; round < 6; round += 1) {
        const chosen = asked.map((_, at) => {
          const { low, high } = bounded[at]?.evidence?.interval ?? { low: '0', high: '0' };
          const of = { exact: truths[at] ?? Number.NaN, low: Number(low), high: Number(high) };
          const limit =
            around(of[limits[(at + round) % 3] ?? 'exact'])[((at + round) % 7) % 3] ?? Number.NaN;
          const kind =
            (['atLeast', 'atMost', 'above', 'below', 'equals'] as const)[(at * 3 + round) % 5] ??
            'atLeast';
          return [kind, limit] as const;
        });
        const outcomes = await measured((at) => chosen[at] ?? ['atLeast', 0]);
        for (const [at, outcome] of outcomes.entries()) {
          const [kind, limit] = chosen[at] ?? ['atLeast', 0];
          const wanted = satisfies(
            { value: truths[at] ?? Number.NaN, of: null },
            bound(kind, [limit], 'number'),
          );
          expect([outcome.title, outcome.state, truths[at]]).toEqual([
            outcome.title,
            wanted ? 'passed' : 'failed',
            truths[at],
          ]);
          expect(outcome.evidence?.pass).toBe('quantile');
          count(exactnesses, outcome);
          draws += 1;
        }
      }
    }
    expect(draws).toBeGreaterThanOrEqual(1000 * times);
    expect(exactnesses.get('bounded')).toBeGreaterThanOrEqual(200 * times);
    expect(exactnesses.get('exact')).toBeGreaterThanOrEqual(200 * times);
  },
  300_000 * times,
);

const count = (counts: Map<string, number>, { evidence }: Outcome) =>
  counts.set(evidence?.exactness ?? 'none', (counts.get(evidence?.exactness ?? 'none') ?? 0) + 1);

const list = (paths: readonly string[]) => `[${paths.map((path) => `'${path}'`).join(', ')}]`;

/** Quantiles of the values themselves, put in order here. */
async function exactOf(
  paths: readonly string[],
  asked: readonly { readonly name: Name; readonly p: number }[],
) {
  const values = new Map<Name, readonly number[]>();
  for (const name of names) {
    const rows = await files.query(
      `select ${name}::double as v from read_parquet(${list(paths)}) where ${name} is not null`,
    );
    values.set(
      name,
      rows.map(({ v }) => Number(v)),
    );
  }
  return asked.map(({ name, p }) => quantileOf(values.get(name) ?? [], p));
}

test(
  'limits on a count of distinct values, or next to it, decide in files as the count does',
  async () => {
    let draws = 0;
    const exactnesses = new Map<string, number>();
    const columns = ['label', 'wide', 'skewed', 'cents', 'few'] as const;
    for (let seed = 100; seed < 100 + 4 * times; seed += 1) {
      const paths = await writeDrawn(seed, 1 + (seed % 3));
      const [counts = {}] = await files.query(
        `select ${columns.map((name) => `count(distinct ${name}) as "${name}", count(${name}) as "${name} of"`).join(', ')} from read_parquet(${list(paths)})`,
      );
      for (const step of [-400, -40, -2, -1, 0, 1, 2]) {
        for (const isShare of [false, true]) {
          const limitOf = (name: string) => {
            // At least none is no bound: it is refused.
            const limit = Math.max(1, Number(counts[name]) + step);
            return isShare
              ? (`${Math.min(100, (limit / Number(counts[`${name} of`])) * 100).toFixed(2)}%` as const)
              : limit;
          };
          const outcomes = await declared(
            parquet(paths),
            { schema },
            ({ column }) =>
              columns.flatMap((name) => [
                column(name)
                  .distinct()
                  .atLeast(limitOf(name) as number),
              ]),
            { few: asMuch },
          );
          for (const [at, outcome] of outcomes.entries()) {
            const name = columns[at] ?? 'label';
            const [value, of] = [counts[name], counts[`${name} of`]].map((n) => BigInt(String(n)));
            const wanted = satisfies(
              { value: value ?? 0n, of: of ?? 0n },
              bound('atLeast', [limitOf(name)], 'count'),
            );
            expect([outcome.title, outcome.state]).toEqual([
              outcome.title,
              wanted ? 'passed' : 'failed',
            ]);
            if (outcome.evidence?.pass === 'sketch') {
              expect(outcome.evidence.exactness).toBe('bounded');
              expect(Number(outcome.evidence.interval?.low)).toBeLessThanOrEqual(Number(value));
            } else expect(outcome.value).toBe(String(value));
            count(exactnesses, outcome);
            draws += 1;
          }
        }
      }
    }
    expect(draws).toBeGreaterThanOrEqual(200 * times);
    expect(exactnesses.get('bounded')).toBeGreaterThanOrEqual(50 * times);
    expect(exactnesses.get('exact')).toBeGreaterThanOrEqual(50 * times);
  },
  300_000 * times,
);
