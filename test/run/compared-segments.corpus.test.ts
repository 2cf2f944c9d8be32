import { describe, expect, test } from 'vitest';
import type { Declaring } from '../../src/contract/contract.ts';
import type { Expectation } from '../../src/contract/expectation.ts';
import type { Dataset } from '../../src/dataset/dataset.ts';
import { contract, fromRows, parquet, z } from '../../src/index.ts';
import type { Outcome } from '../../src/outcome/outcome.ts';
import { runContract } from '../../src/run/run.ts';
import { parquetFiles } from '../support/parquet-files.ts';

const files = parquetFiles();
const schema = z.object({
  vendor: z.string().nullable(),
  zone: z.number().nullable(),
  fare: z.number().nullable(),
  status: z.string().nullable(),
});
type Declare = (declaring: Declaring<typeof schema>) => Expectation;
type Row = z.infer<typeof schema>;

const rowsOf = (count: number, make: (at: number) => Partial<Row>): readonly Row[] =>
  Array.from({ length: count }, (_, at) => ({
    vendor: at % 3 === 0 ? 'a' : at % 3 === 1 ? 'b' : null,
    zone: 1,
    fare: (at * 7919) % 100,
    status: at % 5 === 0 ? 'late' : 'ok',
    ...make(at),
  }));
const usual = rowsOf(600, () => ({}));

const literal = (value: number | string | null) =>
  typeof value === 'string' ? `'${value}'` : value === null ? 'null' : `'${value}'::double`;
/** The rows as SQL. */
const selectOf = (rows: readonly Row[]): string =>
  `select * from (values ${rows.map(({ vendor, zone, fare, status }) => `(${[vendor, zone, fare, status].map(literal).join(', ')})`).join(', ')}) as rows(vendor, zone, fare, status)`;

async function outcomesOf(
  declare: (declaring: Declaring<typeof schema>) => readonly Expectation[],
  current: Dataset,
  reference: Dataset,
): Promise<readonly Outcome[]> {
  const held = contract('segments', { schema }, declare);
  const { outcomes } = await runContract(held, current, { reference });
  return outcomes.filter(({ origin }) => origin === 'declared');
}

async function outcome(
  declare: Declare,
  current: readonly Row[],
  reference: readonly Row[] = usual,
): Promise<Outcome> {
  const [found] = await outcomesOf(
    (declaring) => [declare(declaring)],
    fromRows(current),
    fromRows(reference),
  );
  if (!found) throw new Error('The test declares one.');
  return found;
}

const notesOf = ({ evidence }: Outcome) => evidence?.notes ?? [];

