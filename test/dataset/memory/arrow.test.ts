import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import {
  Binary,
  Bool,
  type DataType,
  DateDay,
  DateMillisecond,
  Decimal,
  Dictionary,
  DurationSecond,
  Field,
  FixedSizeList,
  Float16,
  Float32,
  Float64,
  Int8,
  Int32,
  Int64,
  List,
  makeData,
  makeVector,
  Null,
  Struct,
  Table,
  TimeMicrosecond,
  TimeNanosecond,
  TimeSecond,
  TimestampMicrosecond,
  TimestampMillisecond,
  TimestampNanosecond,
  TimestampSecond,
  tableFromArrays,
  tableFromIPC,
  Uint64,
  Utf8,
  vectorFromArray,
} from 'apache-arrow';
import { describe, expect, test, vi } from 'vitest';
import { arrow, z } from '../../../src/index.ts';
import { opened, refusal, rowsOf, typesOf } from '../opened.ts';

vi.setConfig({ testTimeout: 60_000 });

const column = (type: DataType, ...values: readonly unknown[]) =>
  arrow(new Table({ v: vectorFromArray(values as never, type) }));

const noon = new Date('2020-01-02T12:00:00.5Z');
const day = new Date('1900-02-28');

describe('a column keeps its type and its values', () => {
  test.each<[string, DataType, readonly unknown[], (readonly unknown[])?]>([
    ['TINYINT', new Int8(), [-128, null]],
    ['INTEGER', new Int32(), [7, null]],
    ['BIGINT', new Int64(), [-(2n ** 63n), null]],
    ['UBIGINT', new Uint64(), [2n ** 64n - 1n, null]],
    ['FLOAT', new Float16(), [1.5, null]],
    ['FLOAT', new Float32(), [0.5, Number.NaN, null]],
    ['DOUBLE', new Float64(), [0.1, Number.NaN, Number.NEGATIVE_INFINITY, -0, null]],
    ['VARCHAR', new Utf8(), ['naïve 🦆 \0', '', null]],
    ['VARCHAR', new Dictionary(new Utf8(), new Int32()), ['a', 'b', 'a', null]],
    ['BOOLEAN', new Bool(), [true, false, null]],
    ['BLOB', new Binary(), [new Uint8Array([0, 255]), null]],
    ['VARCHAR', new Null(), [null, null]],
    ['DATE', new DateDay(), [day, null]],
    ['TIMESTAMP', new DateMillisecond(), [noon, null]],
    ['TIMESTAMP', new TimestampSecond(), [day, null]],
    ['TIMESTAMP', new TimestampMillisecond(), [noon, null]],
    ['TIMESTAMP', new TimestampMicrosecond(), [noon, null]],
    ['TIMESTAMP_NS', new TimestampNanosecond(), [noon, null]],
    ['TIMESTAMP WITH TIME ZONE', new TimestampMillisecond('Europe/Paris'), [noon, null]],
    ['TIME', new TimeSecond(), [3661, null], ['01:01:01', null]],
    ['TIME', new TimeMicrosecond(), [3_661_000_001n, null], ['01:01:01.000001', null]],
    ['INTEGER[]', new List(new Field('item', new Int32())), [[1, null], [], null]],
    ['DATE[]', new List(new Field('item', new DateDay())), [[day], null]],
    ['FLOAT[]', new FixedSizeList(2, new Field('item', new Float32())), [[1, 0.5], null]],
  ])('%s of %s', async (type, arrowType, values, expected = values) => {
    const session = await opened(column(arrowType, ...values));
    expect(typesOf(session)).toEqual([`v ${type}`]);
    expect((await rowsOf(session)).map(({ v }) => v)).toEqual(expected);
  });

  test('decimals to the last digit, also below zero', async () => {
    const words = (value: bigint) =>
      Uint32Array.from([0n, 32n, 64n, 96n], (shift) => Number(BigInt.asUintN(32, value >> shift)));
    const digits = [12_345_678_901_234_567_890n, -125n];
    const session = await opened(column(new Decimal(2, 30, 128), ...digits.map(words), null));
    expect(typesOf(session)).toEqual(['v DECIMAL(30,2)']);
    expect((await rowsOf(session)).map(({ v }) => v)).toEqual([
      ...digits.map((one) => ({ digits: one, scale: 2 })),
      null,
    ]);
  });

  test('structs, also in lists and with decimals and instants in them', async () => {
    const inner = new Struct([
      new Field('at', new TimestampMillisecond()),
      new Field('names', new List(new Field('item', new Utf8()))),
    ]);
    const values = [
      [
        { at: noon, names: ['a', null] },
        { at: null, names: null },
      ],
      [],
      null,
    ];
    const session = await opened(column(new List(new Field('item', inner)), ...values));
    expect(typesOf(session)).toEqual(['v STRUCT("at" TIMESTAMP, "names" VARCHAR[])[]']);
    expect((await rowsOf(session)).map(({ v }) => v)).toEqual(values);
  });

  test('microseconds and nanoseconds are not cut off', async () => {
    const held = (type: TimestampMicrosecond | TimestampNanosecond, ticks: bigint) =>
      makeVector(makeData({ type, length: 1, data: BigInt64Array.of(ticks) }));
    const table = new Table({
      us: held(new TimestampMicrosecond(), -1_577_966_400_000_001n),
      ns: held(new TimestampNanosecond(), 1_577_966_400_000_000_001n),
    });
    const session = await opened(arrow(table));
    const [row] = await session.query(
      `select epoch_us(us) as us, epoch_ns(ns) as ns from ${session.relation}`,
    );
    expect(row).toEqual({ us: -1_577_966_400_000_001n, ns: 1_577_966_400_000_000_001n });
  });
});

