import { createWriteStream, writeFileSync } from 'node:fs';
import { DatabaseSync } from 'node:sqlite';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createGzip, createZstdCompress } from 'node:zlib';
import { DuckDBInstance } from '@duckdb/node-api';

import {
  type Contract,
  contract,
  csv,
  type Dataset,
  json,
  parquet,
  sqlite,
  z,
} from '../../src/index.ts';
import { parquetFile, rlePage } from './parquet-file.ts';

/** A small file that is much once it is read, or one of a shape that nobody expects. */
export interface Bomb {
  /** How much of it: bytes, levels, columns, rows; the second by `npm run test:hostile`. */
  readonly sizes: readonly [little: number, much: number];
  make(path: string, size: number): Promise<void>;
  readonly file: string;
  readonly dataset: (path: string) => Dataset;
  readonly contract: (size: number) => Contract;
  /** Of the outcomes: their states in the order of the alphabet, and what was told. */
  readonly expected: {
    readonly states: readonly string[];
    /** Every problem is so; there is one where this is given. */
    readonly problem?: RegExp;
    readonly observed?: readonly RegExp[];
  };
}

const megabyte = 2 ** 20;

const failed = { states: ['failed'] } as const;
const passed = { states: ['passed'] } as const;
const some = { states: ['failed', 'passed'] } as const;
const refused = (words: RegExp) => ({
  states: ['errored'],
  problem: words,
});
const every = /^([\d,]+) of \1 segments outside$/;
/** The wide tables lack the last column of the contract, and have others beside its first. */
const lacking = {
  states: ['failed', 'notRun', 'passed'],
  problem: /^CAUSE_FAILED: it needs ".+", which failed\.$/s,
} as const;

const counted = () =>
  contract('bomb', { schema: z.object({}) }, ({ rows }) => [rows.count().atLeast(1)]);
const cells = () =>
  contract('bomb', { schema: z.object({ a: z.string() }) }, ({ column, rows }) => [
    column('a').maxLength().atMost(10),
    column('a').matches(/^x*$/u),
    column('a').in(['x', 'y']),
    column('a').unique(),
    rows.per('a').count().atLeast(2),
  ]);
const wide = (size: number) =>
  contract(
    'bomb',
    { schema: z.strictObject({ c0: z.int(), [`c${size}`]: z.int() }) },
    ({ rows }) => [rows.count().atLeast(1)],
  );
const typed = (size: number) =>
  contract(
    'bomb',
    {
      schema: z.object(
        Object.fromEntries(Array.from({ length: size }, (_, at) => [`c${at}`, z.int()])),
      ),
    },
    ({ rows }) => [rows.count().atLeast(1)],
  );

/** Bytes made by the megabyte, so that they are never all in memory. */
async function* repeated(text: string, bytes: number, end = ''): AsyncGenerator<string> {
  const part = text.repeat(Math.ceil(megabyte / text.length));
  for (let written = 0; written < bytes; written += part.length) yield part;
  yield end;
}

async function* after(head: string, body: AsyncIterable<string>) {
  yield head;
  yield* body;
}

const write = (path: string, text: AsyncIterable<string>) =>
  pipeline(Readable.from(text), createWriteStream(path));
const gzip = (path: string, text: AsyncIterable<string>) =>
  pipeline(Readable.from(text), createGzip(), createWriteStream(path));
const zstd = (path: string, text: AsyncIterable<string>) =>
  pipeline(Readable.from(text), createZstdCompress(), createWriteStream(path));

const list = (size: number, item: (at: number) => string) =>
  Array.from({ length: size }, (_, at) => item(at)).join(',');

async function copy(select: string, path: string) {
  const instance = await DuckDBInstance.create(':memory:', { threads: '1' });
  const connection = await instance.connect();
  await connection.run(`copy (${select}) to '${path}' (format parquet)`);
  connection.closeSync();
  instance.closeSync();
}

const bigCell = [20 * megabyte, 100 * megabyte] as const;
const packed = [64 * megabyte, 1024 * megabyte] as const;
const columns = [10_000, 10_000] as const;

