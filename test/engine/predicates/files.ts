import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import type { DuckDBConnection } from '@duckdb/node-api';

const data = join(import.meta.dirname, 'data');

/** The rows in the plainest encoding. */
export const plain = join(data, 'plain.parquet');

/** What DuckDB writes, by the options of COPY. */
const writers: Readonly<Record<string, string>> = {
  default: '',
  v2: ', parquet_version v2',
  plain: ', dictionary_size_limit 1, compression uncompressed',
  'v2-plain': ', parquet_version v2, dictionary_size_limit 1, compression lz4_raw',
  unbloomed: ', compression gzip, write_bloom_filter false',
  'half-dictionary':
    ', dictionary_size_limit 40, string_dictionary_page_size_limit 200, compression zstd',
};

/** A Parquet file: written by pyarrow (`make.py`), or by DuckDB when it is asked for. */
export interface File {
  readonly name: string;
  readonly writer: 'pyarrow' | 'duckdb';
  /** How often it holds each row. */
  readonly times: number;
  /** Its path; `folder` is for what must be written. */
  open(folder: string, connection: DuckDBConnection): Promise<string>;
}

export const files: readonly File[] = [
  ...readdirSync(data)
    .filter((name) => name.endsWith('.parquet'))
    .sort()
    .map((name) => pyarrowFile(name)),
  ...Object.entries(writers).map(([name, options]) => duckdbFile(name, options)),
];

function pyarrowFile(name: string): File {
  return {
    name: `pyarrow-${name.replace('.parquet', '')}`,
    writer: 'pyarrow',
    times: 1,
    open: async () => join(data, name),
  };
}

/** The same rows in the same order, each 40 times: DuckDB's row groups hold 2,048 rows or more. */
function duckdbFile(name: string, options: string): File {
  return {
    name: `duckdb-${name}`,
    writer: 'duckdb',
    times: 40,
    open: async (folder, connection) => {
      const path = join(folder, `${name}.parquet`);
      await connection.run(`
        copy (
          select numbered.* exclude place
          from (select *, row_number() over () as place from read_parquet('${plain}')) as numbered, range(40)
          order by place
        ) to '${path}' (format parquet, row_group_size 2048${options})`);
      return path;
    },
  };
}
