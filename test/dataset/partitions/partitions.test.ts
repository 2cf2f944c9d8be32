import { symlinkSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Dataset } from '../../../src/dataset/dataset.ts';
import {
  contract,
  csv,
  fromRows,
  json,
  type PartitionOptions,
  parquet,
  partitions,
  z,
} from '../../../src/index.ts';
import { measureAll } from '../../support/measured.ts';
import { onPlainDuckDB } from '../../support/plain-duckdb.ts';
import { folder } from '../folder.ts';

const row = 'id,fare\n1,2\n';

/** A folder with one file of one row in each of these folders. */
const made = (...folders: readonly string[]) =>
  folder(Object.fromEntries(folders.map((one) => [`data/${one}/a.csv`, row])));

const files = csv('data/**/*.csv');

const namesOf = async (root: string, options: PartitionOptions) =>
  (await partitions(files, options).each(root)).map(({ name }) => name);

const days = ['day=2026-10-31', 'day=2026-11-02', 'day=2026-11-01'];

describe('the partitions that are chosen', () => {
  test.each<[PartitionOptions, readonly string[]]>([
    [{ by: 'day' }, days.toSorted()],
    [{ by: 'day', newest: 1 }, ['day=2026-11-02']],
    [{ by: 'day', newest: 2 }, ['day=2026-11-01', 'day=2026-11-02']],
    [{ by: 'day', newest: 9 }, days.toSorted()],
    [{ by: 'day', since: '2026-11-01' }, ['day=2026-11-01', 'day=2026-11-02']],
    [{ by: 'day', since: '2026-10-01' }, days.toSorted()],
    [{ by: 'day', values: ['2026-11-02', '2026-10-31'] }, ['day=2026-11-02', 'day=2026-10-31']],
    [{ by: 'day', values: ['2026-11-02', '2026-11-02'] }, ['day=2026-11-02']],
  ])('%j', async (options, wanted) => {
    expect(await namesOf(made(...days), options)).toEqual(wanted);
  });

  test('whole numbers are in their own order', async () => {
    const root = made('day=9', 'day=10', 'day=-1');
    expect(await namesOf(root, { by: 'day', newest: 1 })).toEqual(['day=10']);
    expect(await namesOf(root, { by: 'day', since: 0 })).toEqual(['day=9', 'day=10']);
  });

  test('several keys are in the order of the first, then of the next', async () => {
    const root = made('year=2025/month=12', 'year=2026/month=9', 'year=2026/month=10');
    const by = ['year', 'month'];
    expect(await namesOf(root, { by, newest: 2 })).toEqual([
      'year=2026/month=9',
      'year=2026/month=10',
    ]);
    expect(await namesOf(root, { by, since: [2025, 12] })).toHaveLength(3);
    expect(await namesOf(root, { by, values: [[2025, 12]] })).toEqual(['year=2025/month=12']);
  });

  test('a partition has the files of all folders above and below it', async () => {
    const root = made('region=eu/day=1', 'region=us/day=1', 'region=us/day=2/part=1');
    const each = await partitions(files, { by: 'day' }).each(root);
    const counted = await Promise.all(
      each.map(async ({ name, dataset }) => [name, (await dataset.source?.files(root))?.length]),
    );
    expect(counted).toEqual([
      ['day=1', 2],
      ['day=2', 1],
    ]);
  });

  test('the newest are the greatest, whatever else there is', async () => {
    const numbers = fc.uniqueArray(fc.integer({ min: -1200, max: 1200 }), {
      minLength: 1,
      maxLength: 12,
    });
    await fc.assert(
      fc.asyncProperty(numbers, fc.integer({ min: 1, max: 12 }), async (values, newest) => {
        const root = made(...values.map((value) => `n=${value}`));
        const wanted = values.toSorted((one, other) => one - other).slice(-newest);
        expect(await namesOf(root, { by: 'n', newest })).toEqual(wanted.map((one) => `n=${one}`));
        const [least = 0] = wanted;
        expect(await namesOf(root, { by: 'n', since: least })).toEqual(
          wanted.map((one) => `n=${one}`),
        );
      }),
      { numRuns: 30 },
    );
  });

  test('the one before is there though it is not chosen', async () => {
    const each = await partitions(files, { by: 'day', newest: 2 }).each(made(...days));
    expect(each.map(({ previous }) => previous().label)).toEqual([
      'data/**/*.csv (day=2026-10-31)',
      'data/**/*.csv (day=2026-11-01)',
    ]);
  });
});