export const bombs = {
  'zeros in CSV packed with gzip': {
    sizes: packed,
    file: 'x.csv.gz',
    make: (path, size) => gzip(path, after('a,b\n', repeated('0', size))),
    dataset: (path) => csv(path),
    expected: failed,
    contract: counted,
  },
  'zeros in CSV packed with Zstandard': {
    sizes: packed,
    file: 'x.csv.zst',
    make: (path, size) => zstd(path, after('a,b\n', repeated('0', size))),
    dataset: (path) => csv(path),
    expected: failed,
    contract: counted,
  },
  'a header without an end packed with gzip': {
    sizes: packed,
    file: 'x.csv.gz',
    make: (path, size) => gzip(path, repeated('a', size)),
    dataset: (path) => csv(path),
    expected: refused(/^DATASET_UNREADABLE: The first record of .* is longer than 2000000 bytes/),
    contract: counted,
  },
  'short records in CSV packed with gzip': {
    sizes: [8 * megabyte, 128 * megabyte],
    file: 'x.csv.gz',
    make: (path, size) => gzip(path, after('a,b\n', repeated('1,2\n', size))),
    dataset: (path) => csv(path),
    expected: passed,
    contract: counted,
  },
  'one text in JSON packed with gzip': {
    sizes: packed,
    file: 'x.json.gz',
    make: (path, size) => gzip(path, after('[{"a": "', repeated('x', size, '"}]'))),
    dataset: (path) => json(path),
    expected: refused(/^DATASET_UNREADABLE: .* has a record of \d+ bytes, more than 16777216/),
    contract: cells,
  },
  'spaces in JSON packed with gzip': {
    sizes: packed,
    file: 'x.json.gz',
    make: (path, size) => gzip(path, after('[{"a": "x"}', repeated(' ', size, ']'))),
    dataset: (path) => json(path),
    expected: refused(/^DATASET_UNREADABLE: .* can't be read as JSON/),
    contract: counted,
  },
  'a page of Parquet that claims two gigabytes': {
    sizes: [2 ** 31 - 1, 2 ** 31 - 1],
    file: 'x.parquet',
    make: async (path, size) =>
      writeFileSync(
        path,
        parquetFile({ rows: 1000, inflated: size, page: rlePage(1000), codec: 1 }),
      ),
    dataset: (path) => parquet(path),
    expected: refused(
      /^DATASET_UNREADABLE: .* claims to decompress to 2147483647 bytes, more than/,
    ),
    contract: () =>
      contract('bomb', { schema: z.object({ a: z.int() }) }, ({ column }) => [
        column('a').sum().atLeast(0),
      ]),
  },
  'a run of Parquet values of some bytes': {
    sizes: [100_000_000, 1_000_000_000],
    file: 'x.parquet',
    make: async (path, size) =>
      writeFileSync(path, parquetFile({ rows: size, page: rlePage(size) })),
    dataset: (path) => parquet(path),
    expected: passed,
    contract: () =>
      contract('bomb', { schema: z.object({ a: z.int() }) }, ({ column, rows }) => [
        column('a').sum().atLeast(0),
        column('a').distinct().atLeast(1),
        rows.per('a').count().atMost(1_000_000_000),
      ]),
  },
  'JSON nested in itself': {
    sizes: [100_000, 1_000_000],
    file: 'x.json',
    make: async (path, size) =>
      writeFileSync(path, `[{"a": ${'['.repeat(size)}${']'.repeat(size)}}]`),
    dataset: (path) => json(path),
    expected: refused(/more than 250 others: they are too deep to be read\.$/),
    contract: counted,
  },
  'objects of JSON nested in each other': {
    sizes: [100_000, 1_000_000],
    file: 'x.ndjson',
    make: async (path, size) =>
      writeFileSync(path, `${'{"a":'.repeat(size)}1${'}'.repeat(size)}\n`),
    dataset: (path) => json(path),
    expected: refused(/more than 250 others: they are too deep to be read\.$/),
    contract: counted,
  },
  'a text of JSON': {
    sizes: bigCell,
    file: 'x.json',
    make: (path, size) => write(path, after('[{"a": "', repeated('x', size, '"}]'))),
    dataset: (path) => json(path, { maxRecordSize: 2 ** 30 }),
    expected: some,
    contract: cells,
  },
  'a cell of CSV': {
    sizes: bigCell,
    file: 'x.csv',
    make: (path, size) => write(path, after('a,b\n', repeated('x', size))),
    dataset: (path) => csv(path),
    expected: some,
    contract: cells,
  },
  'a cell of CSV that is let in': {
    sizes: bigCell,
    file: 'x.csv',
    make: (path, size) => write(path, after('a,b\n', repeated('x', size, ',1\n'))),
    dataset: (path) => csv(path, { maxRecordSize: 200 * megabyte }),
    expected: some,
    contract: cells,
  },
  'a quote of CSV without an end': {
    sizes: bigCell,
    file: 'x.csv',
    make: (path, size) => write(path, after('a,b\n1,2\n"', repeated('x,y\n', size))),
    dataset: (path) => csv(path),
    expected: some,
    contract: cells,
  },
  'a cell of SQLite': {
    sizes: bigCell,
    file: 'x.db',
    make: async (path, size) => {
      const database = new DatabaseSync(path);
      database.exec('create table t (a text)');
      database.prepare('insert into t values (?)').run('x'.repeat(size));
      database.close();
    },
    dataset: (path) => sqlite(path, 't'),
    expected: some,
    contract: cells,
  },
  'a blob of SQLite': {
    sizes: bigCell,
    file: 'x.db',
    make: async (path, size) => {
      const database = new DatabaseSync(path);
      database.exec('create table t (a text)');
      database.prepare('insert into t values (zeroblob(?))').run(size);
      database.close();
    },
    dataset: (path) => sqlite(path, 't'),
    expected: { states: ['failed', 'notRun', 'passed'] },
    contract: cells,
  },
  'a cell of Parquet': {
    sizes: bigCell,
    file: 'x.parquet',
    make: (path, size) => copy(`select repeat('x', ${size}) as a`, path),
    dataset: (path) => parquet(path),
    expected: some,
    contract: cells,
  },
  'columns of CSV': {
    sizes: columns,
    file: 'x.csv',
    make: async (path, size) =>
      writeFileSync(path, `${list(size, (at) => `c${at}`)}\n${list(size, String)}\n`),
    dataset: (path) => csv(path),
    expected: lacking,
    contract: wide,
  },
  'columns of Parquet': {
    sizes: columns,
    file: 'x.parquet',
    make: (path, size) => copy(`select ${list(size, (at) => `${at} as c${at}`)}`, path),
    dataset: (path) => parquet(path),
    expected: lacking,
    contract: wide,
  },
  'keys of JSON': {
    sizes: columns,
    file: 'x.json',
    make: async (path, size) => writeFileSync(path, `[{${list(size, (at) => `"c${at}": ${at}`)}}]`),
    dataset: (path) => json(path),
    expected: lacking,
    contract: wide,
  },
  'columns of a schema': {
    sizes: columns,
    file: 'x.parquet',
    make: (path, size) => copy(`select ${list(size, (at) => `${at} as c${at}`)}`, path),
    dataset: (path) => parquet(path),
    expected: passed,
    contract: typed,
  },
  'segments, all of them missed': {
    sizes: [1_000_000, 5_000_000],
    file: 'x.parquet',
    make: (path, size) => copy(`select 'k' || i as k, i as v from range(${size}) as r(i)`, path),
    dataset: (path) => parquet(path),
    expected: {
      ...some,
      observed: [...Array.from({ length: 3 }, () => every), /^2 of /, every, /^0$/],
    },
    contract: () =>
      contract('bomb', { schema: z.object({ k: z.string(), v: z.int() }) }, ({ rows, column }) => [
        rows.per('k').count().atLeast(2),
        rows.per('k').column('v').mean().atMost(-1),
        rows.per('k').column('v').duplicates().atLeast(1),
        rows.per('k').satisfy('v > 1'),
        rows
          .per('k')
          .column('k')
          .matches(/^(?=k)x/u),
        column('v').min().atLeast(0),
      ]),
  },
} as const satisfies Readonly<Record<string, Bomb>>;
