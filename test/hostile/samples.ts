import { copyFileSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { gzipSync, zstdCompressSync } from 'node:zlib';
import { DuckDBInstance } from '@duckdb/node-api';

export type Format = 'parquet' | 'csv' | 'json' | 'sqlite';

/** Each is a file of the same kind of rows, whole and sound. */
export const samples = {
  'pages.parquet': 'parquet',
  'sums.parquet': 'parquet',
  'plain.parquet': 'parquet',
  'delta.parquet': 'parquet',
  'duckdb-snappy.parquet': 'parquet',
  'duckdb-zstd.parquet': 'parquet',
  'duckdb-v2.parquet': 'parquet',
  'quoted.csv': 'csv',
  'crlf.csv': 'csv',
  'packed.csv.gz': 'csv',
  'packed.csv.zst': 'csv',
  'array.json': 'json',
  'lines.ndjson': 'json',
  'packed.ndjson.gz': 'json',
  'rows.db': 'sqlite',
  'loose.db': 'sqlite',
} as const satisfies Readonly<Record<string, Format>>;

export type SampleName = keyof typeof samples;

/** A word in every text that no message may show. */
export const canary = 'Zq7x';

interface Row {
  readonly id: number;
  readonly amount: number | null;
  readonly city: string;
  readonly day: string;
  readonly note: string | null;
}

const cities = ['Oslo', 'Rome, Lazio', 'Sao "Paulo"', 'Lima\nPeru', 'Zürich'] as const;

function row(id: number): Row {
  const day = new Date(Date.UTC(2024, 0, 1 + (id % 365))).toISOString().slice(0, 10);
  const note = `${canary} ${(Math.imul(id, 2654435761) >>> 0).toString(16).padStart(8, '0')}`;
  return {
    id,
    amount: id % 7 === 0 ? null : id / 4,
    city: cities[id % 5] ?? '',
    day,
    note: id % 3 === 0 ? null : note,
  };
}

const rows = (count: number) => Array.from({ length: count }, (_, at) => row(at + 1));

/** Write all samples into a folder. */
export async function writeSamples(folder: string): Promise<void> {
  mkdirSync(folder, { recursive: true });
  for (const name of ['pages', 'sums', 'plain', 'delta'])
    copyFileSync(
      join(import.meta.dirname, 'data', `${name}.parquet`),
      join(folder, `${name}.parquet`),
    );
  const write = (name: SampleName, content: string | Uint8Array) =>
    writeFileSync(join(folder, name), content);
  write('quoted.csv', csvText(rows(60), '\n'));
  write('crlf.csv', csvText(rows(60), '\r\n'));
  write('packed.csv.gz', gzipSync(csvText(rows(200), '\n')));
  write('packed.csv.zst', zstdCompressSync(csvText(rows(200), '\n')));
  write('array.json', JSON.stringify(rows(60), null, 1));
  const lines = (count: number) =>
    rows(count)
      .map((one) => `${JSON.stringify(one)}\n`)
      .join('');
  write('lines.ndjson', lines(60));
  write('packed.ndjson.gz', gzipSync(lines(200)));
  writeSqlite(
    join(folder, 'rows.db'),
    'id integer primary key, amount real, city text, day text, note text',
  );
  writeSqlite(join(folder, 'loose.db'), 'id, amount, city, day, note');
  await writeParquet(folder);
}

function csvText(list: readonly Row[], end: string): string {
  const names = Object.keys(list[0] ?? {});
  const field = (value: string | number | null) =>
    value === null
      ? ''
      : /[",\n]/.test(String(value))
        ? `"${String(value).replaceAll('"', '""')}"`
        : String(value);
  const lines = list.map((one) => Object.values(one).map(field).join(','));
  return [names.join(','), ...lines, ''].join(end);
}

function writeSqlite(path: string, columns: string): void {
  const database = new DatabaseSync(path);
  database.exec(`pragma page_size = 1024; create table t (${columns}); begin`);
  const insert = database.prepare('insert into t values (?, ?, ?, ?, ?)');
  for (const { id, amount, city, day, note } of rows(200)) insert.run(id, amount, city, day, note);
  database.exec('commit; create index by_city on t (city)');
  database.close();
}

/** Row groups of 2,048 rows are the least that DuckDB writes. */
async function writeParquet(folder: string): Promise<void> {
  const instance = await DuckDBInstance.create(':memory:', { threads: '1' });
  const connection = await instance.connect();
  const select = `select i as id, if(i % 7 = 0, null, i / 4) as amount,
    ['Oslo', 'Rome, Lazio', 'Sao "Paulo"', 'Zürich'][1 + i % 4] as city, date '2024-01-01' + (i % 365)::int as day,
    if(i % 3 = 0, null, '${canary} ' || (i * 2654435761 % 4294967296)) as note, ['t' || i % 4] as tags, {x: i / 2} as place
    from (select unnest(range(1, 2301)) as i)`;
  const options = {
    'duckdb-snappy': 'codec snappy',
    'duckdb-zstd': 'codec zstd',
    'duckdb-v2': 'codec uncompressed, parquet_version v2',
  };
  for (const [name, option] of Object.entries(options))
    await connection.run(
      `copy (${select}) to '${join(folder, `${name}.parquet`)}' (format parquet, row_group_size 2048, ${option})`,
    );
  connection.closeSync();
  instance.closeSync();
}
