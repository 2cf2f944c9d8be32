import { readFileSync } from 'node:fs';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { DuckDBInstance } from '@duckdb/node-api';
import { expect, onTestFinished, test } from 'vitest';
import { csv } from '../../src/dataset/csv.ts';
import { json } from '../../src/dataset/json.ts';
import { parquet } from '../../src/dataset/parquet.ts';
import { z } from '../../src/index.ts';
import { folder, told } from './folder.ts';
import { opened, refusal, rowsOf } from './opened.ts';

/** A web server with these files, which serves ranges as DuckDB asks for them. */
async function served(files: Readonly<Record<string, string | Uint8Array>>): Promise<string> {
  const answer = ({ url = '', headers, method }: IncomingMessage, response: ServerResponse) => {
    const file = files[new URL(url, 'http://host').pathname.slice(1)];
    if (file === undefined) return void response.writeHead(404).end();
    const bytes = Buffer.from(file);
    const range = /bytes=(\d+)-(\d*)/.exec(headers.range ?? '');
    const [from, to] = [Number(range?.[1] ?? 0), Number(range?.[2] || bytes.length - 1)];
    const part = bytes.subarray(from, to + 1);
    response.writeHead(range ? 206 : 200, {
      'content-length': part.length,
      'accept-ranges': 'bytes',
      ...(range && { 'content-range': `bytes ${from}-${to}/${bytes.length}` }),
    });
    response.end(method === 'HEAD' ? undefined : part);
  };
  const server = createServer(answer).listen(0, '127.0.0.1');
  onTestFinished(() => void server.close());
  await new Promise((resolve) => server.once('listening', resolve));
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

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
    `${url}/x.csv could not be counted beside DuckDB: what it drops behind an open quote is not known.`,
  ]);
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
