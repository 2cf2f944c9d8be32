import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DuckDBInstance } from '@duckdb/node-api';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { titledExpectations } from '../../src/contract/titled-expectations.ts';
import { type Dataset, DatasetError } from '../../src/dataset/dataset.ts';
import { closeEngines } from '../../src/engine/duckdb/open-session.ts';
import { contract, csv, duckdb, fromRows, json, parquet, z } from '../../src/index.ts';
import { failureMessage } from '../../src/outcome/failure.ts';
import { measureContract } from '../../src/plan/measure-contract.ts';
import { startTrace } from '../../src/plan/trace.ts';
import { folder } from '../dataset/folder.ts';
import { leakFinder } from './leaks.ts';

const secrets = {
  environmentKey: 'wJalrXUtnFEMIK7MDENGbPxRfiCY',
  environmentToken: 'tok_5f2c9e77aa10bd',
  databasePassword: 'correct-horse-battery',
  user: 'svc-reader-7',
  password: 'hunter2hunter2',
  passwordWithAt: 'pa55@w0rd@2026',
  amzSignature: 'fe5f80f77d5fa3beca038a248ff027d0',
  sasSignature: 'Kq2JbZ8mYv3Xr1Tn',
  duckdbSecret: 'duckSecretBearer123',
  postgresPassword: 'pgPassw0rd-9',
  bearer: 'eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiJqYW5lIn0.c2lnbmF0dXJl',
  privateKey: 'MIIEowIBAAKCAQEAx7hG2k',
} as const;

const leaks = leakFinder(Object.values(secrets));
const instance = await DuckDBInstance.create(':memory:');
const connection = await instance.connect();
let server: ReturnType<typeof createServer>;
let host = '';