const held = contract(
  'trips',
  { schema: z.object({ id: z.int(), fare: z.number() }) },
  ({ rows }) => [rows.count().atLeast(1)],
);

/** Why the expectations could not be judged, each reason once; `passed` where they were. */
async function said(root: string, options: PartitionOptions) {
  const outcomes = await measureAll(held, partitions(files, options), { root });
  return [...new Set(outcomes.map(({ state, problem }) => problem?.message ?? state))].join('\n');
}

describe('what is not certain is an error', () => {
  test.each<[string, readonly string[], PartitionOptions, string]>([
    [
      'a day that is not there',
      days,
      { by: 'day', values: ['2026-11-03'] },
      'data/**/*.csv has no partition day=2026-11-03/: it has day=2026-10-31/, day=2026-11-01/, day=2026-11-02/.',
    ],
    [
      'a number in another spelling',
      ['day=1', 'day=2'],
      { by: 'day', values: ['01'] },
      "data/**/*.csv has no partition day=01/: it has day=1/, day=2/. Did you mean '1'?",
    ],
    [
      'a whole number, where folders have zeros',
      ['year=2026/month=01', 'year=2026/month=02'],
      { by: ['year', 'month'], values: [[2026, 2]] },
      "data/**/*.csv has no partition year=2026/month=2/: it has year=2026/month=01/, year=2026/month=02/. Did you mean ['2026', '02']?",
    ],
    [
      'a date in another spelling',
      days,
      { by: 'day', values: ['20261102'] },
      "data/**/*.csv has no partition day=20261102/: it has day=2026-10-31/, day=2026-11-01/, day=2026-11-02/. Did you mean '2026-11-02'?",
    ],
    [
      'a number of the other sign',
      ['day=1'],
      { by: 'day', values: [-1] },
      'data/**/*.csv has no partition day=-1/: it has day=1/.',
    ],
    [
      'one of two days',
      days,
      { by: 'day', values: ['2026-11-02', '2026-11-03'] },
      'data/**/*.csv has no partition day=2026-11-03/: it has day=2026-10-31/, day=2026-11-01/, day=2026-11-02/.',
    ],
    [
      'nothing since',
      days,
      { by: 'day', since: '2026-12-01' },
      'There is no partition since day=2026-12-01: the newest is day=2026-11-02/.',
    ],
    [
      'another key',
      days,
      { by: 'date', newest: 1 },
      "data/day=2026-10-31/a.csv lies in no folder date=.../, so it belongs to no partition by 'date': the keys of its folders are 'day'. Did you mean 'day'?",
    ],
    [
      'no key at all',
      ['2026'],
      { by: 'day' },
      "data/2026/a.csv lies in no folder day=.../, so it belongs to no partition by 'day': its path has no folders such as day=2026-11-30/.",
    ],
    [
      'a file beside the partitions',
      ['day=1', 'late'],
      { by: 'day' },
      "data/late/a.csv lies in no folder day=.../, so it belongs to no partition by 'day': its path has no folders such as day=2026-11-30/.",
    ],
    [
      'NULL and the newest',
      [...days, 'day=__HIVE_DEFAULT_PARTITION__'],
      { by: 'day', newest: 1 },
      "There are rows in day=__HIVE_DEFAULT_PARTITION__/, whose key is NULL and thus neither old nor new: write nulls: 'check' to choose them as well, or nulls: 'skip' to leave them out.",
    ],
    [
      'NULL alone, left out',
      ['day=__HIVE_DEFAULT_PARTITION__'],
      { by: 'day', nulls: 'skip' },
      "All partitions lie in day=__HIVE_DEFAULT_PARTITION__/, which nulls: 'skip' leaves out.",
    ],
    [
      'a word among days',
      [...days, 'day=latest'],
      { by: 'day', newest: 1 },
      "The partitions by 'day' have no order: day=latest/ is neither a date such as 2026-11-30 nor a whole number; newest, since and previous need dates that are written alike, or whole numbers.",
    ],
    [
      'a day that no month has',
      ['day=2026-02-30'],
      { by: 'day', newest: 1 },
      "The partitions by 'day' have no order: day=2026-02-30/ is neither a date such as 2026-11-30 nor a whole number; newest, since and previous need dates that are written alike, or whole numbers.",
    ],
    [
      'months among days',
      ['day=2026-11', 'day=2026-11-01'],
      { by: 'day', newest: 1 },
      "The partitions by 'day' have no order: day=2026-11-01/ and day=2026-11/ are not written alike; newest, since and previous need dates that are written alike, or whole numbers.",
    ],
    [
      'a number written twice',
      ['day=1', 'day=01', 'day=2'],
      { by: 'day', newest: 1 },
      'The folders day=01/ and day=1/ are one number that is written in two ways: move the files of one into the other.',
    ],
    [
      'a text written twice',
      ['k=a b', 'k=a%20b'],
      { by: 'k' },
      'The folders k=a b/ and k=a%20b/ are one value that is written in two ways: move the files of one into the other.',
    ],
    [
      'a key twice in one path',
      ['k=1/k=2'],
      { by: 'k' },
      "data/k=1/k=2/a.csv lies in two folders of the key 'k', k=1/ and k=2/: only one can be its value.",
    ],
    [
      'escapes that are no text',
      ['k=%ff'],
      { by: 'k' },
      'data/k=%ff/a.csv lies in a folder whose %-escapes are no text in UTF-8: rename it.',
    ],
  ])('%s', async (_, folders, options, message) => {
    expect(await said(made(...folders), options)).toBe(message);
  });

  test('a link that is called a partition', async () => {
    const root = made('day=1');
    symlinkSync(join(root, 'data/day=1'), join(root, 'data/day=2'));
    const outcomes = await measureAll(
      held,
      partitions(csv('data/*/*.csv'), { by: 'day', newest: 1 }),
      { root },
    );
    expect(outcomes[0]?.problem?.message).toContain('is reached by a link');
  });

  test('a glob that matches nothing', async () => {
    expect(await said(folder(), { by: 'day', newest: 1 })).toContain('No file matches csv(');
  });

  test('words are partitions where no order is asked for', async () => {
    const root = made('region=eu', 'region=us', 'region=__HIVE_DEFAULT_PARTITION__');
    expect(await namesOf(root, { by: 'region' })).toHaveLength(3);
    expect(await namesOf(root, { by: 'region', values: [null, 'us'] })).toEqual([
      'region=__HIVE_DEFAULT_PARTITION__',
      'region=us',
    ]);
    const [first] = await partitions(files, { by: 'region' }).each(root);
    await expect(first?.previous().access(root)).rejects.toThrow('have no order');
  });

  test('what comes before the first', async () => {
    const [first] = await partitions(files, { by: 'day' }).each(made(...days));
    await expect(first?.previous().access('')).rejects.toThrow(
      'day=2026-10-31/ is the first partition: none comes before it.',
    );
  });
});

