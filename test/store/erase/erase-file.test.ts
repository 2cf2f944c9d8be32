import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gunzipSync, gzipSync } from 'node:zlib';
import { afterAll, describe, expect, test } from 'vitest';
import { datasetOf, type FileFormat } from '../../../src/dataset/file-formats.ts';
import { eraseFromFile } from '../../../src/store/erase/erase-file.ts';
import { readingsOfSubject } from '../../../src/store/erase/value-reading.ts';
import { onPlainDuckDB } from '../../support/plain-duckdb.ts';

const folder = mkdtempSync(join(tmpdir(), 'assay-erase-'));
afterAll(() => rmSync(folder, { recursive: true }));

type Run = (sql: string) => Promise<readonly Readonly<Record<string, unknown>>[]>;

const inDuckDB = <T>(act: (run: Run) => Promise<T>): Promise<T> =>
  onPlainDuckDB(folder, (connection) =>
    act(async (sql) => (await connection.runAndReadAll(sql)).getRowObjectsJson()),
  );

let made = 0;
const fresh = (name: string) => {
  made += 1;
  mkdirSync(join(folder, String(made)));
  return join(folder, String(made), name);
};

/** Erases a subject from a file with the given bytes, and returns the bytes of the copy. */
async function erased(
  name: string,
  bytes: string | Uint8Array,
  subject: string,
  format: FileFormat = { format: 'csv', options: {} },
  column = 'id',
) {
  const path = fresh(name);
  writeFileSync(path, bytes);
  return erasedFrom(path, subject, format, column);
}

async function erasedFrom(path: string, subject: string, format: FileFormat, column = 'id') {
  const to = fresh('copy');
  const { source } = datasetOf([{ path, shown: 'data' }], format, 'data');
  if (source === undefined) throw new Error('no source');
  const readings = new Set(readingsOfSubject(subject));
  const before = readFileSync(path);
  const found = await eraseFromFile({
    source,
    file: { path, shown: 'data' },
    columns: [column],
    isSubject: (at, reading) => at === column && readings.has(reading),
    to,
    root: folder,
  }).catch((error: unknown) => {
    expect(existsSync(to)).toBe(false);
    throw error;
  });
  expect(readFileSync(path)).toEqual(before);
  return { ...found, to, copy: existsSync(to) ? readFileSync(to) : null };
}

describe('csv', () => {
  test('the bytes of all other records stay', async () => {
    const text =
      'id,name,note\r\n1,"Ann","a ""b"""\r\n2,Bob,\r\n3,"x\r\ny",""\r\n2,Bo,z\r\n4,D, d\r\n';
    const { copy, ...found } = await erased('a.csv', text, '2');
    expect(found).toMatchObject({ rows: 5, erased: 2 });
    expect(String(copy)).toBe('id,name,note\r\n1,"Ann","a ""b"""\r\n3,"x\r\ny",""\r\n4,D, d\r\n');
  });

  test('a record of several lines goes as a whole, the last one too', async () => {
    expect(String((await erased('a.csv', 'id,t\n1,"a\nb\n"\n2,c', '1')).copy)).toBe('id,t\n2,c');
    expect(String((await erased('a.csv', 'id,t\n1,a\n2,"c\nd"', '2')).copy)).toBe('id,t\n1,a\n');
    expect(String((await erased('a.csv', 'id,t\r1,a\r2,b\r3,c\r', '2')).copy)).toBe(
      'id,t\r1,a\r3,c\r',
    );
  });

  test('a file whose last row goes keeps its header', async () => {
    const { copy, rows } = await erased('a.csv', 'id,t\n7,a\n7,b\n', '7');
    expect([String(copy), rows]).toEqual(['id,t\n', 2]);
  });

  test('a file without the subject is not written anew', async () => {
    expect(await erased('a.csv', 'id,t\n7,a\n,b\n', '8')).toMatchObject({ erased: 0, copy: null });
    expect(await erased('a.csv', 'id,t\n7,a\n,b\n', '')).toMatchObject({ erased: 0, copy: null });
    expect(await erased('a.csv', 'id,t\nx,a\n"",b\n', '')).toMatchObject({ erased: 1 });
  });

  test('delimiter, quotes, NULL texts and names stay', async () => {
    const options = {
      delimiter: ';',
      quote: "'",
      nullText: ['', 'NA'],
      header: false,
      names: ['id', 't'],
    };
    const text = "1;'NA'\n2;NA\n3;'it''s'\n4;\n";
    const { copy } = await erased('a.csv', text, '3', { format: 'csv', options });
    expect(String(copy)).toBe("1;'NA'\n2;NA\n4;\n");
  });

  test('encoding and compression stay', async () => {
    const latin = Buffer.from('id,t\n1,é\n2,ü\n', 'latin1');
    const one = await erased('a.csv', latin, '1', {
      format: 'csv',
      options: { encoding: 'latin-1' },
    });
    expect(one.copy).toEqual(Buffer.from('id,t\n2,ü\n', 'latin1'));
    const wide = Buffer.from('id,t\n1,é\n2,ü\n', 'utf16le');
    const two = await erased('a.csv', wide, '1', {
      format: 'csv',
      options: { encoding: 'utf-16' },
    });
    expect(two.copy).toEqual(Buffer.from('id,t\n2,ü\n', 'utf16le'));
    const packed = gzipSync('id,t\n1,a\n2,b\n');
    const three = await erased('a.csv', packed, '1', {
      format: 'csv',
      options: { compression: 'gzip' },
    });
    expect(String(gunzipSync(three.copy ?? ''))).toBe('id,t\n2,b\n');
  });

  test('a file with an unreadable record is refused', async () => {
    await expect(erased('a.csv', 'id,t\n1,a\n2,b,c\n', '1')).rejects.toMatchObject({
      code: 'STORE_USAGE',
      message: expect.stringContaining('in line 3'),
    });
  });

  test('a number is found however it is spelled, and a text as it is', async () => {
    expect(await erased('a.csv', 'id\n1.0\n2.5\n', '1')).toMatchObject({ erased: 1 });
    expect(await erased('a.csv', 'id\n01\nx\n', '1')).toMatchObject({ erased: 0 });
    expect(await erased('a.csv', 'id\n01\nx\n', '01')).toMatchObject({ erased: 1 });
  });
});