describe('each segment has the number that where() gives', () => {
  const predicates = ['isnan(zone)', 'zone is null', 'zone = 1.5', 'zone = 0', 'zone = 7'] as const;
  const zones = [Number.NaN, null, 1.5, -0, 7] as const;
  const mixed = (count: number, shift: number) =>
    rowsOf(count, (at) => ({
      zone: zones[at % 5] ?? null,
      fare: at % 17 === 0 ? null : (at * 7919 + shift * (at % 5)) % 100,
      status: (at + shift) % 7 === 0 ? 'late' : at % 11 === 0 ? null : 'ok',
    }));
  const datasets = {
    'rows in memory': async (_: string, rows: readonly Row[]) => fromRows(rows),
    'Parquet files': async (name: string, rows: readonly Row[]) => {
      const halves = [rows.slice(0, 100), rows.slice(100)];
      const paths = halves.map((half, at) => files.write(`${name}-${at}`, selectOf(half)));
      return parquet(await Promise.all(paths));
    },
  };

  type Scoped = ReturnType<Declaring<typeof schema>['rows']['where']>;
  const measures: Record<string, (scoped: Scoped) => Expectation> = {
    'count().change()': (scoped) => scoped.count().change().above('1000%'),
    'count().difference()': (scoped) => scoped.count().difference().above(1e6),
    'mean().change()': (scoped) => scoped.column('fare').mean().change().above('1000%'),
    'sum().difference()': (scoped) => scoped.column('fare').sum().difference().above(1e9),
    'median().change()': (scoped) => scoped.column('fare').median().change().above('1000%'),
    'distinct().change()': (scoped) => scoped.column('status').distinct().change().above('1000%'),
    'duplicates().change()': (scoped) => scoped.duplicates('fare').change().above('1000%'),
    'nulls().difference()': (scoped) => scoped.column('fare').nulls().difference().above(1e6),
    psi: (scoped) => scoped.column('fare').drift('psi').above(1e3),
    ks: (scoped) => scoped.column('fare').drift('ks').above(1e3),
    wasserstein: (scoped) => scoped.column('fare').drift('wasserstein').above(1e3),
    chi2: (scoped) => scoped.column('status').drift('chi2').above(1e6),
    'psi of own edges': (scoped) =>
      scoped
        .column('fare')
        .drift('psi', { edges: [20, 50] })
        .above(1e3),
    picked: (scoped) => scoped.column('status').drift().above(1e3),
    'p-value': (scoped) =>
      scoped.column('fare').drift('ks').pValue({ corrected: false }).above(1.5),
    'newValues()': (scoped) => scoped.column('fare').newValues().above(1e6),
    'vanishedValues()': (scoped) => scoped.column('fare').vanishedValues().above(1e6),
    'rows.drift()': (scoped) => scoped.drift({ except: ['zone'] }).above(100),
  };

  test.each(Object.entries(datasets))('over %s', async (_, datasetOf) => {
    const current = await datasetOf('current', mixed(400, 31));
    const reference = await datasetOf('reference', mixed(900, 0));
    const all = Object.values(measures);
    const cut = await outcomesOf(
      ({ rows }) => all.map((measure) => measure(rows.per('zone').where("status <> 'x'"))),
      current,
      reference,
    );
    const alone = await Promise.all(
      predicates.map((predicate) =>
        outcomesOf(
          ({ rows }) => all.map((measure) => measure(rows.where(`${predicate} and status <> 'x'`))),
          current,
          reference,
        ),
      ),
    );
    for (const [at, name] of Object.keys(measures).entries()) {
      expect(cut[at], name).toMatchObject({
        state: 'failed',
        problem: null,
        segments: { count: 5, outside: 5 },
      });
      const observed = alone.map((outcomes) => outcomes[at]?.observed).toSorted();
      const shown = cut[at]?.sample?.rows.map((row) => row[1]).toSorted();
      expect([name, shown]).toEqual([name, observed]);
    }
  });
});

const byVendor: Declare = ({ rows }) =>
  rows.per('vendor').count().change().between('-10%', '10%').warn();
const without = (vendor: string | null) => usual.filter((row) => row.vendor !== vendor);
const withNew = [...usual, ...rowsOf(5, () => ({ vendor: 'new' }))];

describe('segments are matched by their values', () => {
  test('pass where nothing changed, NULL among them', async () => {
    expect(await outcome(byVendor, usual)).toMatchObject({
      state: 'passed',
      observed: '0 of 3 segments outside',
      segments: { count: 3, outside: 0 },
      reference: { kind: 'dataset', name: 'rows in memory', value: null },
      evidence: { exactness: 'exact', notes: [] },
    });
  });

  test('name the worst first, by how far they are beyond the bound', async () => {
    const fewer = usual.filter(({ vendor }, at) => vendor !== 'a' || at % 2 === 0);
    const more = [...fewer, ...rowsOf(120, () => ({ vendor: null }))];
    expect(await outcome(byVendor, more)).toMatchObject({
      state: 'warned',
      segments: { count: 3, outside: 2 },
      sample: {
        columns: ['vendor', 'change()'],
        rows: [
          [null, '60%'],
          ['a', '-50%'],
        ],
      },
    });
  });

  test('are equal numbers, however they are stored', async () => {
    const zones = (text: string) => `select ${text} as zone, 1.0 as fare from range(10)`;
    const [whole, decimal] = await Promise.all([
      files.write('whole', zones('(range % 2)::hugeint')),
      files.write('decimal', zones('(range % 2)::decimal(9, 3)')),
    ]);
    const declare = ({ rows }: Declaring<typeof schema>) => [
      rows.per('zone').count().change().equals('0%'),
      rows.per('zone').column('fare').drift('ks').equals(0),
    ];
    const found = await outcomesOf(declare, parquet(whole), parquet(decimal));
    expect(found).toMatchObject([{ state: 'passed' }, { state: 'passed' }]);
    const text = parquet(await files.write('text', zones('(range % 2)::varchar')));
    const other = await outcomesOf(declare, text, parquet(decimal));
    for (const { state, problem } of other)
      expect([state, problem?.code]).toEqual(['errored', 'REFERENCE_SCHEMA']);
  });

  test('are an error where they can not be told apart', async () => {
    const times = await files.write(
      'times',
      'select make_timestamp(1769904000000000 + range % 2) as vendor, 1.0 as fare from range(10)',
    );
    const [found] = await outcomesOf(
      ({ rows }) => [rows.per('vendor').count().change().equals('0%')],
      parquet(times),
      parquet(times),
    );
    expect(found).toMatchObject({
      state: 'errored',
      problem: { code: 'REFERENCE_SEGMENTS_ALIKE' },
    });
  });
});

