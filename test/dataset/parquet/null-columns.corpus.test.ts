import { copyFileSync, mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { Null, Table, vectorFromArray } from 'apache-arrow';
import { describe, expect, test } from 'vitest';
import type { Dataset } from '../../../src/dataset/dataset.ts';
import { arrow, contract, csv, fromRows, json, parquet, sqlite, z } from '../../../src/index.ts';
import { asMuch, measureAll } from '../../support/measured.ts';
import { folder } from '../folder.ts';
import { opened, refusal, typesOf } from '../opened.ts';
import { openedRows, shownRows } from '../shown.ts';
import { parquetFiles } from './parquet-folder.ts';

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

  const mixed: Readonly<Record<string, readonly [string, z.ZodType]>> = {
    INTEGER: ['5::int', z.int()],
    TINYINT: ['5::tinyint', z.int()],
    'DECIMAL(4,2)': ['1.5::decimal(4,2)', z.number()],
    VARCHAR: ["'x'", z.string()],
    BOOLEAN: ['true', z.boolean()],
    DATE: ["date '2024-01-01'", z.date()],
    TIMESTAMP: ["timestamp '2024-01-01 10:00'", z.date()],
    'STRUCT("a" INTEGER)': ['{a: 1}', z.object({ a: z.int() })],
    'INTEGER[]': ['[1]', z.array(z.int())],
  };

  const copied = async (name: string, files: Readonly<Record<string, string>>) => {
    const where = await parquetFiles(files);
    mkdirSync(dirname(join(where, name)), { recursive: true });
    copyFileSync(join(root, 'null-columns.parquet'), join(where, name));
    return where;
  };
  const beside = (value: string) =>
    `select id, ${value} as note, list, struct from '${join(root, 'null-columns.parquet')}'`;

  test.each(
    Object.keys(mixed).flatMap((type) => [
      [type, 'a.parquet', 'b.parquet'],
      [type, 'b.parquet', 'a.parquet'],
    ]),
  )('of one file fits %s of another: %s has it', async (type = '', empty = '', full = '') => {
    const [value, schema] = mixed[type] ?? ['null', z.unknown()];
    const where = await copied(empty, { [full]: beside(value) });
    const shape = { note: schema.nullable() };
    const session = await opened(parquet('*.parquet'), { root: where, shape });
    expect(typesOf(session)).toContain(`note ${type}`);
    expect(await shownRows(session, where)).toEqual(await openedRows(session));
    const outcomes = await measureAll(
      contract('mixed', { schema: z.object(shape) }),
      parquet(join(where, '*.parquet')),
      { few: asMuch },
    );
    expect(outcomes.filter(({ state }) => state !== 'passed')).toEqual([]);
    const strict = await measureAll(
      contract('strict', { schema: z.object({ note: schema }) }),
      parquet(join(where, '*.parquet')),
      { few: asMuch },
    );
    expect(strict.filter(({ state }) => state !== 'passed').map(({ state }) => state)).toEqual([
      'failed',
    ]);
  });

  test('is not named where two other files differ', async () => {
    const where = await copied('a.parquet', {
      'b.parquet': beside("'x'"),
      'c.parquet': beside('5'),
    });
    expect(await refusal(() => opened(parquet('*.parquet'), { root: where }))).toContain(
      'c.parquet has other columns than b.parquet: its "note" is INTEGER and not VARCHAR.',
    );
  });

  test('fits a folder that is NULL', async () => {
    const where = await copied('note=__HIVE_DEFAULT_PARTITION__/a.parquet', {
      'note=x/b.parquet': beside("'x'"),
    });
    const session = await opened(parquet('**/*.parquet', { hivePartitioning: true }), {
      root: where,
      shape: { note: z.string().nullable() },
    });
    expect(typesOf(session)).toContain('note VARCHAR');
    expect((await openedRows(session)).length).toBe(4);
  });

  test('is shown in SQL that reads the same', async () => {
    const session = await opened(dataset, { root, shape: { note: z.date() } });
    expect(await shownRows(session, root)).toEqual(await openedRows(session));
  });
});
