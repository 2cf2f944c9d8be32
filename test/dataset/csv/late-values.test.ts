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
    ['an integer that needs a DOUBLE', '123456789012345678901', 'DOUBLE'],
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
