import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { Null, Table, vectorFromArray } from 'apache-arrow';
import { describe, expect, test } from 'vitest';
import type { Dataset } from '../../src/dataset/dataset.ts';
import { arrow, contract, csv, fromRows, json, parquet, sqlite, z } from '../../src/index.ts';
import { asMuch, measureAll } from '../support/measured.ts';
import { folder } from './folder.ts';
import { opened, typesOf } from './opened.ts';
import { openedRows, shownRows } from './shown.ts';

const schemas: Readonly<Record<string, z.ZodType>> = {
  text: z.string(),
  email: z.email(),
  enum: z.enum(['a', 'b']),
  integer: z.int().positive(),
  bigint: z.bigint(),
  number: z.number().max(5),
  boolean: z.boolean(),
  date: z.date(),
  'ISO date': z.iso.date(),
  'ISO time': z.iso.time(),
  list: z.array(z.string()),
  object: z.object({ a: z.int() }),
  either: z.union([z.int(), z.string()]),
  anything: z.unknown(),
};

/** Two rows, of which `note` never held a value. */
const sources: Readonly<Record<string, (root: string) => Dataset>> = {
  rows: () =>
    fromRows([
      { id: 1, note: null },
      { id: 2, note: null },
    ]),
  arrow: () =>
    arrow(
      new Table({
        id: vectorFromArray([1, 2]),
        note: vectorFromArray([null, null], new Null()),
      }),
    ),
  csv: (root) => {
    writeFileSync(join(root, 'x.csv'), 'id,note\n1,\n2,\n');
    return csv(join(root, 'x.csv'));
  },
  json: (root) => {
    writeFileSync(join(root, 'x.json'), '[{"id":1,"note":null},{"id":2}]');
    return json([join(root, 'x.json')]);
  },
  sqlite: (root) => {
    const database = new DatabaseSync(join(root, 'x.db'));
    database.exec('create table t(id integer, note); insert into t values (1, null), (2, null)');
    database.close();
    return sqlite(join(root, 'x.db'), 't');
  },
  // By pyarrow: pa.nulls(2), and the same in a list and in a struct.
  parquet: () => parquet(join(import.meta.dirname, 'data/null-columns.parquet')),
};

describe.each(Object.keys(sources))('a column that never held a value, of %s', (source) => {
  test.each(Object.keys(schemas))('fits %s that may be NULL', async (kind) => {
    const dataset = sources[source]?.(folder());
    const note = schemas[kind];
    if (!dataset || !note) throw new Error('There is no such case.');
    const judged = async (type: z.ZodType) =>
      (
        await measureAll(
          contract('notes', { schema: z.object({ id: z.int(), note: type }) }),
          dataset,
          // From its footer, where it has one.
          { few: asMuch },
        )
      )
        .filter(({ state }) => state !== 'passed')
        .map(({ metric, state, observed }) => `${metric} ${state}: ${observed}`);
    expect(await judged(note.nullable())).toEqual([]);
    if (kind === 'anything') return;
    const missed = await judged(note);
    expect(missed.length).toBeGreaterThan(0);
    expect(missed.join()).not.toContain('errored');
  });
});

describe('the null type in Parquet', () => {
  const root = join(import.meta.dirname, 'data');
  const dataset = parquet('null-columns.parquet');

  test('is the type that the schema wants, and text where it says nothing', async () => {
    const types = async (shape: z.core.$ZodLooseShape) =>
      typesOf(await opened(dataset, { root, shape })).find((one) => one.startsWith('note'));
    expect(await types({ note: z.date() })).toBe('note TIMESTAMP');
    expect(await types({})).toBe('note VARCHAR');
  });

  test('fits what lies in lists and structs', async () => {
    const schema = z.object({
      list: z.array(z.string().nullable()),
      struct: z.object({ a: z.int(), b: z.date().nullable() }).nullable(),
    });
    const outcomes = await measureAll(
      contract('nested', { schema }),
      parquet(join(root, 'null-columns.parquet')),
    );
    expect(outcomes.filter(({ state }) => state !== 'passed')).toEqual([]);
  });

  test('is shown in SQL that reads the same', async () => {
    const session = await opened(dataset, { root, shape: { note: z.date() } });
    expect(await shownRows(session, root)).toEqual(await openedRows(session));
  });
});
