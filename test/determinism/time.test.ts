import { execFile } from 'node:child_process';
import { mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import process from 'node:process';
import { promisify } from 'node:util';
import { DuckDBInstance } from '@duckdb/node-api';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { iso, moment, written } from './calendar.ts';
import type { Told } from './judge-times.ts';
import { cases, kinds, momentsOf, texts } from './time-cases.ts';
import { odd } from './times.ts';

// Verdicts on time, in processes of five time zones, against an oracle of integers that knows of none.

const zones = ['UTC', 'America/New_York', 'Asia/Kathmandu', 'Pacific/Apia', 'Australia/Lord_Howe'];
const run = promisify(execFile);
const folder = realpathSync(mkdtempSync(join(tmpdir(), 'times-')));
const told = new Map<string, readonly (readonly Told[])[]>();

/** Each stretch as Parquet, of all types that reach it, and as text. */
async function writeStretches(): Promise<void> {
  const instance = await DuckDBInstance.create(':memory:');
  const connection = await instance.connect();
  await connection.run(`set timezone = 'UTC'`);
  for (const [at, one] of odd.entries()) {
    const moments = momentsOf(one);
    const typed = kinds.filter(({ reaches }) => moments.every(reaches));
    const select = moments
      .map(
        (moment, row) =>
          `select ${typed.map(({ name, type, sql, step }) => `cast(${sql(floored(moment, step))} as ${type}) as ${name}`).join(', ')}, ${row} as row`,
      )
      .join(' union all ');
    await connection.run(
      `copy (select * exclude (row) from (${select}) order by row) to '${join(folder, `stretch-${at}.parquet`)}' (format parquet)`,
    );
    const lines = moments.map((moment) =>
      Object.entries(texts).map(([name, text]) => [name, text(moment)]),
    );
    const names = Object.keys(texts).join(',');
    const values = lines.map((line) => line.map(([, text]) => text).join(','));
    writeFileSync(join(folder, `stretch-${at}.csv`), [names, ...values].join('\n'));
    const objects = lines.map((line) => JSON.stringify(Object.fromEntries(line)));
    writeFileSync(join(folder, `stretch-${at}.json`), objects.join('\n'));
  }
  connection.closeSync();
  instance.closeSync();
}

const floored = (at: bigint, by: bigint) => at - (((at % by) + by) % by);

/** Each case in one zone, and those in which zones differ most in the others. */
async function judge(zone: string, which: 'all' | 'amid'): Promise<void> {
  const env = { ...process.env, TZ: zone, NODE_OPTIONS: '' };
  const args = [join(import.meta.dirname, 'judge-times.ts'), folder, which];
  const { stdout } = await run(process.execPath, args, { env, maxBuffer: 2 ** 28 });
  told.set(zone, JSON.parse(stdout));
}

beforeAll(async () => {
  await writeStretches();
  const [whole = '', ...more] = zones;
  await Promise.all([
    judge(whole, 'all'),
    more.reduce((before, zone) => before.then(() => judge(zone, 'amid')), Promise.resolve()),
  ]);
}, 600_000);
afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe('the oracle', () => {
  test.each([
    ['1970-01-01', 0n],
    ['1969-12-31T23:59:59.999999', -1n],
    ['2000-03-01', 951_868_800_000_000n],
    ['0000-03-01', -62_162_035_200_000_000n],
    ['10000-01-01', 253_402_300_800_000_000n],
  ])('counts %s', (text, microseconds) => {
    expect(moment(text)).toBe(microseconds);
    expect(moment(written(microseconds).replace(/^\d{4}/, '$&'))).toBe(microseconds);
  });

  test('agrees with JavaScript where that can tell', () => {
    for (const at of odd.flatMap(momentsOf)) {
      const shown = new Date(Number(floored(at, 1000n) / 1000n)).toISOString();
      expect(shown.startsWith(iso(at).split('T')[0] ?? '?')).toBe(true);
    }
  });
});

test('there are many cases', () => {
  expect(cases.length).toBeGreaterThan(400);
  expect(cases.flatMap(({ asked }) => asked).filter(({ holds }) => holds).length).toBeGreaterThan(
    2000,
  );
  expect(cases.flatMap(({ asked }) => asked).filter(({ holds }) => !holds).length).toBeGreaterThan(
    2000,
  );
});

test.each(zones)('in %s each verdict and value is that of the oracle', (zone) => {
  const wrong = cases.flatMap(({ name, now, isAmid, asked }, at) =>
    !isAmid && zone !== 'UTC'
      ? []
      : asked.flatMap(({ holds, value }, index) => {
          const [state, found, , title] = told.get(zone)?.[at]?.[index] ?? [];
          const isRight = state === (holds ? 'passed' : 'failed') && found === value;
          return isRight
            ? []
            : [
                `${name}, now ${now.toISOString()}, ${title}: ${state} at ${found}, not ${holds} at ${value}`,
              ];
        }),
  );
  expect(wrong).toEqual([]);
});

test.each(zones)('in %s the words are those of UTC', (zone) => {
  const amid = (all: readonly (readonly Told[])[] = []) =>
    all.filter((_, at) => cases[at]?.isAmid === true);
  expect(amid(told.get(zone)).flat().length).toBeGreaterThan(1000);
  expect(amid(told.get(zone))).toEqual(amid(told.get('UTC')));
});
