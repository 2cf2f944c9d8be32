import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { DuckDBInstance } from '@duckdb/node-api';
import { describe, expect, test } from 'vitest';
import { csv } from '../../../../src/dataset/csv/csv.ts';
import { json } from '../../../../src/dataset/json/json.ts';
import { parquet } from '../../../../src/dataset/parquet/parquet.ts';
import { z } from '../../../../src/index.ts';
import { type Served, version, webServer } from '../../../support/web-server.ts';
import { folder, told } from '../../folder.ts';
import { opened, refusal, rowsOf } from '../../opened.ts';

/** A web server with these files. */
const served = async (files: Readonly<Record<string, string | Uint8Array>>) =>
  (
    await webServer((path) => {
      const bytes = files[path];
      return bytes === undefined ? undefined : { bytes };
    })
  ).url;

async function parquetBytes(): Promise<Buffer> {
  const root = folder();
  const instance = await DuckDBInstance.create(':memory:');
  const connection = await instance.connect();
  await connection.run(`copy (select 1 as a) to '${root}/x.parquet'`);
  connection.disconnectSync();
  instance.closeSync();
  return readFileSync(join(root, 'x.parquet'));
}

test('reads Parquet, CSV and JSON from a web server', async () => {
  const url = await served({
    'd/x.parquet': await parquetBytes(),
    'd/x.csv': 'a\n1\n',
    'd/x.json': '[{"a":1}]',
    'd/x.ndjson': '{"a":1}\n',
  });
  expect(await rowsOf(await opened(parquet(`${url}/d/x.parquet`)))).toEqual([{ a: 1 }]);
  for (const dataset of [csv(`${url}/d/x.csv`), json(`${url}/d/x.json`), json(`${url}/d/x.ndjson`)])
    expect(await rowsOf(await opened(dataset))).toEqual([{ a: 1n }]);
});

test('tells problems of a file on a web server, and what can not be told', async () => {
  const url = await served({ 'x.csv': 'a,b\n1,x\n2\nno,y\n' });
  const session = await opened(csv(`${url}/x.csv`), { shape: { a: z.number() } });
  expect(told(session)).toEqual([
    `${url}/x.csv:3: the record has too few fields`,
    `${url}/x.csv "a": the value is not a whole number: it is written like aa`,
  ]);
  expect(session.notes).toEqual([
    `${url}/x.csv could not be checked apart from DuckDB: records that it drops after an open quote are not counted.`,
  ]);
});

describe('a JSON file of no records on a web server', () => {
  const shape = { a: z.number() };

  test.each<[string, string | Uint8Array]>([
    ['x.json', '[]'],
    ['x.json', ' [\n] \n'],
    ['x.json.gz', gzipSync('[]')],
    ['x.ndjson', ''],
    ['x.jsonl', '\n\n'],
    ['x.ndjson.gz', gzipSync('')],
  ])('%s of %j has the columns of the schema', async (name, bytes) => {
    const url = await served({ [name]: bytes });
    const session = await opened(json(`${url}/${name}`), { shape });
    expect([await rowsOf(session), session.notes]).toEqual([
      [],
      [`${url}/${name} has no record: its columns are those of the schema.`],
    ]);
  });

  test.each<[string, string | Uint8Array]>([
    ['x.json', ''],
    ['x.json', ' \n'],
    ['x.json', '[{}]'],
    ['x.json', '[[]]'],
    ['x.json.gz', gzipSync('')],
    ['x.json.gz', ''],
    ['x.ndjson.gz', ''],
    ['x.ndjson', '[]\n'],
    ['x.ndjson', 'null\n'],
  ])('%s of %j is none', async (name, bytes) => {
    const url = await served({ [name]: bytes });
    expect(await refusal(() => opened(json(`${url}/${name}`), { shape }))).toMatch(
      /^DATASET_UNREADABLE: /,
    );
  });
});

test('asks for the folder on the server and the extension', async () => {
  expect(await csv('https://host/d/x.csv?sig=secret').access('/')).toEqual({
    directories: ['https://host/d/'],
    extensions: ['httpfs'],
    setup: [],
  });
});

test.each([
  ['parquet', parquet],
  ['csv', csv],
  ['json', json],
] as const)(
  '%s tells what a server answered, without what is secret in the URL',
  async (_, source) => {
    const url = await served({});
    const said = await refusal(() => opened(source(`${url}/x?sig=secret`)));
    expect(said).toContain(`DATASET_UNREADABLE: ${url}/x?… `);
    expect(said).toContain('404');
    expect(said).not.toContain('secret');
  },
);