/** Answers `/x.parquet` with one row, whatever the credentials; nothing else is there. */
beforeAll(async () => {
  const root = mkdtempSync(join(tmpdir(), 'served-'));
  await connection.run(`copy (select 1 as a, 'x' as t) to '${root}/x.parquet' (format parquet)`);
  const bytes = readFileSync(join(root, 'x.parquet'));
  rmSync(root, { recursive: true });
  server = createServer(({ url = '', headers, method }, response) => {
    if (!new URL(url, 'http://host').pathname.endsWith('/x.parquet'))
      return void response.writeHead(403).end();
    const range = /bytes=(\d+)-(\d*)/.exec(headers.range ?? '');
    const [from, to] = [Number(range?.[1] ?? 0), Number(range?.[2] || bytes.length - 1)];
    response.writeHead(range ? 206 : 200, {
      'content-length': to - from + 1,
      'accept-ranges': 'bytes',
      ...(range && { 'content-range': `bytes ${from}-${to}/${bytes.length}` }),
    });
    response.end(method === 'HEAD' ? undefined : bytes.subarray(from, to + 1));
  }).listen(0, '127.0.0.1');
  await new Promise((resolve) => server.once('listening', resolve));
  host = `127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterAll(async () => {
  server.close();
  await closeEngines();
  connection.closeSync();
  instance.closeSync();
});

async function told(dataset: Dataset) {
  const held = contract('secrets', { schema: z.object({ a: z.int() }) }, ({ rows }) => [
    rows.satisfy('a > 5'),
    rows.key('a'),
  ]);
  const trace = startTrace();
  const outcomes = await measureContract(
    {
      contract: held,
      dataset,
      selected: new Set(titledExpectations(held).map(({ id }) => id)),
      settings: { root: folder(), now: new Date('2026-11-24T00:00:00Z') },
    },
    trace,
  );
  const measurement = trace.measurement({ contract: held.name, dataset: dataset.label });
  const text = [
    JSON.stringify(outcomes),
    JSON.stringify(measurement),
    ...outcomes.map(failureMessage),
  ];
  return { text: text.join('\n'), outcomes };
}

const addresses = (path: string) => [
  `http://${secrets.user}:${secrets.password}@${host}/${path}`,
  `http://${secrets.user}:${secrets.passwordWithAt}@${host}/${path}`,
  `http://${host}/${path}?X-Amz-Credential=x&X-Amz-Signature=${secrets.amzSignature}`,
  `http://${host}/${path}?sv=2024&sig=${secrets.sasSignature}`,
];

test('addresses with a password or a signature, of what is there and what is not', async () => {
  let failed = 0;
  for (const url of [...addresses('d/x.parquet'), ...addresses('d/none.parquet')]) {
    const { text, outcomes } = await told(parquet(url));
    expect(leaks(text)).toEqual([]);
    failed += outcomes.filter(({ state }) => state === 'failed').length;
  }
  expect(failed).toBeGreaterThan(0);
  for (const url of addresses('none.csv')) expect(leaks((await told(csv(url))).text)).toEqual([]);
  for (const url of addresses('none.json')) expect(leaks((await told(json(url))).text)).toEqual([]);
});

test('what a connection of the user’s knows', async () => {
  await connection.run(`set extension_directory = '${process.env.ASSAY_EXTENSION_DIRECTORY}'`);
  await connection.run('load httpfs');
  await connection.run(`create secret (type http, bearer_token '${secrets.duckdbSecret}')`);
  const [url = ''] = addresses('d/none.parquet');
  const sql = `select 1 as a union all select a from read_parquet('${addresses('d/x.parquet')[3]}')`;
  await connection.run(`create table fine as ${sql}`);
  await connection.run(`create view fine_view as ${sql}`);
  for (const name of ['fine', 'fine_view'])
    expect(leaks((await told(duckdb(connection, name))).text)).toEqual([]);
  const gone: Dataset = {
    ...fromRows([{ a: 1 }], { label: 'gone' }),
    open: async (reader) => {
      const relation = reader.freshName();
      await reader.query(`create temp view ${relation} as select * from read_parquet('${url}')`);
      return { relation, problems: [], problemCount: 0, notes: [] };
    },
    connection,
  };
  expect(leaks((await told(gone)).text)).toEqual([]);
});

test('errors that quote a connection string, a header or the environment', async () => {
  vi.stubEnv('AWS_SECRET_ACCESS_KEY', secrets.environmentKey);
  vi.stubEnv('REPORTS_TOKEN', secrets.environmentToken);
  vi.stubEnv('DATABASE_URL', `postgres://app:${secrets.databasePassword}@db/prod`);
  const said = [
    `key ${secrets.environmentKey} is not known`,
    `the answer to ${secrets.environmentToken} was 403`,
    `${process.env.DATABASE_URL} can't be reached`,
    `Unable to connect to Postgres at "dbname=x password=${secrets.postgresPassword} host=db"`,
    `Unable to connect to Postgres at "dbname=x password='${secrets.postgresPassword}' host=db"`,
    `CREATE SECRET (TYPE s3, KEY_ID 'x', SECRET '${secrets.environmentKey}')`,
    `Authorization: Bearer ${secrets.bearer} was refused`,
    `{"authorization": "Bearer ${secrets.bearer}"}`,
  ];
  for (const message of said) {
    const broken: Dataset = {
      ...fromRows([{ a: 1 }], { label: 'broken' }),
      open: () => Promise.reject(new DatasetError('DATASET_UNREADABLE', message)),
    };
    expect(leaks((await told(broken)).text)).toEqual([]);
  }
  const attaching: Dataset = {
    ...fromRows([{ a: 1 }], { label: 'attaching' }),
    access: async () => ({
      directories: [],
      extensions: [],
      setup: [`attach 'dbname=x password=${secrets.postgresPassword}' as p (type postgres)`],
    }),
  };
  expect(leaks((await told(attaching)).text)).toEqual([]);
  vi.unstubAllEnvs();
});

test('credentials that are values', async () => {
  const rows = [
    { a: 1, t: `-----BEGIN RSA PRIVATE KEY-----\n${secrets.privateKey}` },
    { a: 1, t: secrets.bearer },
    { a: 2, t: `postgres://app:${secrets.databasePassword}@db/prod` },
    { a: 3, t: `https://bucket/x?X-Amz-Signature=${secrets.amzSignature}` },
  ];
  const { text, outcomes } = await told(fromRows(rows));
  expect(leaks(text)).toEqual([]);
  const sample = outcomes.find(({ title }) => title.includes('satisfy'))?.sample;
  expect(sample).toEqual({
    columns: ['a', 't'],
    rows: [
      ['1', '•••'],
      ['1', '•••'],
      ['2', '•••'],
      ['3', '•••'],
    ],
    masked: ['t'],
    shows: 'rows',
  });
});
