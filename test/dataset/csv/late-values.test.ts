import { describe, expect, test } from 'vitest';
import { csv, z } from '../../../src/index.ts';
import { openFile, told } from '../folder.ts';
import { rowsOf, typesOf } from '../opened.ts';
import { shownFrom } from '../shown.ts';

// The types are guessed by the first rows. Whatever comes later decides all the same.

const source = (path: string) => csv(path);

const lines = (count: number, line: (at: number) => string) =>
  Array.from({ length: count }, (_, at) => line(at)).join('\n');

describe('a value behind the sample', () => {
  test.for<[string, string, string]>([
    ['a fraction among integers', '1.5', 'DOUBLE'],
    ['a word among integers', 'x', 'VARCHAR'],
    ['an integer that needs a DOUBLE', '123456789012345680000', 'DOUBLE'],
    ['an integer that DOUBLE would round', '123456789012345678901', 'VARCHAR'],
    ['a code with a zero before it', '007', 'VARCHAR'],
  ])('%s decides the type of a column that nobody named', async ([, late, type]) => {
    const text = `a,b\n${lines(5000, (at) => `${at},1`)}\n${late},1\n`;
    const session = await openFile('x.csv', text, source);
    expect(typesOf(session)).toEqual([`a ${type}`, 'b BIGINT']);
    expect([session.problemCount, session.leftOut]).toEqual([0, 0]);
    const rows = await rowsOf(session);
    expect([rows.length, String(rows.at(-1)?.a)]).toEqual([
      5001,
      type === 'DOUBLE' ? String(Number(late)) : late,
    ]);
    expect(String(rows[1]?.a)).toBe('1');
    expect(shownFrom(session)).not.toBeNull();
  });

  test('that can not be read is red, at its line, after 200,000 rows', {
    timeout: 60_000,
  }, async () => {
    const text = `id,n\n${lines(200_100, (at) => `${at},${at % 7}`)}\n9,x\n${lines(3, (at) => `${at},1`)}\n`;
    const session = await openFile('x.csv', text, source, { shape: { id: z.int(), n: z.int() } });
    expect(told(session)).toEqual([
      'x.csv:200102 "n": the value is not a whole number: it is written like a',
    ]);
    expect([session.problemCount, session.leftOut]).toEqual([1, 0]);
    expect(session.unreadable?.columns.get('n')?.count).toBe(1);
    const [row] = await session.query(
      `select count(*) as rows, count(n) as n, sum(id) as ids from ${session.relation}`,
    );
    expect([Number(row?.rows), Number(row?.n), Number(row?.ids)]).toEqual([
      200_104,
      200_103,
      (200_100 * 200_099) / 2 + 9 + 3,
    ]);
  });
});

describe('a value that is written otherwise than all of the sample', () => {
  const days = (at: number) => `2020-01-${String((at % 28) + 1).padStart(2, '0')}`;
  const kinds = {
    integer: [z.bigint(), (at: number) => `${at}`],
    number: [z.number(), (at: number) => `${at}.5`],
    boolean: [z.boolean(), (at: number) => String(at % 2 === 0)],
    date: [z.date(), days],
    instant: [z.date(), (at: number) => `${days(at)} 10:00:00`],
  } as const;

  /** A file of 10,003 rows of this kind, in which one has the late text. */
  const openWith = (kind: keyof typeof kinds, late: string) => {
    const [type, write] = kinds[kind];
    const text = `id,v\n${lines(10_000, (at) => `${at},${write(at)}`)}\n10000,${late}\n10001,\n10002,${write(3)}\n`;
    return openFile('x.csv', text, source, { shape: { id: z.int(), v: type.nullable() } });
  };
  const lateValue = async ({ query, relation }: Awaited<ReturnType<typeof openWith>>) => {
    const [row] = await query(`select v::varchar as v from ${relation} where id = 10000`);
    return row?.v;
  };

  test.for<[keyof typeof kinds, string, string]>([
    ['integer', ' 5', '5'],
    ['integer', '5 ', '5'],
    ['integer', '+5', '5'],
    ['integer', '007', '7'],
    ['integer', '-0', '0'],
    ['number', ' 5', '5.0'],
    ['number', '+5.5', '5.5'],
    ['number', '.5', '0.5'],
    ['number', '-0', '-0.0'],
    ['number', 'NaN', 'nan'],
    ['number', '-Infinity', '-inf'],
    ['boolean', 't', 'true'],
    ['boolean', 'FALSE', 'false'],
    ['boolean', '0', 'false'],
    ['date', '2020/1/2', '2020-01-02'],
    ['instant', '2020-01-01T10:00:00', '2020-01-01 10:00:00'],
    ['instant', '2020-01-01', '2020-01-01 00:00:00'],
    ['instant', '2020-01-01 10:00:00.500', '2020-01-01 10:00:00.5'],
  ])('is read all the same: %s %j', async ([kind, late, value]) => {
    const session = await openWith(kind, late);
    expect([session.problemCount, session.unreadable ?? null]).toEqual([0, null]);
    expect(await lateValue(session)).toBe(value);
  });

  test.for<[keyof typeof kinds, string]>([
    ['integer', '3.7'],
    ['integer', '1_000'],
    ['integer', '0x10'],
    ['integer', '1e3'],
    ['integer', '+-5'],
    ['integer', 'NaN'],
    ['integer', '" "'],
    ['number', '1_000'],
    ['number', '1_0.5'],
    ['number', '+-5'],
    ['number', '1e400'],
    ['number', '"1,5"'],
    ['boolean', 'yes'],
    ['boolean', '2'],
    ['date', '2020-01-01 junk'],
    ['date', 'infinity'],
    ['date', '0044-03-15 (BC)'],
    ['date', '12020-01-01'],
    ['instant', 'epoch'],
    ['instant', '2020-01-01 25:00:00'],
    ['instant', '10000-01-01 00:00:00'],
  ])('is red if it can not be read: %s %j', async ([kind, late]) => {
    const session = await openWith(kind, late);
    expect([session.problemCount, session.leftOut]).toEqual([1, 0]);
    expect(session.unreadable?.columns.get('v')?.count).toBe(1);
    expect(told(session)[0]).toMatch(/^x\.csv:10002 "v": the value is not /);
    expect(await lateValue(session)).toBeNull();
    expect(shownFrom(session)).not.toBeNull();
  });

  test('is empty, quoted', async () => {
    const session = await openWith('integer', '""');
    expect([session.problemCount, await lateValue(session)]).toEqual([0, null]);
  });

  test('is beside a column that has such texts from the beginning', async () => {
    const text = `a,b\n${lines(10_000, (at) => `${at},+${at}`)}\n3.7,x\n 5,5\n`;
    const session = await openFile('x.csv', text, source, {
      shape: { a: z.bigint(), b: z.bigint() },
    });
    expect(session.problemCount).toBe(2);
    expect((await rowsOf(session)).slice(-2).map(({ a, b }) => [a, b].map(String))).toEqual([
      ['null', 'null'],
      ['5', '5'],
    ]);
  });

  test('is among 130 columns, of which every other one is plain', async () => {
    const at = Array.from({ length: 130 }, (_, index) => index);
    const row = (values: (index: number) => string) => at.map(values).join(',');
    const text = `${row((index) => `c${index}`)}\n${lines(5000, () => row((index) => (index % 2 ? '5' : '+5')))}\n${row((index) => (index % 3 ? ' 6' : 'x'))}\n`;
    const shape = Object.fromEntries(at.map((index) => [`c${index}`, z.int()]));
    const session = await openFile('x.csv', text, source, { shape });
    const found = [...(session.unreadable?.columns ?? [])].map(([name, { count }]) => [
      name,
      count,
    ]);
    expect(found).toEqual(at.filter((index) => index % 3 === 0).map((index) => [`c${index}`, 1]));
    const last = (await rowsOf(session)).at(-1) ?? {};
    expect(Object.values(last).map(String)).toEqual(at.map((index) => (index % 3 ? '6' : 'null')));
  });
});