describe('segments of every type', () => {
  const typed = (rows: string) => `select
    'k' || range % 2 as text_key, range % 2 = 0 as boolean_key, range % 3 as integer_key,
    (range % 2 / 4)::decimal(9, 2) as decimal_key, (range % 2)::float / 3 as float_key,
    date '2026-01-01' + (range % 2)::int as date_key,
    timestamp '2026-01-01 00:00:00.123' + to_seconds(range % 2) as timestamp_key,
    time '10:00:00' + to_seconds(range % 2) as time_key,
    uuid_key, blob_key, [range % 2, null] as list_key, {'a': range % 2, 'b': null} as struct_key,
    range % 7 as x from ${rows}, lateral (select md5((range % 2)::varchar)::uuid as uuid_key, encode((range % 2)::varchar) as blob_key)`;
  const keys = 'text boolean integer decimal float date timestamp time uuid blob list struct';
  const columns = keys.split(' ').map((key) => `${key}_key`);
  const shape = z.object({
    ...Object.fromEntries(columns.map((name) => [name, z.any()])),
    x: z.int(),
  });

  test('are compared', async () => {
    const [written, fewer] = await Promise.all([
      files.write('typed', typed('range(420)')),
      files.write('typed fewer', typed('(from range(420) where range % 2 = 0 or range < 40)')),
    ]);
    const held = contract('typed', { schema: shape }, ({ rows }) =>
      [...columns.map((name) => [name]), ['text_key', 'integer_key']].flatMap((names) => {
        const cut = Reflect.apply(rows.per, rows, names);
        return [
          cut.count().change().between('-1%', '1%'),
          cut.column('x').drift('totalVariation').atMost(0.01),
        ];
      }),
    );
    const declared = async (path: string) => {
      const found = await runContract(held, parquet(path), { reference: parquet(written) });
      return found.outcomes.filter(({ origin }) => origin === 'declared');
    };
    for (const one of await declared(written))
      expect([one.title, one.state, one.segments?.outside]).toEqual([one.title, 'passed', 0]);
    for (const one of await declared(fewer)) {
      expect([one.title, one.state]).toEqual([one.title, 'failed']);
      expect(one.segments?.outside, one.title).toBeGreaterThan(0);
    }
  });
});

describe('a segment that only one of both has misses every bound', () => {
  const grows: Declare = ({ rows }) => rows.per('vendor').count().change().atMost('10%');
  const drifts: Declare = ({ rows }) => rows.per('vendor').column('fare').drift('psi').atMost(0.5);
  const values: Declare = ({ rows }) => rows.per('vendor').column('status').newValues().equals(0);
  const mean: Declare = ({ rows }) =>
    rows.per('vendor').column('fare').mean().change().between('-99%', '99%');
  const all: Declare = ({ rows }) => rows.per('vendor').drift().equals(0);

  test.each<[string, Declare, string | null, string | null]>([
    ['count().change()', grows, null, '-100%'],
    ['drift()', drifts, null, null],
    ['newValues()', values, null, null],
    ['mean().change()', mean, null, null],
    ['rows.drift()', all, null, null],
  ])('%s', async (_, declare, whenNew, whenGone) => {
    expect(await outcome(declare, usual)).toMatchObject({ state: 'passed' });
    const fresh = await outcome(declare, withNew);
    expect(fresh).toMatchObject({ state: 'failed', segments: { count: 4, outside: 1 } });
    expect(fresh.sample?.rows).toEqual([['new', whenNew]]);
    expect(notesOf(fresh)).toContain('1 segment is not in the reference');
    const gone = await outcome(declare, without('a'));
    expect(gone).toMatchObject({ state: 'failed', segments: { count: 3, outside: 1 } });
    expect(gone.sample?.rows).toEqual([['a', whenGone]]);
    expect(notesOf(gone)).toContain('1 segment is in the reference alone');
    const noNull = await outcome(declare, without(null));
    expect(noNull.sample?.rows).toEqual([[null, whenGone]]);
  });

  test('without any segment in the data or in the reference', async () => {
    const none: Declare = ({ rows }) =>
      rows.where("vendor = 'z'").per('zone').count().change().atMost('10%');
    const some = rowsOf(3, () => ({ vendor: 'z' }));
    expect(await outcome(none, usual, some)).toMatchObject({
      state: 'failed',
      segments: { count: 1, outside: 1 },
    });
    expect(await outcome(none, some, usual)).toMatchObject({
      state: 'errored',
      problem: { code: 'REFERENCE_EMPTY' },
    });
  });
});

