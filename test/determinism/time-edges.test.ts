import { mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import type { TimeColumn } from '../../src/contract/words/time-column.ts';
import type { Dataset } from '../../src/dataset/dataset.ts';
import { closeEngines } from '../../src/engine/duckdb/open-session.ts';
import { contract, csv, type Expectation, json, type Outcome, z } from '../../src/index.ts';
import { checkRunOptions } from '../../src/run/run-options.ts';
import { declared, measureAll, now } from '../support/measured.ts';
import { table } from '../support/table.ts';

const folder = realpathSync(mkdtempSync(join(tmpdir(), 'time-edges-')));
afterAll(async () => {
  await closeEngines();
  rmSync(folder, { recursive: true, force: true });
});

const schema = z.object({ t: z.date() });
type Ask = (column: TimeColumn) => Expectation;

/** What is told of a column of these values. */
async function outcomes(values: string, ...asks: readonly Ask[]): Promise<readonly Outcome[]> {
  const data = table(`select unnest([${values}]) as t`);
  return await declared(data, { schema }, ({ column }) =>
    asks.map((ask) => ask(column('t') as unknown as TimeColumn)),
  );
}

const told = ({ state, observed, value }: Outcome) => [state, observed, value];

describe('a value without an end', () => {
  test.each(['timestamp', 'timestamptz', 'timestamp_ns', 'date'])(
    'of a %s has no age, and is not left out of the newest',
    async (type) => {
      const found = await outcomes(
        `'2026-11-23'::${type}, 'infinity'::${type}`,
        (t) => t.age().atMost('9d'),
        (t) => t.newest().atMost('2026-11-24'),
        (t) => t.future().equals(0),
        (t) => t.oldest().equals('2026-11-23'),
        (t) => t.before('2200-01-01'),
        (t) => t.gaps('1w').equals(0),
      );
      expect(found.map(({ state }) => state)).toEqual([
        'failed',
        'failed',
        'failed',
        'passed',
        'failed',
        'failed',
      ]);
    },
  );

  test('in each segment too', async () => {
    const data = table(
      `select * from (values ('a', '2026-11-23'::timestamp), ('a', 'infinity'), ('b', '2026-11-23')) v(s, t)`,
    );
    const [found] = await declared(
      data,
      { schema: z.object({ s: z.string(), t: z.date() }) },
      ({ rows }) => [rows.per('s').column('t').age().atMost('9d')],
    );
    expect(found?.sample?.rows).toEqual([['a', null]]);
  });
});

describe('a nanosecond', () => {
  const at = (nanoseconds: bigint) => `make_timestamp_ns(${nanoseconds})`;
  const midnight = BigInt(now.getTime()) * 1_000_000n;

  test('after a limit is after it', async () => {
    const found = await outcomes(
      at(midnight + 1n),
      (t) => t.newest().atMost('2026-11-24'),
      (t) => t.future().equals(0),
      (t) => t.age().atMost('0ms'),
      (t) => t.age().between('-1ms', '0ms'),
      (t) => t.age().equals('0ms'),
    );
    expect(found.map(told)).toEqual([
      ['failed', '2026-11-24T00:00:00.000000001Z', '2026-11-24T00:00:00.000000001Z'],
      ['failed', '1 of 1 (100%)', '1'],
      ['failed', '-0.000001ms', '-0.000001'],
      ['passed', '-0.000001ms', '-0.000001'],
      ['failed', '-0.000001ms', '-0.000001'],
    ]);
  });

  test('before 1970 is before it', async () => {
    const found = await outcomes(
      at(-1n),
      (t) => t.newest().below('1970-01-01'),
      (t) => t.newest().equals('1970-01-01'),
    );
    expect(found.map(told)).toEqual([
      ['passed', '1969-12-31T23:59:59.999999999Z', '1969-12-31T23:59:59.999999999Z'],
      ['failed', '1969-12-31T23:59:59.999999999Z', '1969-12-31T23:59:59.999999999Z'],
    ]);
  });

  test('more than a step is a gap', async () => {
    const second = 1_000_000_000n;
    const values = [0n, second, 2n * second + 1n].map(at).join(', ');
    const [found] = await outcomes(values, (t) => t.gaps('1s').equals(0));
    expect(found && told(found)).toEqual(['failed', '1', '1']);
    expect(found?.sample?.rows).toHaveLength(1);
  });
});

describe('an age', () => {
  test.each([
    ['2026-11-23 00:00:00', 'passed', '1d'],
    ['2026-11-22 23:59:59.999', 'failed', '1d 1ms'],
    ['2026-11-22 23:59:59.999999', 'failed', '1d 0.001ms'],
    ['2026-11-22 23:59:58.6', 'failed', '1d 1s'],
    ['2026-11-23 00:00:00.4', 'passed', '23h 59m 59s 600ms'],
  ])('of one day, from %s, has %s: it is %s', async (text, state, observed) => {
    const [found] = await outcomes(`'${text}'::timestamp`, (t) => t.age().atMost('24h'));
    expect([found?.state, found?.observed]).toEqual([state, observed]);
  });
});

describe('text that is no time', () => {
  const lines = [
    '2016-12-31T23:59:60Z',
    '2023-02-29',
    '2024-02-30',
    '10000-01-01',
    '2024-01-01T24:01',
  ];

  // The record is a row all the same, but its field is no NULL.
  const red = async (dataset: Dataset) => {
    const held = contract('odd', { schema }, ({ rows, column }) => [
      rows.count().equals(2),
      column('t').nulls().equals(0),
    ]);
    const found = await measureAll(held, dataset);
    return found
      .filter(({ state }) => state !== 'passed')
      .map(({ rule, value }) => `${rule} ${value}`);
  };

  test.each(lines)('%s in a CSV file is told, and never NULL without a word', async (text) => {
    writeFileSync(join(folder, 'odd.csv'), `t\n2024-02-29T23:59:59Z\n${text}\n`);
    expect(await red(csv(join(folder, 'odd.csv')))).toEqual(['schema.rows 1']);
  });

  test.each(lines)('%s in a JSON file is told', async (text) => {
    const rows = [{ t: '2024-02-29T23:59:59Z' }, { t: text }].map((row) => JSON.stringify(row));
    writeFileSync(join(folder, 'odd.json'), rows.join('\n'));
    expect(await red(json(join(folder, 'odd.json')))).toEqual(['schema.rows 1']);
  });
});

describe('now', () => {
  test.each([
    ['2026-03-08T02:30:00', '2026-03-08T02:30:00.000Z'],
    ['2026-03-08', '2026-03-08T00:00:00.000Z'],
    ['2026-03-08 02:30', '2026-03-08T02:30:00.000Z'],
    ['2026-03-08T02:30:00-05:00', '2026-03-08T07:30:00.000Z'],
    ['+010000-01-01T00:00:00.001Z', '+010000-01-01T00:00:00.001Z'],
    ['-000001-02-28', '-000001-02-28T00:00:00.000Z'],
  ])('of %s is %s', (text, iso) => {
    const zone = process.env.TZ;
    try {
      for (const TZ of ['America/New_York', 'Asia/Kathmandu']) {
        process.env.TZ = TZ;
        expect(checkRunOptions({ now: text }).now).toBe(iso);
      }
    } finally {
      if (zone === undefined) delete process.env.TZ;
      else process.env.TZ = zone;
    }
  });

  test.each(['8 March 2026', '2026-03-08T02:30:60Z', '2026-02-29', '03/08/2026', '1772953200000'])(
    'is not %s',
    (text) => {
      expect(() => checkRunOptions({ now: text })).toThrow('ISO 8601');
    },
  );
});
