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

test('repeated and moved rows are listed where they are, and cells with their values before and after', async () => {
  const [table] = await prepare(new Map([['orders', orders]]), {
    rows: new Map([['orders', 600]]),
    seed: 5,
  });
  if (table === undefined) throw new Error('There is no table.');
  const [chunk] = [...spoiledChunks(table, { duplicates: '2%', order: '2%', units: '2%' }, 5)];
  const { rows, made } = chunk ?? { rows: [], made: [] };
  const isSame = (one: unknown, other: unknown) => isDeepStrictEqual(one, other);
  const whole = made.filter(({ column }) => column === null);
  const repeated = whole.filter(({ fault }) => fault === 'duplicates');
  const moved = whole.filter(({ fault }) => fault === 'order');
  expect(repeated.length).toBeGreaterThan(0);
  for (const { row } of repeated)
    expect(rows.filter((one) => isSame(one, rows[row])).length).toBeGreaterThan(1);
  expect(moved.length).toBeGreaterThan(0);
  for (const { row } of moved) {
    const id = Number(rows[row]?.id);
    const [before, after] = [rows[row - 1]?.id, rows[row + 1]?.id].map((one) => Number(one ?? id));
    expect(Number(before) <= id && id <= Number(after)).toBe(false);
  }
  const changed = made.filter(({ fault }) => fault === 'units');
  expect(changed.length).toBeGreaterThan(0);
  for (const { row, column, before, after } of changed) {
    expect(isSame(rows[row]?.[column ?? ''], after)).toBe(true);
    expect(isSame(before, after)).toBe(false);
  }
});

test('faults know which columns refer to keys', async () => {
  const [table] = await prepare(new Map([['orders', orders]]), {
    rows: new Map([['orders', 300]]),
    seed: 5,
    foreignKeys: { 'orders.customer': 'orders.id' },
  });
  if (table === undefined) throw new Error('There is no table.');
  const made = [...spoiledChunks(table, { 'foreign keys': '2%' }, 5)].flatMap((one) => one.made);
  expect(made.length).toBeGreaterThan(0);
  expect(new Set(made.map(({ column }) => column))).toEqual(new Set(['customer']));
});