describe('a column without a value in the sample', () => {
  test.for<[string, string, string]>([
    ['integers', '7', 'BIGINT'],
    ['dates', '2024-02-29', 'DATE'],
    ['words', 'x', 'VARCHAR'],
    ['empty texts', '""', 'VARCHAR'],
  ])('has the type of the %s behind it', async ([, late, type]) => {
    const text = `a,b\n${lines(4200, () => ',1')}\n${late},1\n`;
    const session = await openFile('x.csv', text, source);
    expect(typesOf(session)).toEqual([`a ${type}`, 'b BIGINT']);
    const [row] = await session.query(
      `select count(a) as n, count(*) as rows from ${session.relation}`,
    );
    expect([Number(row?.n), Number(row?.rows)]).toEqual([1, 4201]);
    expect(session.problemCount).toBe(0);
  });

  test('is red for what its schema does not allow behind it', async () => {
    const text = `a,b\n${lines(4200, () => ',1')}\nx,1\n5,1\n`;
    const session = await openFile('x.csv', text, source, {
      shape: { a: z.int().nullable(), b: z.int() },
    });
    expect(told(session)).toEqual([
      'x.csv:4202 "a": the value is not a whole number: it is written like a',
    ]);
    expect(typesOf(session)).toEqual(['a BIGINT', 'b BIGINT']);
  });

  test('stays empty to the end', async () => {
    const session = await openFile('x.csv', `a,b\n${lines(4200, () => ',1')}\n`, source, {
      shape: { a: z.int().nullable(), b: z.int() },
    });
    expect(session.problemCount).toBe(0);
    const [row] = await session.query(`select count(a) as n from ${session.relation}`);
    expect(Number(row?.n)).toBe(0);
  });
});

describe('integers beyond BIGINT', () => {
  const most = 2n ** 127n - 1n;

  test('are exact, at both ends of HUGEINT, also behind the sample', async () => {
    const text = `a\n${lines(4200, (at) => `${at}`)}\n${most}\n-${most}\n-0\n`;
    const session = await openFile('x.csv', text, source, { shape: { a: z.bigint() } });
    expect(typesOf(session)).toEqual(['a HUGEINT']);
    expect((await rowsOf(session)).slice(-3)).toEqual([{ a: most }, { a: -most }, { a: 0n }]);
    const [row] = await session.query(
      `select max(a) as most, min(a) as least from ${session.relation}`,
    );
    expect([row?.most, row?.least]).toEqual([most, -most]);
  });

  test('beside a field that can not be read keep their values', async () => {
    const text = `a,b\n${most},1\nx,2\n,3\n7,y\n`;
    const session = await openFile('x.csv', text, source, {
      shape: { a: z.bigint().nullable(), b: z.int() },
    });
    expect((await rowsOf(session)).map(({ a, b }) => [a, b === null ? null : Number(b)])).toEqual([
      [most, 1],
      [null, 2],
      [null, 3],
      [7n, null],
    ]);
    expect(told(session)).toHaveLength(2);
  });

  test('beyond HUGEINT can not be read', async () => {
    const session = await openFile('x.csv', `a\n5\n${most}\n${most + 1n}0\n`, source, {
      shape: { a: z.bigint() },
    });
    expect(told(session)).toHaveLength(1);
    expect(session.unreadable?.columns.get('a')?.count).toBe(1);
  });
});
