import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { csv } from '../../../../src/dataset/csv/csv.ts';
import type { Dataset } from '../../../../src/dataset/dataset.ts';
import { parquet } from '../../../../src/dataset/parquet/parquet.ts';
import { closeEngines, openSession } from '../../../../src/engine/duckdb/open-session.ts';
import { madeFile } from '../../../hostile/parquet-made.ts';
import { nested } from '../../../hostile/thrift-write.ts';
import { folder } from '../duckdb-support.ts';

afterAll(closeEngines);

/** A VARIANT that lacks a part, which DuckDB takes for a fault of its own. */
const lacking = madeFile({
  rows: 1,
  fields: [
    {
      name: 'a',
      logical: [[16, nested([])]],
      fields: [
        { name: 'metadata', type: 'BYTE_ARRAY' },
        { name: 'typed_value', type: 'BYTE_ARRAY' },
      ],
    },
  ],
  chunks: [0, 1].map(() => ({
    values: 1,
    pages: [{ kind: 'data', bytes: Buffer.from([1, 0, 0, 0, 65]), values: 1 }],
  })),
});

const rowsOf = async (dataset: Dataset, root: string) => {
  const session = await openSession(dataset, [], { root, now: new Date(0) });
  try {
    const [row] = await session.query(`select count(*) as n from (from ${session.relation})`);
    return Number(row?.n);
  } finally {
    await session.close();
  }
};

test('a file by which the engine fails within itself fails nothing else', async () => {
  const root = folder();
  writeFileSync(join(root, 'x.parquet'), lacking);
  writeFileSync(join(root, 'x.csv'), 'id\n1\n2\n');
  expect(await rowsOf(csv('x.csv'), root)).toBe(2);
  for (let time = 0; time < 2; time++) {
    await expect(
      openSession(parquet('x.parquet'), [], { root, now: new Date(0) }).then((session) =>
        session.query(`select * from ${session.relation}`).finally(session.close),
      ),
    ).rejects.toThrow(/INTERNAL Error/);
    expect(await rowsOf(csv('x.csv'), root)).toBe(2);
  }
});