describe('a table', () => {
  test('is read from a file, all of it', async () => {
    const path = 'node_modules/vega-datasets/data/flights-200k.arrow';
    const table = tableFromIPC(await readFile(join(import.meta.dirname, '../../..', path)));
    const session = await opened(arrow(table, { label: 'flights' }));
    expect(typesOf(session)).toEqual(['delay SMALLINT', 'distance SMALLINT', 'time FLOAT']);
    const [sums] = await session.query(
      `select count(*) as n, sum(delay) as delay, sum(distance) as distance from ${session.relation}`,
    );
    const sum = (name: string) =>
      BigInt([...(table.getChild(name) ?? [])].reduce((total, value) => total + value, 0));
    expect(sums).toEqual({ n: 200_000n, delay: sum('delay'), distance: sum('distance') });
  });

  test('of several chunks, cut and with NULLs, gives its own rows', async () => {
    const part = (...values: (number | null)[]) =>
      new Table({
        n: vectorFromArray(values, new Int32()),
        d: vectorFromArray(
          values.map((value) => value && new Date(value)),
          new TimestampMillisecond(),
        ),
      });
    const table = part(1, null, 3).concat(part(4, 5)).slice(1, 5);
    expect(await rowsOf(await opened(arrow(table)))).toEqual([
      { n: null, d: null },
      { n: 3, d: new Date(3) },
      { n: 4, d: new Date(4) },
      { n: 5, d: new Date(5) },
    ]);
  });

  test('of no rows is an empty dataset, and its NULL columns are what the schema wants', async () => {
    const table = new Table({
      v: vectorFromArray([], new Null()),
      i: vectorFromArray([], new Int8()),
    });
    const session = await opened(arrow(table), { shape: { v: z.boolean() } });
    expect(typesOf(session)).toEqual(['v BOOLEAN', 'i TINYINT']);
    expect(await rowsOf(session)).toEqual([]);
  });
});

describe('what can not be kept is refused', () => {
  test.each<[DataType, string]>([
    [new DurationSecond(), 'Duration<SECOND>'],
    [new TimeNanosecond(), 'Time64<NANOSECOND>'],
    [new List(new Field('item', new TimestampNanosecond())), 'List<Timestamp<NANOSECOND>>'],
  ])('%s', async (type, name) => {
    expect(await refusal(() => opened(column(type, null)))).toBe(
      `DATASET_INVALID: arrow table: column 'v' is of the Arrow type ${name}, which arrow() can't keep: leave the column out, or cast it first.`,
    );
  });

  test('names that differ by case', async () => {
    const table = tableFromArrays({ a: [1], A: [2] });
    expect(await refusal(() => opened(arrow(table)))).toContain("the columns 'a' and 'A'");
  });

  test('what is no table', async () => {
    expect(await refusal(() => arrow([{ a: 1 }] as never))).toBe(
      'DATASET_INVALID: arrow() takes a Table of apache-arrow, such as tableFromIPC(bytes); for plain objects there is fromRows().',
    );
  });
});