describe('what a segment can not be compared by', () => {
  const sum: Declare = ({ rows }) =>
    rows.per('vendor').column('zone').sum().change().between('-10%', '10%');
  const zeroOf = (...vendors: readonly (string | null)[]) =>
    usual.map((row) => ({ ...row, zone: vendors.includes(row.vendor) ? 0 : 1 }));

  test('makes it miss the bound, and the reason is a note', async () => {
    const found = await outcome(sum, usual, zeroOf('a'));
    expect(found).toMatchObject({
      state: 'failed',
      segments: { count: 3, outside: 1 },
      sample: { rows: [['a', null]] },
    });
    expect(notesOf(found).join()).toContain('1 segment is not compared: it is 0 in its reference');
  });

  test('is an error where it is so in all of them', async () => {
    expect(await outcome(sum, usual, zeroOf('a', 'b', null))).toMatchObject({
      state: 'errored',
      problem: { code: 'REFERENCE_ZERO' },
    });
  });

  test('of NULL alone misses the bound', async () => {
    const mean: Declare = ({ rows }) =>
      rows.per('vendor').column('fare').mean().change().between('-99%', '99%');
    const holes = usual.map((row) => ({ ...row, fare: row.vendor === 'a' ? null : row.fare }));
    expect(await outcome(mean, holes)).toMatchObject({ segments: { count: 3, outside: 1 } });
    expect(await outcome(mean, usual, holes)).toMatchObject({ segments: { count: 3, outside: 1 } });
  });

  test('is a history, which has no segments', async () => {
    const declare: Declare = ({ rows }) => rows.per('vendor').count().anomaly();
    const found = await outcome(declare, usual);
    expect(found).toMatchObject({ state: 'errored', problem: { code: 'NOT_MEASURABLE' } });
    expect(found.problem?.message).toContain('a history keeps one number of each run');
  });

  test('is a recorded baseline, which has no segments', async () => {
    const held = contract('segments', { schema }, ({ rows }) => [
      rows.per('vendor').count().change().equals('0%'),
    ]);
    const { outcomes } = await runContract(held, fromRows(usual), {
      baselineFolder: files.folder,
    });
    expect(outcomes.find(({ origin }) => origin === 'declared')).toMatchObject({
      state: 'errored',
      problem: { code: 'BASELINE_SEGMENTS' },
    });
  });
});

describe('many segments', () => {
  const zoned = (count: number) => rowsOf(count, (at) => ({ zone: at, fare: 1 }));
  const counts: Declare = ({ rows }) => rows.per('zone').count().change().equals('0%');
  const drifts: Declare = ({ rows }) => rows.per('zone').column('fare').drift('ks').equals(0);

  test('are compared up to a stated number, and an error beyond it', async () => {
    const most = zoned(10_000);
    expect(await outcome(counts, most, most)).toMatchObject({
      state: 'passed',
      segments: { count: 10_000, outside: 0 },
    });
    const more = zoned(10_001);
    expect(await outcome(counts, more, most)).toMatchObject({
      state: 'errored',
      problem: { code: 'SEGMENTS_TOO_MANY' },
    });
    expect(await outcome(counts, most, more)).toMatchObject({
      state: 'errored',
      problem: { code: 'REFERENCE_SEGMENTS_TOO_MANY' },
    });
  });

  test('have fewer distributions', async () => {
    const [most, more] = [zoned(100), zoned(101)];
    expect(await outcome(drifts, most, most)).toMatchObject({ state: 'passed' });
    const found = await outcome(drifts, more, most);
    expect(found).toMatchObject({ state: 'errored', problem: { code: 'SEGMENTS_TOO_MANY' } });
    expect(found.problem?.message).toContain('more than 100 segments');
  });
});

