import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import type { FooterColumn } from '../../../../src/dataset/dataset.ts';
import { footerColumns } from '../../../../src/dataset/parquet/pages/footer-columns.ts';
import { footerOf, withParquet } from '../../../../src/dataset/parquet/pages/parquet-footer.ts';
import { leavesOf, schemaOf } from '../../../../src/dataset/parquet/pages/parquet-leaves.ts';
import type { Numeric } from '../../../../src/value/numeric.ts';
import { parquetFiles } from '../../../support/parquet-files.ts';

const files = parquetFiles();

const columnsIn = (path: string): Promise<readonly FooterColumn[]> =>
  withParquet(path, async ({ footer: bytes }) => {
    const footer = footerOf(bytes);
    const schema = footer && schemaOf(footer.elements);
    return footer && schema ? footerColumns(footer, leavesOf(schema)) : [];
  });

/** Prints a bound as the engine prints it after a cast of what it reads in the footer itself. */
function printed(bound: Numeric | null): string | null {
  if (bound === null) return null;
  if (typeof bound !== 'object') return String(bound);
  const digits = `${bound.digits < 0n ? -bound.digits : bound.digits}`.padStart(
    bound.scale + 1,
    '0',
  );
  const whole = digits.slice(0, digits.length - bound.scale);
  const fraction = bound.scale > 0 ? `.${digits.slice(-bound.scale)}` : '';
  return `${bound.digits < 0n ? '-' : ''}${whole}${fraction}`;
}

/** Returns the same facts by the engine's own reading of the footer. */
async function byEngine(path: string, name: string, type: string) {
  const isInstant = /^(DATE|TIMESTAMP)/.test(type);
  const cast = (bound: string) =>
    isInstant
      ? `try(epoch_us(try_cast(${bound} as ${type})))`
      : type === 'DOUBLE' || type === 'FLOAT'
        ? `try_cast(try_cast(${bound} as ${type}) as double)`
        : `try_cast(${bound} as ${type})`;
  const [row] = await files.query(`
    select sum(stats_null_count)::varchar as nulls, sum(total_compressed_size)::varchar as bytes,
      min(${cast('stats_min_value')})::varchar as least, max(${cast('stats_max_value')})::varchar as greatest
    from parquet_metadata('${path}') where path_in_schema = '${name}' and row_group_num_rows > 0`);
  return row;
}

const values: Readonly<Record<string, string>> = {
  TINYINT: '(range % 200 - 100)::tinyint',
  SMALLINT: '(range * 7 - 9000)::smallint',
  INTEGER: '(range * 1000003 % 4294967291 - 2147483645)::integer',
  BIGINT: '(range - 2000) * 400000000000007',
  UTINYINT: '(range % 256)::utinyint',
  USMALLINT: '(65535 - range)::usmallint',
  UINTEGER: '(4294967295 - range)::uinteger',
  UBIGINT: '18446744073709551615::ubigint - range::ubigint',
  FLOAT: '(range * 0.1 - 77)::float',
  DOUBLE: '(range - 1500) / 7.0::double',
  'DECIMAL(4,1)': '((range % 1998 - 999) * 0.1)::decimal(4,1)',
  'DECIMAL(9,2)': '((range - 2000) * 1.01)::decimal(9,2)',
  'DECIMAL(18,3)': '((range - 2000) * 100000000000.003)::decimal(18,3)',
  'DECIMAL(38,4)': "('-123456789012345678901234567890.1234'::decimal(38,4) + range)",
  DATE: "date '1969-06-01' + range::int",
  TIMESTAMP: "timestamp '1969-12-31 23:59:59.999999' + to_microseconds(range * 1000000007)",
  TIMESTAMP_S: "(timestamp '1960-01-01' + to_seconds(range))::timestamp_s",
  TIMESTAMP_MS: "(timestamp '1969-12-31 23:00:00' + to_milliseconds(range))::timestamp_ms",
  'TIMESTAMP WITH TIME ZONE': "timestamptz '1969-12-31 02:00:00+02' + to_seconds(range)",
};

describe('what a footer says of a column is what the engine reads there', () => {
  test.each(Object.entries(values))('of %s', async (type, value) => {
    const name = type.toLowerCase().replaceAll(/\W+/g, '_');
    const select = `select case when range % 11 > 0 then ${value} end as x from range(5000)`;
    const path = await files.write(`type-${name}`, select);
    const [column] = await columnsIn(path);
    const { least = null, greatest = null, nulls, bytes } = column ?? {};
    expect({
      nulls: String(nulls),
      bytes: String(bytes),
      least: printed(least),
      greatest: printed(greatest),
    }).toEqual(await readNumbers(path, type));
    expect(least).not.toBeNull();
  });

  async function readNumbers(path: string, type: string) {
    const found = await byEngine(path, 'x', type);
    // A double prints with a point there.
    const plain = (text: unknown) => (/^(DOUBLE|FLOAT)$/.test(type) ? String(Number(text)) : text);
    return { ...found, least: plain(found?.least), greatest: plain(found?.greatest) };
  }
});

describe('files of other writers', () => {
  const folder = join(import.meta.dirname, '../data');
  const names = readdirSync(folder).filter((name) => name.endsWith('.parquet'));

  test.each(names)('%s: NULLs and sizes are those that the engine reads', async (name) => {
    const path = join(folder, name);
    for (const { name: column, nulls, bytes } of await columnsIn(path).catch(() => [])) {
      const row = await byEngine(path, column.replaceAll("'", "''"), 'VARCHAR').catch(() => null);
      if (row === null) continue;
      expect([column, nulls, bytes]).toEqual([
        column,
        row?.nulls === null ? null : Number(row?.nulls),
        Number(row?.bytes ?? 0),
      ]);
    }
  });
});

test('a row group of NULLs alone does not hide that the next one falls', async () => {
  const value = 'case when range < 2048 then range + 9000 when range >= 4096 then range end';
  const path = await files.write('fallen', `select ${value} as x from range(6144)`);
  expect(await columnsIn(path)).toMatchObject([{ least: 4096n, greatest: 11047n, ascends: false }]);
});
