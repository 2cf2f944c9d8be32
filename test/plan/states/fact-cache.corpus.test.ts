import {
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { contract, parquet, z } from '../../../src/index.ts';
import { parquetFiles } from '../../support/parquet-files.ts';
import { freshRun, lasting } from './cached.ts';

const files = parquetFiles();
let paths: readonly string[];
beforeAll(async () => {
  const part = (from: number) =>
    `select range + ${from} as id, (range % 50)::double / 4 as x, ['a', 'b', 'c'][1 + range % 3] as s, timestamp '2026-01-01' + to_hours(range) as t from range(60)`;
  paths = [await files.write('a', part(0)), await files.write('b', part(60))];
});

const newFolder = () => mkdtempSync(join(files.folder, 'cache-'));
const footer = (folder: string) => ({ folder, identity: 'footer' }) as const;

/** A cache that one run has filled: its files, one for each piece and one for all of them. */
async function filled(): Promise<readonly [folder: string, entries: readonly string[]]> {
  const folder = newFolder();
  await freshRun(parquet(paths), footer(folder));
  const entries = readdirSync(folder).map((name) => join(folder, name));
  expect(entries.length).toBe(3);
  return [folder, entries];
}

test('a second run reads what the first one found out', async () => {
  const [folder] = await filled();
  const second = await freshRun(parquet(paths), footer(folder));
  const cold = await freshRun(parquet(paths), null);
  expect(lasting(second.outcomes)).toEqual(lasting(cold.outcomes));
  expect(second.measurement.notices).toEqual([]);
  expect(second.queries).toBeLessThan(cold.queries / 2);
});

test('one file more is read alone', async () => {
  const [folder] = await filled();
  const more = await files.write(
    'c',
    `select 500 + range as id, 1.5::double as x, 'a' as s, timestamp '2026-01-09' as t from range(9)`,
  );
  const { measurement, outcomes } = await freshRun(parquet([...paths, more]), footer(folder));
  const cold = await freshRun(parquet([...paths, more]), null);
  expect(lasting(outcomes)).toEqual(lasting(cold.outcomes));
  const frequencies = measurement.passes.find(({ name }) => name === 'frequencies');
  expect(frequencies?.sql.length).toBe(1);
  expect(frequencies?.sql[0]).toContain(more);
  expect(frequencies?.sql[0]).not.toContain(paths[0]);
});

/** Without the digests in its head, in which any digits may stand. */
const bodyOf = (path: string) => readFileSync(path, 'utf8').split('\n').slice(1).join('\n');

const flipped = (path: string, at: (text: Buffer) => number) => {
  const bytes = readFileSync(path);
  const place = at(bytes);
  bytes[place] = (bytes[place] ?? 0) ^ 1;
  writeFileSync(path, bytes);
};

describe('a cache file', () => {
  test.each<readonly [string, (path: string, other: string) => void]>([
    ['with another bit in a fact', (path) => flipped(path, (bytes) => bytes.lastIndexOf('0'))],
    ['with another bit in its head', (path) => flipped(path, (bytes) => bytes.indexOf(' ') + 5)],
    ['with another bit in its digest', (path) => flipped(path, (bytes) => bytes.indexOf('\n') - 1)],
    [
      'that is cut in half',
      (path) => writeFileSync(path, readFileSync(path).subarray(0, statSync(path).size / 2)),
    ],
    ['without its last byte', (path) => writeFileSync(path, readFileSync(path).subarray(0, -1))],
    ['with bytes behind it', (path) => writeFileSync(path, `${readFileSync(path, 'utf8')} `)],
    [
      'of another version',
      (path) =>
        writeFileSync(path, readFileSync(path, 'utf8').replace('assay-facts-1', 'assay-facts-0')),
    ],
    ['of another program', (path) => writeFileSync(path, '{"sum":"7"}')],
    ['that is empty', (path) => writeFileSync(path, '')],
    ['of other data', (path, other) => renameSync(other, path)],
  ])('%s is ignored with a notice, and written anew', async (_, spoil) => {
    const [folder, [path = '', other = '']] = await filled();
    spoil(path, other);
    const cold = await freshRun(parquet(paths), null);
    const run = await freshRun(parquet(paths), footer(folder));
    expect(lasting(run.outcomes)).toEqual(lasting(cold.outcomes));
    expect(run.measurement.notices).toEqual([
      expect.stringMatching(
        new RegExp(`^The cached facts ${path} are ignored: .* They are measured anew\\.$`),
      ),
    ]);
    const next = await freshRun(parquet(paths), footer(folder));
    expect(next.measurement.notices).toEqual([]);
    expect(lasting(next.outcomes)).toEqual(lasting(cold.outcomes));
  });

  test('that is a folder is told of, and can not be replaced', async () => {
    const [folder, [path = '']] = await filled();
    rmSync(path);
    mkdirSync(path);
    const cold = await freshRun(parquet(paths), null);
    const run = await freshRun(parquet(paths), footer(folder));
    expect(lasting(run.outcomes)).toEqual(lasting(cold.outcomes));
    expect(run.measurement.notices).toEqual([
      `The cached facts ${path} are ignored: it can not be read. They are measured anew.`,
      expect.stringMatching(
        /^The cache .* can not be written \(E[A-Z]+\): the next run measures anew\.$/,
      ),
    ]);
  });
});

test('a folder that can not be made is told of, and the outcome is the same', async () => {
  const file = join(files.folder, 'a-file');
  writeFileSync(file, '');
  const run = await freshRun(parquet(paths), footer(join(file, 'cache')));
  const cold = await freshRun(parquet(paths), null);
  expect(lasting(run.outcomes)).toEqual(lasting(cold.outcomes));
  expect(run.measurement.notices.at(-1)).toMatch(/can not be written/);
});

describe('values of masked columns', () => {
  const pii = { classification: 'pii' } as const;
  const people = z.object({
    email: z.string().meta(pii),
    city: z.string().meta(pii),
    pay: z.int().meta(pii),
    born: z.date().meta(pii),
    rate: z.number().meta(pii),
    n: z.int(),
  });
  const held = contract('people', { schema: people }, ({ rows, column }) => [
    rows.key('pay'),
    rows.duplicates('email', 'born').atMost(1),
    rows.per('city').count().atLeast(2),
    column('email').unique(),
    column('email').distinct().atLeast(10),
    column('email').matches(/@/),
    column('email').maxLength().atMost(10),
    column('city').in(['Rome', 'Oslo']),
    column('city').mode().atMost('50%'),
    column('pay').unique(),
    column('pay').min().atLeast(0),
    column('pay').max().atMost(7),
    column('pay').sum().atLeast(0),
    column('pay').mean().atLeast(0),
    column('pay').stddev().above(0),
    column('pay').median().atLeast(0),
    column('pay').quantile(0.9, { exact: true }).atLeast(0),
    column('born').newest().atMost('2000-01-01'),
    column('born').oldest().atMost('2000-01-01'),
    column('born').age().atLeast('1d'),
    column('born').gaps('1d').atMost(1),
    column('born').increasing(),
    column('rate').max().atMost(1),
    column('rate').sum().atMost(1),
    column('rate').quantile(0.1).atMost(1),
    column('n').distinct().atLeast(1),
    column('n').sum().atLeast(1),
  ]);

  test.each(['footer', 'content'] as const)(
    'stand in no cache file, known by its %s',
    async (identity) => {
      const path = await files.write(
        'people',
        `select 'jane' || range || '@example.org' as email, ['Ravenna', 'Tromsø'][1 + range % 2] as city, (777000 + range * 13)::int as pay,
        date '1983-04-01' + range::int as born, 4242.5 + range as rate, range::int as n from range(60)`,
      );
      const folder = newFolder();
      const { measurement, outcomes } = await freshRun(parquet(path), { folder, identity }, held);
      expect(measurement.notices).toEqual([]);
      expect(outcomes.filter(({ state }) => state === 'errored')).toEqual([]);
      const kept = readdirSync(folder).map((name) => bodyOf(join(folder, name)));
      expect(kept.join().length).toBeGreaterThan(300);
      // Addresses, cities, pay and the sum of it, birthdays as text and in microseconds, rates and their sum.
      expect(kept.join()).not.toMatch(
        /jane|example\.org|Ravenna|Troms|777\d\d\d|46643010|1983|\b4[12]\d{13}\b|42[4-9]\d\.5|43\d\d\.5|256320/,
      );
      expect(kept.join()).toContain('"1770"');
    },
  );
});

/** Write the bytes in place, or as another file that takes its name, with the time of modification put back. */
const forgeries = {
  'in place': (path: string, bytes: Buffer) => writeFileSync(path, bytes),
  'as another file': (path: string, bytes: Buffer) => {
    writeFileSync(`${path}.new`, bytes);
    const { atime, mtime } = statSync(path);
    utimesSync(`${path}.new`, atime, mtime);
    renameSync(`${path}.new`, path);
  },
} as const;

test.for(Object.entries(forgeries))(
  'a change %s that keeps size, time of modification and footer is seen',
  async ([way, forge]) => {
    const marked = 0x1_22_33_44_55_66n;
    const path = await files.write(
      `marked ${way}`,
      `select ${marked}::bigint as id, 1.0::double as x, 'a' as s, timestamp '2026-01-01' as t union all select 5, 2.0, 'b', timestamp '2026-01-02'`,
      ', dictionary_size_limit 1, compression uncompressed',
    );
    const sums = contract(
      'sums',
      { schema: z.object({ id: z.bigint(), x: z.number(), s: z.string(), t: z.date() }) },
      ({ column }) => [
        column('id')
          .sum()
          .equals(marked + 5n),
      ],
    );
    const caches = { footer: newFolder(), content: newFolder() };
    const verdicts = async () => {
      const told = [];
      for (const identity of ['footer', 'content'] as const) {
        const { outcomes } = await freshRun(
          parquet(path),
          { folder: caches[identity], identity },
          sums,
        );
        told.push(outcomes.at(-1)?.value);
      }
      const cold = await freshRun(parquet(path), null, sums);
      return [...told, cold.outcomes.at(-1)?.value];
    };
    const before = String(marked + 5n);
    expect(await verdicts()).toEqual([before, before, before]);
    const { atime, mtime } = statSync(path);
    // A whole second, which every file system keeps: what is restored is the very same time.
    utimesSync(path, atime, new Date(Math.floor(mtime.getTime() / 1000) * 1000));
    expect(await verdicts()).toEqual([before, before, before]);
    const { mtime: kept } = statSync(path);
    const bytes = readFileSync(path);
    const value = Buffer.alloc(8);
    value.writeBigInt64LE(marked);
    const place = bytes.indexOf(value);
    expect(place).toBeGreaterThan(0);
    expect(place).toBeLessThan(bytes.length / 2);
    bytes.writeBigInt64LE(marked + 1000n, place);
    forge(path, bytes);
    utimesSync(path, atime, kept);
    expect(statSync(path).mtimeMs).toBe(kept.getTime());
    const after = String(marked + 1005n);
    expect(await verdicts()).toEqual([after, after, after]);
  },
);
