import { execFile } from 'node:child_process';
import {
  copyFileSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  realpathSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { DuckDBInstance } from '@duckdb/node-api';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Outcome } from '../../src/index.ts';
import type { Report } from '../../src/outcome/report.ts';
import { bigRows, fewRows, manyRows, writeData } from './data.ts';
import { withoutTimes, withoutWork } from './lasting.ts';

// The same data, contract and `now`, in twenty processes: two counts of threads, two locales, five time zones, and facts
// kept from the run before, kept anew, or kept nowhere. Their documents are byte-equal, but for times. In CI there are ten:
// each zone has both locales and both counts of threads, in one pairing of the two.

const root = resolve(import.meta.dirname, '../..');
const folder = realpathSync(mkdtempSync(join(tmpdir(), 'determinism-')));

const config = `
import { contracts } from '${root}/src/vitest/plugin/contracts-plugin.ts';
const { RUN = '', THREADS, CACHE } = process.env;
export default {
  plugins: [contracts({
    now: '2026-03-08T07:00:00',
    threads: Number(THREADS),
    cache: CACHE ? CACHE : false,
  })],
  ssr: { resolve: { conditions: ['assay-source'] } },
  server: { fs: { strict: false } },
  test: { reporters: [['${root}/reporters/json.ts', { outputFile: RUN + '.json' }]] },
};`;

const isWhole = process.env.ASSAY_DETERMINISM === 'all';

const zones = ['UTC', 'America/New_York', 'Asia/Kathmandu', 'Pacific/Apia', 'Australia/Lord_Howe'];
const locales = ['C', 'tr_TR.UTF-8'];

interface Setting {
  readonly zone: string;
  readonly locale: string;
  readonly threads: number;
  /** A folder of facts; empty where none are kept. */
  readonly cache: string;
}

/** Of four runs one keeps no facts, one is the first to keep them in its folder, and two may find them there. */
const settings: readonly Setting[] = zones.flatMap((zone, at) =>
  locales.flatMap((locale, other) =>
    (isWhole ? [1, 2] : [((other + at) % 2) + 1]).map((threads) => ({
      zone,
      locale,
      threads,
      cache: ['', `kept-${at}`, 'kept', 'kept'][(other * 2 + threads + at) % 4] ?? '',
    })),
  ),
);

function run(name: string, { zone, locale, threads, cache }: Setting): Promise<Report> {
  const outer = Object.fromEntries(
    Object.entries(process.env).filter(([key]) => !/^(VITEST|NODE_|TEST|CI$|LC_|LANG)/.test(key)),
  );
  const env = {
    ...outer,
    RUN: name,
    TZ: zone,
    LANG: locale,
    LC_ALL: locale,
    THREADS: String(threads),
    CACHE: cache,
    FULL: isWhole ? 'yes' : '',
  };
  const args = [join(root, 'node_modules/vitest/vitest.mjs'), 'run', '--project=contracts'];
  return new Promise((done, fail) => {
    execFile(process.execPath, args, { cwd: folder, env, maxBuffer: 2 ** 28 }, (_, out, errors) => {
      try {
        done(JSON.parse(readFileSync(join(folder, `${name}.json`), 'utf8')));
      } catch (error) {
        fail(new Error(`${error}\n${out}\n${errors}`));
      }
    });
  });
}

const reports: Report[] = [];

beforeAll(async () => {
  mkdirSync(join(folder, 'node_modules'));
  mkdirSync(join(folder, 'data'));
  for (const name of ['vitest', 'zod'])
    symlinkSync(join(root, 'node_modules', name), join(folder, 'node_modules', name));
  symlinkSync(root, join(folder, 'node_modules/assay'));
  await writeData(join(folder, 'data'));
  copyFileSync(
    join(import.meta.dirname, 'everything.contract.ts'),
    join(folder, 'everything.contract.ts'),
  );
  writeFileSync(join(folder, 'package.json'), '{ "type": "module" }');
  writeFileSync(join(folder, 'vitest.config.ts'), config);
  for (const [at, setting] of settings.entries()) reports.push(await run(`run-${at}`, setting));
}, 1_800_000);
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const outcomes = (): readonly Outcome[] =>
  reports[0]?.contracts.flatMap((one) => one.outcomes) ?? [];

describe('all runs', () => {
  test('are of all settings', () => {
    expect(reports).toHaveLength(isWhole ? 20 : 10);
    for (const zone of zones) {
      const ofZone = settings.filter((one) => one.zone === zone);
      expect(new Set(ofZone.map(({ locale }) => locale)).size).toBe(2);
      expect(new Set(ofZone.map(({ threads }) => threads)).size).toBe(2);
    }
    expect(new Set(settings.map(({ cache }) => cache))).toContain('kept');
  });

  test('say the same, byte for byte', () => {
    const [first, ...more] = reports.map(withoutWork);
    for (const [at, one] of more.entries())
      expect(one, JSON.stringify(settings[at + 1])).toBe(first);
  });

  test('do the same work, byte for byte, where nothing was kept from the one before', () => {
    const kept = new Set<string>();
    const fresh = reports.filter((_, at) => {
      const cache = settings[at]?.cache ?? '';
      const isFresh = cache === '' || !kept.has(cache);
      kept.add(cache);
      return isFresh;
    });
    expect(fresh.length).toBeGreaterThanOrEqual(isWhole ? 8 : 4);
    const [first, ...more] = fresh.map(withoutTimes);
    for (const one of more) expect(one).toBe(first);
  });
});

test('the sums of the engine itself are others in another order', async () => {
  const instance = await DuckDBInstance.create(':memory:', { threads: '1' });
  const connection = await instance.connect();
  const sums = ['asc', 'desc'].map(async (order) => {
    const columns = ['amount', 'price', 'ratio'].map(
      (name) => `sum(${name}), stddev_samp(${name})`,
    );
    const file = join(folder, 'data/big.parquet');
    const sql = `select ${columns.join(', ')} from (select * from '${file}' order by id ${order})`;
    return (await connection.runAndReadAll(sql)).getRows();
  });
  const [forwards, backwards] = await Promise.all(sums);
  connection.closeSync();
  instance.closeSync();
  expect(forwards).not.toEqual(backwards);
});

describe('what they say', () => {
  test('is of all rows, and of every way to measure', () => {
    const rows = reports[0]?.contracts.map((one) => one.rows);
    expect(rows).toEqual([bigRows, manyRows, fewRows, fewRows, manyRows]);
    const passes = new Set(outcomes().map(({ evidence }) => evidence?.pass));
    for (const pass of 'footer frequencies unique quantile sketch fused grouped judged'.split(' '))
      expect(passes).toContain(pass);
  });

  test('is green and red, with samples, distributions and counts by file', () => {
    const states = Map.groupBy(outcomes(), ({ state }) => state);
    expect(states.get('passed')?.length).toBeGreaterThan(40);
    expect(states.get('failed')?.length).toBeGreaterThan(100);
    expect(states.get('errored') ?? []).toEqual([]);
    expect(outcomes().filter(({ sample }) => sample).length).toBeGreaterThan(50);
    expect(outcomes().filter(({ distribution }) => distribution).length).toBeGreaterThan(10);
    expect(outcomes().filter(({ quarantine }) => quarantine).length).toBeGreaterThan(5);
  });
});