describe('json', () => {
  const json = (format?: string): FileFormat => ({
    format: 'json',
    options: format === undefined ? {} : { format },
  });

  test('lines stay as they are', async () => {
    const text = '{"id": 1, "t": 1.0}\n{"id":2}\n\n{"id":"2","t":null}\n{"t":[1,{"a":"}"}],"id":3}';
    const { copy, erased: count } = await erased('a.ndjson', text, '2', json('lines'));
    expect(count).toBe(2);
    expect(String(copy)).toBe('{"id": 1, "t": 1.0}\n{"t":[1,{"a":"}"}],"id":3}');
  });

  test('an array stays an array', async () => {
    const text = '[\n  {"id": 1, "t": "a\\"]}"},\n  {"id": 2, "s": {"x": [1]}},\n  {"id": 3}\n]\n';
    for (const [subject, kept] of [
      ['1', '[{"id": 2, "s": {"x": [1]}},\n{"id": 3}]\n'],
      ['2', '[{"id": 1, "t": "a\\"]}"},\n{"id": 3}]\n'],
      ['3', '[{"id": 1, "t": "a\\"]}"},\n{"id": 2, "s": {"x": [1]}}]\n'],
    ] as const)
      expect(String((await erased('a.json', text, subject, json())).copy)).toBe(kept);
    expect(String((await erased('a.json', '[{"id":1}]', '1', json())).copy)).toBe('[]\n');
  });

  test('values over several lines stay apart', async () => {
    const text = '{\n"id": 1\n}\n{\n"id": 2}  {"id": 3}\n';
    const { copy } = await erased('a.json', text, '2', json('values'));
    expect(String(copy)).toBe('{\n"id": 1\n}\n{"id": 3}\n');
  });

  test('of texts beside numbers, each is found', async () => {
    const text = '{"id": 1}\n{"id": "1"}\n{"id": [1]}\n{"id": "01"}\n';
    const { erased: count } = await erased('a.ndjson', text, '1', json());
    expect(count).toBe(2);
  });
});

describe('parquet', () => {
  const format: FileFormat = { format: 'parquet', options: {} };
  const write = async (select: string, options = 'compression snappy, row_group_size 2048') => {
    const path = fresh('a.parquet');
    await inDuckDB((run) => run(`copy (${select}) to '${path}' (format parquet, ${options})`));
    return path;
  };
  const about = (path: string) =>
    inDuckDB(async (run) => ({
      rows: await run(`from read_parquet('${path}')`),
      schema: await run(
        `select name, type, converted_type, logical_type from parquet_schema('${path}') where column_id > 0`,
      ),
      form: await run(
        `select distinct compression, row_group_num_rows as n from parquet_metadata('${path}') order by n`,
      ),
    }));

  test('the other rows stay in their order, with types and compression', async () => {
    const path = await write(
      "select i as id, i::varchar as t, [i] as l, {'a': i} as s, date '2024-01-01' + i::int as d, i / 3 as f, (i / 10)::decimal(10, 2) as c from range(5000) r(i)",
    );
    const before = await about(path);
    const { to, ...found } = await erasedFrom(path, '17', format);
    expect(found).toMatchObject({ rows: 5000, erased: 1 });
    const after = await about(to);
    expect(after.rows).toEqual(before.rows.filter((row) => Number(row.id) !== 17));
    expect(after.schema).toEqual(before.schema);
    expect(new Set(after.form.map((row) => row.compression))).toEqual(new Set(['SNAPPY']));
    expect(statSync(to).mode & 0o077).toBe(0);
  });

  test('a file whose last row goes keeps its columns', async () => {
    const path = await write("select 7 as id, 'x' as t from range(3)", 'compression zstd');
    const { to, erased: count } = await erasedFrom(path, '7', format);
    expect(count).toBe(3);
    expect(await about(to)).toMatchObject({ rows: [], schema: (await about(path)).schema });
  });

  test('with folders as columns', async () => {
    mkdirSync(join(folder, 'region=eu'), { recursive: true });
    const path = join(folder, 'region=eu', 'a.parquet');
    await inDuckDB((run) =>
      run(`copy (select i as id from range(4) r(i)) to '${path}' (format parquet)`),
    );
    const found = await erasedFrom(path, '2', {
      format: 'parquet',
      options: { hivePartitioning: true },
    });
    expect((await about(found.to)).rows).toHaveLength(3);
  });

  test('doubles, texts and times', async () => {
    const path = await write(
      "select * from (values (1.0::double, 'a', timestamp '2024-01-31 00:00:00'), (2.0, 'b', timestamp '2024-01-31 10:00:00'), (null, null, null), ('nan'::double, 'NaN', null)) v(id, t, d)",
    );
    expect(await erasedFrom(path, '2', format)).toMatchObject({ erased: 1 });
    expect(await erasedFrom(path, 'NaN', format)).toMatchObject({ erased: 0 });
    expect(await erasedFrom(path, 'NaN', format, 't')).toMatchObject({ erased: 1 });
    expect(await erasedFrom(path, '2024-01-31', format, 'd')).toMatchObject({ erased: 1 });
    expect(await erasedFrom(path, '2024-01-31T10:00Z', format, 'd')).toMatchObject({ erased: 1 });
  });
});
