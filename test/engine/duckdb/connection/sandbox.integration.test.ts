import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterEach, expect, onTestFinished, test } from 'vitest';
import { closeEngines, openSession } from '../../../../src/engine/duckdb/open-session.ts';
import { extensionDirectory } from '../../../support/extensions.ts';
import { dataset, folder, now, session, write } from '../duckdb-support.ts';

// What the lock grants to DuckDB's extensions.

afterEach(closeEngines);

test('an address is granted by its prefix', async () => {
  const inside = folder();
  await write(`copy (select range as a from range(5)) to '${inside}/a.parquet'`);
  const file = readFileSync(join(inside, 'a.parquet'));
  const server = createServer((request, response) => {
    const range = /bytes=(\d+)-(\d+)/.exec(request.headers.range ?? '');
    const part = range ? file.subarray(Number(range[1]), Number(range[2]) + 1) : file;
    response.writeHead(range ? 206 : 200, {
      'content-length': part.length,
      'accept-ranges': 'bytes',
      ...(range && { 'content-range': `bytes ${range[1]}-${range[2]}/${file.length}` }),
    });
    response.end(request.method === 'HEAD' ? undefined : part);
  }).listen(0);
  onTestFinished(() => void server.close());
  const host = `http://localhost:${(server.address() as AddressInfo).port}`;
  const granted = {
    directories: [`${host}/x/`],
    extensions: ['httpfs'],
  };
  const settings = { extensionDirectory: await extensionDirectory() };
  const opened = await session(dataset(`from '${host}/x/a.parquet'`, granted), settings);
  expect(await opened.query(`select sum(a)::int as s from ${opened.relation}`)).toEqual([
    { s: 10 },
  ]);
  await expect(opened.query(`from '${host}/y/a.parquet'`)).rejects.toThrow('Cannot access file');
});

test('a database is attached before the lock, and let go of after the last session', async () => {
  const path = join(folder(), 'a.sqlite');
  const database = new DatabaseSync(path);
  database.exec('create table t(a integer); insert into t values (1), (2)');
  database.close();
  const data = dataset('from db.t', {
    extensions: ['sqlite'],
    setup: [`attach '${path}' as db (type sqlite, read_only)`],
  });
  const settings = { root: '/', now, extensionDirectory: await extensionDirectory() };
  const opened = await openSession(data, [], settings);
  expect(await opened.query(`select sum(a)::int as s from ${opened.relation}`)).toEqual([{ s: 3 }]);
  await opened.close();
  const again = new DatabaseSync(path);
  again.exec('insert into t values (3)');
  again.close();
  const reopened = await session(data, settings);
  expect(await reopened.query(`select count(*) as n from ${reopened.relation}`)).toEqual([
    { n: 3n },
  ]);
});
