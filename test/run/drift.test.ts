import { describe, expect, test } from 'vitest';
import type { Declaring } from '../../src/contract/contract.ts';
import type { Expectation } from '../../src/contract/expectation.ts';
import { contract, csv, fromRows, query, type VerifyOptions, z } from '../../src/index.ts';
import { runContract } from '../../src/run/run.ts';

const schema = z.object({
  fare: z.number().nullable(),
  status: z.string().nullable(),
  day: z.date(),
});
type Row = z.infer<typeof schema>;
type Declare = (declaring: Declaring<typeof schema>) => Expectation;

const rowsOf = (count: number, make: (at: number) => Partial<Row>): readonly Row[] =>
  Array.from({ length: count }, (_, at) => ({
    fare: (at * 7919) % 100,
    status: at % 3 === 0 ? 'late' : 'ok',
    day: new Date(Date.UTC(2026, 0, 1 + (at % 28))),
    ...make(at),
  }));
const usual = rowsOf(300, () => ({}));

async function outcome(
  declare: Declare,
  current: readonly Row[],
  reference: VerifyOptions['reference'] = fromRows(usual),
) {
  const held = contract('drifts', { schema }, (declaring) => [declare(declaring)]);
  const { outcomes } = await runContract(held, fromRows(current), { reference });
  const found = outcomes.find(({ origin }) => origin === 'declared');
  if (!found) throw new Error('The test declares one.');
  return found;
}

const methods = [
  'psi',
  'ks',
  'wasserstein',
  'normalizedWasserstein',
  'jensenshannon',
  'hellinger',
  'kl',
  'totalVariation',
  'chi2',
  'cramersV',
] as const;

describe.each(methods)('the drift %s of numbers', (method) => {
  const declare: Declare = ({ column }) => column('fare').drift(method).equals(0);

  test('is exactly 0 of equal data', async () => {
    const found = await outcome(declare, usual);
    expect(found).toMatchObject({
      title: `column('fare').drift('${method}') is exactly 0`,
      rule: 'column.drift',
      state: 'passed',
      value: '0',
      of: 300,
      reference: { kind: 'dataset', value: null },
      drift: { method, picked: null, kind: 'ordered', rows: { reference: 300, current: 300 } },
    });
  });

  test('is red of other data', async () => {
    const moved = rowsOf(200, (at) => ({ fare: 50 + ((at * 31) % 100) }));
    const found = await outcome(declare, moved);
    expect(found.state).toBe('failed');
    expect(Number(found.value)).toBeGreaterThan(0);
  });
});

describe('a drift of categories', () => {
  test('names what moved', async () => {
    const declare: Declare = ({ column }) => column('status').drift('totalVariation').atMost(0.1);
    const found = await outcome(
      declare,
      rowsOf(100, (at) => ({ status: at < 50 ? null : 'lost' })),
    );
    expect(found).toMatchObject({ state: 'failed', value: '1' });
    expect(found.drift?.bins.map(({ category, kind }) => category ?? kind)).toEqual([
      'late',
      'ok',
      'others',
      'null',
    ]);
  });

  test('is of instants in order', async () => {
    const declare: Declare = ({ column }) => column('day').drift('ks').atMost(0.1);
    expect(await outcome(declare, usual)).toMatchObject({
      state: 'passed',
      drift: { kind: 'instants' },
    });
  });
});

describe('a drift without a name', () => {
  test('picks a method and says why', async () => {
    const declare: Declare = ({ column }) => column('fare').drift().atMost(0.1);
    const found = await outcome(declare, usual);
    expect(found).toMatchObject({
      state: 'passed',
      drift: { method: 'psi', picked: 'values in order, of which there are many' },
      evidence: { notes: ['psi was picked, for values in order, of which there are many'] },
    });
  });

  test('of all columns counts those that drifted, and has each', async () => {
    const declare: Declare = ({ rows }) => rows.drift().atMost('34%');
    const all = await outcome(
      declare,
      rowsOf(300, (at) => ({ fare: 1000 + at, status: 'lost' })),
    );
    expect(all).toMatchObject({
      state: 'failed',
      value: '2',
      of: 3,
      share: String(2 / 3),
    });
    expect(all.drift?.columns?.map(({ column, isDrifted }) => [column, isDrifted])).toEqual([
      ['fare', true],
      ['status', true],
      ['day', false],
    ]);
    const fewer: Declare = ({ rows }) => rows.drift({ except: ['fare', 'status'] }).equals(0);
    expect(await outcome(fewer, usual)).toMatchObject({ state: 'passed', value: '0', of: 1 });
  });
});

