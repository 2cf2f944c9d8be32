import { isDeepStrictEqual } from 'node:util';
import { expect, test, vi } from 'vitest';
import { rowAt } from '../../../src/generate/bulk/row-at.ts';
import { spoiledChunks, spoiledTypes } from '../../../src/generate/files/spoil-blocks.ts';
import { prepare } from '../../../src/generate/prepare.ts';
import { orders } from './orders.ts';

vi.setConfig({ testTimeout: 60_000 });

test('each listed cell, and no other, differs from the rows without faults', async () => {
  const [table] = await prepare(new Map([['orders', orders]]), {
    rows: new Map([['orders', 2500]]),
    seed: 9,
  });
  if (table === undefined) throw new Error('There is no table.');
  const clean = [...table.blocks()].flatMap(({ count, values }) =>
    Array.from({ length: count }, (_, at) => rowAt(table.domain.columns, values, at)),
  );
  const chunks = [...spoiledChunks(table, { missing: '4%', case: '2%' }, 9)];
  const rows = chunks.flatMap((chunk) => chunk.rows);
  const listed = new Set(
    chunks.flatMap(({ made }) => made.map(({ row, column }) => `${row} ${column}`)),
  );
  const names = table.domain.columns.map(({ name }) => name);
  const changed = clean.flatMap((row, at) =>
    names
      .filter((name) => !isDeepStrictEqual(row[name] ?? null, rows[at]?.[name] ?? null))
      .map((name) => `${at} ${name}`),
  );
  expect(rows).toHaveLength(2500);
  expect(changed.length).toBeGreaterThan(100);
  expect(changed.toSorted()).toEqual([...listed].toSorted());
  expect(spoiledTypes(['id', 'status'], chunks)[1]).toBe('VARCHAR');
  expect([...spoiledChunks(table, { missing: '4%', case: '2%' }, 9)]).toEqual(chunks);
});