describe('the drift of a segment', () => {
  const moved = usual.map((row) => ({
    ...row,
    status: row.vendor === 'b' ? 'lost' : row.status,
  }));
  const declare: Declare = ({ rows }) =>
    rows.per('vendor').column('status').drift('totalVariation').atMost(0.1);

  test('that is the worst is drawn, and named', async () => {
    const found = await outcome(declare, moved);
    expect(found).toMatchObject({
      state: 'failed',
      observed: '1 of 3 segments outside',
      sample: { rows: [['b', '1']] },
      drift: { method: 'totalVariation', rows: { reference: 200, current: 200 }, isMasked: false },
    });
    expect(notesOf(found)).toContain('the drift shown is of the segment vendor b');
    expect((await outcome(declare, usual)).drift).not.toBeNull();
  });

  test('is judged by its interval with confidence', async () => {
    const confident: Declare = ({ rows }) =>
      rows.per('vendor').column('fare').drift('ks').atMost(0.05).confident();
    expect(await outcome(confident, usual)).toMatchObject({ segments: { count: 3, outside: 3 } });
  });

  test('has a p-value that is corrected for those of all segments', async () => {
    const tested = contract('tested', { schema }, ({ rows, column }) => [
      rows.per('vendor').column('status').drift('chi2').pValue().atLeast(0.01),
      column('fare').drift('ks').pValue().atLeast(0.01),
    ]);
    const { outcomes } = await runContract(tested, fromRows(moved), {
      reference: fromRows(usual),
    });
    const [cut, whole] = outcomes.filter(({ origin }) => origin === 'declared');
    expect(cut).toMatchObject({
      state: 'failed',
      segments: { count: 3, outside: 1 },
      drift: { pValue: { tests: 4 } },
    });
    expect(whole).toMatchObject({ state: 'passed', drift: { pValue: { tests: 4 } } });
    const note = 'corrected for 4 tests of this contract (Benjamini-Hochberg)';
    for (const one of [cut, whole]) expect(one && notesOf(one)).toContain(note);
  });
});

test('values of masked columns are in no outcome, note or query', async () => {
  const masked = z.object({
    vendor: z.string().nullable().meta({ classification: 'restricted' }),
    status: z.string().nullable().meta({ classification: 'restricted' }),
    fare: z.number().nullable(),
  });
  const held = contract('masked', { schema: masked }, ({ rows }) => [
    rows.per('vendor').column('status').drift('psi').atMost(0.01),
    rows.per('vendor').column('fare').max().change().between('-1%', '1%'),
    rows.per('vendor').count().change().equals('0%'),
    rows.per('vendor').column('status').newValues().equals(0),
    rows.per('vendor').drift().equals(0),
  ]);
  const secret = (rows: readonly Row[], word: string) =>
    rows.map((row, at) => ({
      ...row,
      vendor: `${word}-${row.vendor}`,
      status: `${word}-${row.status}`,
      fare: at,
    }));
  const current = [...secret(usual, 'hidden'), ...secret(usual.slice(0, 50), 'fresh')];
  const report = await runContract(held, fromRows(current), {
    reference: fromRows(secret(usual.slice(0, 400), 'hidden')),
  });
  expect(report.outcomes.filter(({ origin }) => origin === 'declared')).toMatchObject(
    Array.from({ length: 5 }, () => ({ state: 'failed', segments: { count: 6 } })),
  );
  const text = JSON.stringify(report);
  expect(text).toContain('the drift shown is of the segment vendor •••');
  expect(text).not.toContain('hidden-');
  expect(text).not.toContain('fresh-');
  expect(text).toContain(' is not distinct from (select s0 from (');
});