describe('the drift of all columns of few rows', () => {
  const declare: Declare = ({ rows }) => rows.drift().atMost('34%');
  const ofFewRows = {
    state: 'errored',
    problem: { code: 'DRIFT_UNDEFINED', message: expect.stringContaining('So few rows') },
  };
  const other = (count: number) =>
    rowsOf(count, () => ({ fare: 1e9, status: 'lost', day: new Date(0) }));

  test.each([1, 2, 3])('is an error where no drift of %d rows would count', async (count) => {
    expect(await outcome(declare, other(count))).toMatchObject(ofFewRows);
  });

  test('is an error where the reference has but one', async () => {
    const one = await outcome(declare, usual, fromRows(other(1)));
    expect(one).toMatchObject(ofFewRows);
  });

  test('is red where one would', async () => {
    expect(await outcome(declare, other(30))).toMatchObject({ state: 'failed', value: '3' });
  });
});

describe('p-values', () => {
  test('are corrected for their number', async () => {
    const held = contract('tested', { schema }, ({ column }) => [
      column('fare').drift('ks').pValue().atLeast(0.01),
      column('status').drift('chi2').pValue().atLeast(0.01),
      column('day').drift('ks').pValue({ corrected: false }).atLeast(0.01),
    ]);
    const moved = rowsOf(300, (at) => ({ status: at % 2 === 0 ? 'late' : 'ok' }));
    const { outcomes } = await runContract(held, fromRows(moved), { reference: fromRows(usual) });
    const [fare, status, day] = outcomes.filter(({ origin }) => origin === 'declared');
    expect(fare).toMatchObject({ state: 'passed', drift: { pValue: { raw: 1, tests: 2 } } });
    expect(status?.state).toBe('failed');
    expect(Number(status?.value)).toBeCloseTo(2 * (status?.drift?.pValue?.raw ?? 0), 12);
    expect(day).toMatchObject({ state: 'passed', drift: { pValue: { corrected: null } } });
  });
});

describe('confidence', () => {
  test('judges the whole interval', async () => {
    const declare: Declare = ({ column }) => column('fare').drift('ks').atMost(0.05);
    const confident: Declare = ({ column }) =>
      column('fare').drift('ks').atMost(0.05).confident().because('few rows prove nothing');
    expect(await outcome(declare, usual)).toMatchObject({ state: 'passed' });
    expect(await outcome(confident, usual)).toMatchObject({
      title: "column('fare').drift('ks') is at most 0.05, with confidence",
      state: 'failed',
    });
  });
});

describe('confidence in few rows', () => {
  test.each(methods)('of %s is little, though they are equal by chance', async (method) => {
    const few = rowsOf(4, (at) => ({ fare: at % 2, status: 'ok' }));
    const declare: Declare = ({ column }) =>
      column('fare')
        .drift(method)
        .atMost(method === 'chi2' ? 1 : 0.1)
        .confident();
    const found = await outcome(declare, few, fromRows(few));
    expect(found).toMatchObject({ state: 'failed', value: '0' });
    expect(Number(found.drift?.interval?.high)).toBeGreaterThan(0.1);
  });

  test.each(['jensenshannon', 'totalVariation', 'chi2'] as const)(
    'of one category by %s is little as well',
    async (method) => {
      const few = rowsOf(2, () => ({ status: 'ok' }));
      const declare: Declare = ({ column }) =>
        column('status').drift(method).atMost(0.1).confident();
      expect(await outcome(declare, few, fromRows(few))).toMatchObject({ state: 'failed' });
    },
  );
});

describe('new and vanished values', () => {
  test('are none of data or of a reference without values', async () => {
    const none = rowsOf(9, () => ({ status: null }));
    const fresh: Declare = ({ column }) => column('status').newValues().atMost(9);
    const gone: Declare = ({ column }) => column('status').vanishedValues().atMost(9);
    expect(await outcome(fresh, usual, fromRows(none))).toMatchObject({
      state: 'errored',
      problem: { code: 'DRIFT_UNDEFINED' },
    });
    expect(await outcome(gone, none)).toMatchObject({ state: 'failed' });
  });

  test('are not counted among numbers that a double does not tell apart', async () => {
    const declare: Declare = ({ column }) => column('fare').newValues().equals(0);
    const one = (number: bigint) =>
      query(fromRows(usual), `select * replace (${number}::bigint as fare) from dataset`);
    const [before, after] = [one(9007199254740992n), one(9007199254740993n)];
    const held = contract('rounded', { schema }, (declaring) => [declare(declaring)]);
    const { outcomes } = await runContract(held, after, { reference: before });
    expect(outcomes.find(({ origin }) => origin === 'declared')).toMatchObject({
      state: 'errored',
      problem: { code: 'DRIFT_UNDEFINED', message: expect.stringContaining('53 bits') },
    });
  });

  test('are counted and named', async () => {
    const fresh: Declare = ({ column }) => column('status').newValues().equals(0);
    const gone: Declare = ({ column }) => column('status').vanishedValues().equals(0);
    expect(await outcome(fresh, usual)).toMatchObject({ state: 'passed', value: '0', of: 2 });
    const changed = rowsOf(100, (at) => ({ status: at % 2 === 0 ? 'lost' : 'ok' }));
    const found = await outcome(fresh, changed);
    expect(found).toMatchObject({ state: 'failed', value: '1', share: '0.5' });
    expect(found.drift?.bins).toMatchObject([{ category: 'lost', reference: 0, current: 0.5 }]);
    const lost = await outcome(gone, changed);
    expect(lost).toMatchObject({ state: 'failed', value: '1' });
    expect(lost.drift?.bins).toMatchObject([{ category: 'late', current: 0 }]);
  });
});

