import { literal } from '../../dataset/sql/quote.ts';
import { EngineError, type Stored } from '../engine.ts';
import { type Ask, storeRows } from './store-rows.ts';

/** The compressions that DuckDB writes, by the names that footers give them. */
const compressions: Readonly<Record<string, string>> = {
  UNCOMPRESSED: 'uncompressed',
  SNAPPY: 'snappy',
  GZIP: 'gzip',
  ZSTD: 'zstd',
  BROTLI: 'brotli',
  LZ4: 'lz4_raw',
  LZ4_RAW: 'lz4_raw',
};

/** The name of the column of row numbers while the rows are read. */
const number = 'file_row_number';

/** Writes a copy of a Parquet file without some rows, given by their numbers from 0. */
export async function rewriteParquet(
  file: string,
  without: readonly number[],
  spill: string | null,
  ask: Ask,
): Promise<Stored> {
  const path = literal(file);
  const [form] = await ask(
    `select max(row_group_num_rows) as size, mode(compression) as compression from parquet_metadata(${path})`,
    'the form of a Parquet file',
  );
  const compression = compressions[String(form?.compression)];
  if (compression === undefined)
    throw new EngineError(
      'ENGINE_FAILED',
      `a Parquet file of the compression ${String(form?.compression)} can't be written anew: write it once with another one, such as zstd`,
    );
  const size = Math.max(Number(form?.size ?? 0), 1);
  const select = `select * exclude (${number}) from read_parquet(${path}, hive_partitioning=false, ${number}=true) where ${number} not in (${without.join(', ')})`;
  return storeRows(
    select,
    (relation) => `select count(*) as n from ${relation}`,
    spill,
    ask,
    `compression ${compression}, row_group_size ${size}`,
  );
}