describe('a folder in which no file is read', () => {
  const halfWritten = () =>
    folder({
      'data/day=2026-11-01/a.csv': row,
      'data/day=2026-11-02/a.csv': row,
      'data/day=2026-11-03/a.csv.tmp': row,
    });
  const sentence =
    'The folder day=2026-11-03/ holds no file that data/day=*/*.csv reads: write the partition again, or remove the folder.';
  const daily = csv('data/day=*/*.csv');
  const outcomes = async (dataset: Dataset, root: string) => {
    const held = contract('trips', { schema: z.object({ id: z.int(), fare: z.int() }) }, () => []);
    const all = await measureAll(held, dataset, { root });
    return [...new Set(all.map(({ problem, state }) => problem?.message ?? state))];
  };

  test.each<PartitionOptions>([
    { by: 'day' },
    { by: 'day', newest: 1 },
    { by: 'day', newest: 2 },
    { by: 'day', since: '2026-11-02' },
    { by: 'day', values: ['2026-11-03'] },
  ])('is red where it is chosen: %j', async (options) => {
    const root = halfWritten();
    expect(await outcomes(partitions(daily, options), root)).toEqual([sentence]);
    const each = await partitions(daily, options).each(root);
    const last = each.find(({ name }) => name === 'day=2026-11-03')?.dataset;
    expect(last && (await outcomes(last, root))).toEqual([sentence]);
    for (const { name, dataset } of each)
      if (name !== 'day=2026-11-03') expect(await outcomes(dataset, root)).toEqual(['passed']);
  });

  test('is nothing to a choice of other days, nor to a glob that leaves it out', async () => {
    const root = halfWritten();
    const chosen = partitions(daily, { by: 'day', values: ['2026-11-02'] });
    expect(await outcomes(chosen, root)).toEqual(['passed']);
    const narrow = csv('data/day=2026-11-0[12]/*.csv');
    expect(await outcomes(partitions(narrow, { by: 'day', newest: 1 }), root)).toEqual(['passed']);
    const listed = csv(['data/day=2026-11-01/a.csv', 'data/day=2026-11-02/a.csv']);
    expect(await outcomes(partitions(listed, { by: 'day', newest: 1 }), root)).toEqual(['passed']);
  });

  test('is what comes before the next day', async () => {
    const root = folder({
      'data/day=2026-11-01/a.csv': row,
      'data/day=2026-11-02/b.txt': row,
      'data/day=2026-11-03/a.csv': row,
    });
    const [newest] = await partitions(daily, { by: 'day', newest: 1 }).each(root);
    expect(newest && (await outcomes(newest.previous(), root))).toEqual([
      sentence.replace('11-03', '11-02'),
    ]);
  });

  test('is found below the folders of several keys, and of a table', async () => {
    const root = folder({
      'data/year=2026/region/month=11/a.csv': row,
      'data/year=2026/region/month=12/README': '',
      'data/year=2027/region/month=01/README': '',
      'data/year=2028/README': '',
    });
    const by = ['year', 'month'];
    const all = await partitions(files, { by }).each(root);
    expect(all.map(({ name }) => name)).toEqual([
      'year=2026/month=11',
      'year=2026/month=12',
      'year=2027/month=01',
    ]);
    const [newest] = await partitions(files, { by, newest: 1 }).each(root);
    expect(newest?.name).toBe('year=2027/month=01');
    expect(newest && (await outcomes(newest.dataset, root))).toEqual([
      'The folder year=2027/month=01/ holds no file that data/**/*.csv reads: write the partition again, or remove the folder.',
    ]);
  });
});