describe('rare categories', () => {
  const rare = (name: string) => rowsOf(600, (at) => ({ status: `${name} ${at % 200}` }));

  test('are not replaced by others unseen', async () => {
    const declare: Declare = ({ column }) => column('status').drift('psi').atMost(99);
    expect(await outcome(declare, rare('b'), fromRows(rare('a')))).toMatchObject({
      state: 'errored',
      problem: { code: 'DRIFT_UNDEFINED' },
    });
  });

  test('are left out where all columns are compared, with the reason', async () => {
    const declare: Declare = ({ rows }) => rows.drift().atMost(0);
    const found = await outcome(declare, rare('a'), fromRows(rare('a')));
    expect(found).toMatchObject({ state: 'passed', of: 2 });
    expect(found.drift?.columns?.find(({ column }) => column === 'status')?.problem).toContain(
      'too rare',
    );
  });
});

describe('what can not be compared is red with a reason', () => {
  const psi: Declare = ({ column }) => column('fare').drift('psi').atMost(0.1);

  test.each<[string, readonly Row[], VerifyOptions['reference'], string]>([
    ['an empty reference', usual, csv('no-such.csv'), 'REFERENCE_NOT_FOUND'],
    ['data of NULL alone', rowsOf(9, () => ({ fare: null })), fromRows(usual), ''],
    ['a reference of text', usual, fromRows([{ fare: 'a' }]), 'REFERENCE_SCHEMA'],
    ['a reference of points in time', usual, fromRows([{ fare: new Date() }]), 'REFERENCE_SCHEMA'],
    ['a reference without the column', usual, fromRows([{ x: 1 }]), 'REFERENCE_COLUMN_MISSING'],
  ])('%s', async (_, current, reference, code) => {
    const found = await outcome(psi, current, reference);
    expect(found.state).not.toBe('passed');
    if (code !== '') expect(found).toMatchObject({ state: 'errored', problem: { code } });
  });
});

test('a distance of a classified column shows neither itself nor its interval', async () => {
  const secret = z.object({ fare: z.number().meta({ classification: 'restricted' }) });
  const held = contract('masked', { schema: secret }, ({ column }) => [
    column('fare').drift('wasserstein').atMost(1),
    column('fare').drift('ks').atMost(0.01),
  ]);
  const of = (value: number) => fromRows(Array.from({ length: 40 }, () => ({ fare: value })));
  const { outcomes } = await runContract(held, of(31.5), { reference: of(20) });
  const [distance, ks] = outcomes.filter(({ origin }) => origin === 'declared');
  expect(distance).toMatchObject({
    state: 'failed',
    value: null,
    drift: { interval: null, detectable: null, isMasked: true },
  });
  expect(ks).toMatchObject({ state: 'failed', value: '1', drift: { isMasked: true } });
  // What it took may be 11.5 ms.
  const shown = outcomes.map(({ durationMs: _, ...outcome }) => outcome);
  expect(JSON.stringify(shown)).not.toMatch(/31\.5|11\.5/);
});

test('a column that can not be compared leaves the drifts of the others in the outcome', async () => {
  const declare: Declare = ({ rows }) => rows.drift({ except: ['day'] }).atMost('20%');
  const found = await outcome(
    declare,
    rowsOf(8, () => ({ status: 'lost' })),
  );
  expect(found).toMatchObject({ state: 'errored', problem: { code: 'DRIFT_UNDEFINED' } });
  expect(found.drift?.columns).toMatchObject([
    { column: 'fare', value: null, problem: expect.stringContaining('So few rows (8') },
    { column: 'status', isDrifted: true, problem: null },
  ]);
});
