import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { tableFromArrays } from 'apache-arrow';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Dataset } from '../../src/dataset/dataset.ts';
import { identifier } from '../../src/dataset/sql/quote.ts';
import { closeEngines } from '../../src/engine/duckdb/open-session.ts';
import { arrow, csv, fromRows, json, parquet, query, sqlite, z } from '../../src/index.ts';
import { opened, refusal } from '../dataset/opened.ts';
import { write } from '../engine/duckdb/duckdb-support.ts';
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

test('SQL that is shown names the file, whatever its name holds', async () => {
  const path = at("a$&b$'c$$1.parquet");
  await write(`copy (select 1 as x) to '${path.replaceAll("'", "''")}'`);
  const [outcome] = await declared(
    parquet(path),
    { schema: z.object({ x: z.int() }) },
    ({ column }) => [column('x').max().equals(2)],
  );
  expect(outcome?.sql).toContain(`['${path.replaceAll("'", "''")}']`);
});

/** No tool here writes such a file: DuckDB's own has the name changed, of which it keeps no digest. */
test('columns that differ in nothing but case are refused, or told and left out', async () => {
  const path = at('case.parquet');
  await write(
    `copy (select 1 as "name", {'a': 1, 'b': 2} as s, 3 as "name_1", 2 as "XAME") to '${path}'`,
  );
  const honest = async (of = path) => (await opened(parquet(of))).columns.map(({ name }) => name);
  expect(await honest()).toEqual(['name', 's', 'name_1', 'XAME']);
  const changed = at('changed.parquet');
  const bytes = readFileSync(path);
  writeFileSync(
    changed,
    Buffer.from(bytes.toString('latin1').replaceAll('XAME', 'NAME'), 'latin1'),
  );
  expect(await refusal(() => honest(changed))).toBe(
    `DATASET_INVALID: ${changed} has the columns 'name' and 'NAME', which SQL takes for one: rename one of them.`,
  );
  expect(await refusal(() => opened(fromRows([{ name: 1, NAME: 2 }])))).toMatch(/^DATASET_INVALID/);
  writeFileSync(at('case.csv'), 'name,NAME\n1,2\n');
  writeFileSync(at('case.json'), '{"name":1,"NAME":2}\n');
  for (const source of [csv(at('case.csv')), json(at('case.json'))]) {
    const { columns, problems } = await opened(source);
    expect(columns.map(({ name }) => name)).toEqual(['name', 'NAME_1']);
    expect(problems[0]?.message).toContain('the same but for upper and lower case');
  }
});