test('the rows of all chosen ones are one dataset, which says which they are', async () => {
  const root = made(...days);
  const two = partitions(files, { by: 'day', newest: 2 });
  const counted = contract('two', { schema: z.object({ id: z.int() }) }, ({ rows }) => [
    rows.count().equals(2),
  ]);
  const outcomes = await measureAll(counted, two, { root });
  expect(outcomes.filter(({ state }) => state !== 'passed')).toEqual([]);
  expect(outcomes[0]?.dataset).toBe('data/**/*.csv (newest 2 by day)');
  expect(outcomes[0]?.evidence?.notes).toContain(
    'Of 3 partitions, 2 are read: day=2026-11-01/, day=2026-11-02/.',
  );
});

test('fewer than were asked for is said, and a NULL that is left out', async () => {
  const root = made('day=1', 'day=__HIVE_DEFAULT_PARTITION__');
  const options = { by: 'day', newest: 7, nulls: 'skip' } as const;
  for (const { dataset } of await partitions(files, options).each(root)) {
    const [outcome] = await measureAll(held, dataset, { root });
    expect(outcome?.evidence?.notes).toEqual(
      expect.arrayContaining([
        "Rows of day=__HIVE_DEFAULT_PARTITION__/ are left out by nulls: 'skip'.",
        'There is 1 partition, and newest: 7 asks for more.',
      ]),
    );
  }
});

