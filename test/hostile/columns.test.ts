import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { tableFromArrays } from 'apache-arrow';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Dataset } from '../../src/dataset/dataset.ts';
import { identifier } from '../../src/dataset/quote.ts';
import { closeEngines } from '../../src/engine/duckdb.ts';
import { arrow, csv, fromRows, json, parquet, query, sqlite, z } from '../../src/index.ts';
import { write } from '../engine/duckdb-support.ts';
import { asMuch, declared } from '../support/measured.ts';
import { columnNames } from './names.ts';
import { makePlaces } from './places.ts';

const { root, inside } = makePlaces();
const at = (name: string) => join(inside, name);

/** In each column other values, so that a wrong column has another sum: 100 times its place, and the row. */
const rowCount = 7;
const cellOf = (place: number, row: number) => 100 * (place + 1) + row;
const sumOf = (place: number) =>
  Array.from({ length: rowCount }, (_, row) => cellOf(place, row)).reduce((a, b) => a + b, 0);

const rows = Array.from({ length: rowCount }, (_, row) =>
  Object.fromEntries(columnNames.map((name, place) => [`:${name}`, cellOf(place, row)])),
).map((row) => {
  // An own `__proto__` is to be defined.
  const named = {};
  for (const [name, value] of Object.entries(row))
    Object.defineProperty(named, name.slice(1), { value, enumerable: true });
  return named as Record<string, number>;
});

const csvField = (text: string) => `"${text.replaceAll('"', '""')}"`;

beforeAll(async () => {
  const items = columnNames.map(
    (name, place) => `${100 * (place + 1)} + range::int as ${identifier(name)}`,
  );
  await write(`copy (select ${items.join(', ')} from range(${rowCount})) to '${at('t.parquet')}'`);
  writeFileSync(at('t.json'), rows.map((row) => JSON.stringify(row)).join('\n'));
  const values = rows.map((row) => columnNames.map((name) => row[name]).join(','));
  writeFileSync(at('t.csv'), [columnNames.map(csvField).join(','), ...values, ''].join('\n'));
  const database = new DatabaseSync(at('t.sqlite'));
  database.exec(
    `create table "a'b""; drop table t; --" (${columnNames.map((name) => `${identifier(name)} integer`).join(', ')})`,
  );
  for (const line of values)
    database.exec(`insert into "a'b""; drop table t; --" values (${line})`);
  database.close();
});
afterAll(async () => {
  await closeEngines();
  rmSync(root, { recursive: true, force: true });
});

/** The library itself loses all columns where one is called `__proto__`. */
const forArrow = columnNames.filter((name) => name !== '__proto__');
const arrays = () =>
  Object.fromEntries(
    forArrow.map((name) => [name, Int32Array.from(rows, (row) => row[name] ?? 0)]),
  );

const sources: Readonly<Record<string, () => Dataset>> = {
  parquet: () => parquet(at('t.parquet')),
  csv: () => csv(at('t.csv')),
  json: () => json(at('t.json')),
  sqlite: () => sqlite(at('t.sqlite'), 'a\'b"; drop table t; --'),
  rows: () => fromRows(rows),
  arrow: () => arrow(tableFromArrays(arrays())),
  query: () => query(parquet(at('t.parquet')), 'select * from dataset'),
};

const shape = (names: readonly string[]) => {
  const fields = {};
  for (const name of names)
    Object.defineProperty(fields, name, { value: z.int(), enumerable: true });
  return z.object(fields as Record<string, z.ZodInt>);
};

describe(`${columnNames.length} columns with names that could be taken for something else`, () => {
  test('are many, and each is one', () => {
    expect(columnNames.length).toBeGreaterThanOrEqual(60);
    expect(new Set(columnNames.map((name) => name.toLowerCase())).size).toBe(columnNames.length);
  });

  test.for(Object.entries(sources))(
    '%s: each is measured, and no other in its place',
    {
      timeout: 240_000,
    },
    async ([kind, source]) => {
      const names = kind === 'arrow' ? forArrow : columnNames;
      const schema = shape(names);
      const outcomes = await declared(
        source(),
        { schema },
        ({ rows: all, column }) =>
          names.flatMap((name) => {
            const place = columnNames.indexOf(name);
            const least = cellOf(place, 0);
            const quoted = identifier(name);
            return [
              column(name).sum().equals(sumOf(place)),
              column(name).distinct().equals(rowCount),
              column(name).min().equals(least),
              all.satisfy(`${quoted} >= ${least} and ${quoted} < ${least + rowCount}`),
              all
                .where(`${quoted} > ${least}`)
                .count()
                .equals(rowCount - 1),
              all
                .where(`${quoted} > ${least}`)
                .column(name)
                .max()
                .equals(least + rowCount - 1),
              all.where(`${quoted} > ${least}`).per(name).count().equals(1),
              all.duplicates(name, 'a.b').equals(0),
              column(name).in(Array.from({ length: rowCount }, (_, row) => cellOf(place, row))),
            ];
          }),
        { few: asMuch },
      );
      expect(outcomes).toHaveLength(9 * names.length);
      const wrong = outcomes.filter(({ state }) => state !== 'passed');
      expect(
        wrong
          .slice(0, 10)
          .map(({ title, state, observed, problem }) => [title, state, observed, problem]),
      ).toEqual([]);
    },
  );
});