describe('a file is refused whose server tells two sizes', () => {
  const whole = 'a\n1\n22\n-3\n';
  test.for<[string, Omit<Served, 'bytes'>]>([
    ['less in the head than in a range', { headSize: 4 }],
    ['more in the head than in a range', { headSize: 40 }],
    ['another in a range than in the head', { rangeTotal: 12 }],
    ['another where it has no ranges', { headSize: 4, withoutRanges: true }],
  ])('%s', async ([, how]) => {
    const { url } = await webServer(() => ({ bytes: whole, ...how }));
    for (const dataset of [csv(`${url}/x.csv?sig=secret`), json(`${url}/x.json?sig=secret`)]) {
      const said = await refusal(() => opened(dataset));
      expect(said).toContain('DATASET_UNREADABLE');
      expect(said).toContain('bytes when the server is asked for its size');
      expect(said).not.toContain('secret');
    }
  });
});

describe('a file is read', () => {
  const bytes = 'a\n1\n';
  test.for<[string, Partial<Served>, notes: number]>([
    ['of a server without ranges', { withoutRanges: true }, 0],
    ['of a server that tells no size', { isChunked: true }, 0],
    ['of a server that tells no size with a range', { rangeTotal: '*' }, 0],
    ['by its ETag alone', { headers: { etag: '"1"' } }, 0],
    ['by its time alone', { headers: { 'last-modified': version('1')['last-modified'] } }, 0],
    ['by its size alone, which is noted', { headers: {} }, 1],
  ])('%s', async ([, how, notes]) => {
    const { url } = await webServer(() => ({ bytes, ...how }));
    const session = await opened(csv(`${url}/x.csv`));
    expect(await rowsOf(session)).toEqual([{ a: 1n }]);
    expect(await session.isSame()).toBe(true);
    const told = session.notes.filter((note) => note.includes('neither ETag nor Last-Modified'));
    expect(told).toHaveLength(notes);
  });

  test('behind redirects, and not behind too many', async () => {
    const { url } = await webServer((path) =>
      path === 'x.csv' ? { bytes } : { bytes, redirect: `/${path.replace('r', '')}` },
    );
    expect(await rowsOf(await opened(csv(`${url}/rrrx.csv`)))).toEqual([{ a: 1n }]);
    const loop = await webServer(() => ({ bytes, redirect: '/x.csv' }));
    expect(await refusal(() => opened(csv(`${loop.url}/x.csv`)))).toContain('DATASET_UNREADABLE');
  });

  test('though the server is busy at first', async () => {
    const { url } = await webServer((_, at, { method }) =>
      method === 'GET' && at < 3 ? { bytes, status: 503 } : { bytes },
    );
    expect(await rowsOf(await opened(csv(`${url}/x.csv`)))).toEqual([{ a: 1n }]);
  });
});

test('what is packed for the way is refused, and not read as it is packed', async () => {
  const { url } = await webServer(() => ({
    bytes: gzipSync('a\n1\n'),
    headers: { ...version('1'), 'content-encoding': 'gzip' },
  }));
  for (const dataset of [csv(`${url}/x.csv`), json(`${url}/x.json`), parquet(`${url}/x.parquet`)])
    expect(await refusal(() => opened(dataset))).toContain('DATASET_UNREADABLE');
  // What is packed by itself is read as such.
  expect(await rowsOf(await opened(csv(`${url}/x.csv.gz`)))).toEqual([{ a: 1n }]);
});

describe('a file that changes', () => {
  const [good, bad] = ['a\n1\n', 'a\n0\n'];
  test.for<[string, (isLate: boolean) => Partial<Served>]>([
    ['its ETag', (isLate) => ({ headers: version(isLate ? '2' : '1') })],
    [
      'its time',
      (isLate) => ({
        headers: { 'last-modified': `Mon, 30 Nov 2026 10:00:0${Number(isLate)} GMT` },
      }),
    ],
    ['its size', (isLate) => ({ headers: {}, bytes: isLate ? `${bad}2\n` : good })],
  ])('with %s while it is loaded is refused', async ([, how]) => {
    // The requests of one load: the last ones ask how it is afterwards.
    const all = await webServer(() => ({ bytes: good, ...how(false) }));
    await opened(csv(`${all.url}/x.csv`));
    const last = all.requests();
    for (let change = 0; change <= last; change += 1) {
      const { url } = await webServer((_, at) => ({
        bytes: at < change ? good : bad,
        ...how(at >= change),
      }));
      const said = await opened(csv(`${url}/x.csv`)).then(
        async (session) => (await rowsOf(session))[0]?.a,
        (error: Error) => error.name,
      );
      // What was there before is no state of the file any longer; what is there since may have been read alone.
      expect([change, said]).not.toEqual([change, change === last ? 'DatasetError' : 1n]);
      if (change > last / 2 && change < last)
        expect([change, said]).toEqual([change, 'DatasetError']);
    }
  });
});