test.each<[unknown, string]>([
  [{}, "partitions() needs the key of the folders, as in { by: 'day' }."],
  [{ by: '' }, 'The option by of partitions() can\'t be "": write the key'],
  [{ by: 'day', newest: 0 }, "The option newest of partitions() can't be 0"],
  [{ by: 'day', newest: 1, since: '2026-01-01' }, 'takes one of newest, since and values'],
  [{ by: 'day', values: [] }, "The option values of partitions() can't be a list like this"],
  [{ by: ['a', 'b'], values: ['1'] }, 'needs one value for each key (a, b), and was given 1 for 2'],
  [{ by: 'day', since: null }, 'can choose nothing since null'],
  [{ by: 'day', values: ['1'], nulls: 'skip' }, 'write null among the values'],
  [{ by: 'day', newset: 1 }, 'Did you mean newest?'],
])('%j is refused', (options, message) => {
  expect(() => partitions(files, options as PartitionOptions)).toThrow(message);
});

test('only files have partitions', () => {
  expect(() => partitions(fromRows([{ day: 1 }]), { by: 'day' })).toThrow(
    'partitions() takes a dataset of files first',
  );
});

test('of rows that others serve, the partitions are not known', async () => {
  const remote = partitions(csv('https://example.org/day=1/a.csv'), { by: 'day' });
  await expect(remote.each('')).rejects.toThrow('download it first');
});

test('a column that is called like the folders is judged, and a note says that none is held to them', async () => {
  const own = 'id,fare,day\n1,2,2026-11-01\n';
  const root = folder({
    'data/day=2026-11-02/a.csv': own,
    'data/day=2026-11-02/a.jsonl': '{"id":1,"fare":2,"day":"2026-11-01"}\n',
  });
  const note =
    'The column "day" is the files\' own, and expectations judge what it holds. The folders day=.../ alone decide which partition a row belongs to: whether the column says the same is not checked.';
  for (const source of [csv('data/**/*.csv'), json('data/**/*.jsonl')]) {
    const together = partitions(source, { by: 'day', newest: 1 });
    const [each] = await together.each(root);
    for (const dataset of [together, each?.dataset])
      expect((await measureAll(held, dataset ?? source, { root }))[0]?.evidence?.notes).toContain(
        note,
      );
  }
  const plain = partitions(files, { by: 'day' });
  const [outcome] = await measureAll(held, plain, { root: made('day=1') });
  expect(outcome?.evidence?.notes?.join()).not.toContain("the files' own");
});

test('a row in the folder of another day is red, where Parquet files are held to their folders', async () => {
  const root = folder({ 'data/day=2026-11-02/none.txt': '' });
  await onPlainDuckDB(root, (connection) =>
    connection.run(
      "copy (select 1 as id, 2.0::double as fare, date '2026-11-01' as day) to 'data/day=2026-11-02/a.parquet'",
    ),
  );
  const message = async (hivePartitioning: boolean) => {
    const source = parquet('data/day=*/*.parquet', { hivePartitioning });
    const [each] = await partitions(source, { by: 'day' }).each(root);
    const [outcome] = await measureAll(held, each?.dataset ?? source, { root });
    return outcome?.problem?.message ?? outcome?.evidence?.notes?.join();
  };
  expect(await message(true)).toContain('1 of its rows hold another value there than its folder');
  expect(await message(false)).toContain(
    'with { hivePartitioning: true } the files\' own column "day" is checked against them',
  );
});

test('a date in the name of a file is no partition', async () => {
  const root = folder({ 'data/orders-2026-11-01.csv': row });
  expect(await said(root, { by: 'day', newest: 1 })).toBe(
    "data/orders-2026-11-01.csv lies in no folder day=.../, so it belongs to no partition by 'day': its path has no folders such as day=2026-11-30/, and a date in the name of a file makes no partition: move each day into a folder of its own, or list the files that are to be read.",
  );
});
