import { setTimeout } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { Pending, verdicts } from '../../src/metric/row-judge.ts';
import { eachWithin, TooLong } from '../../src/metric/time-limit.ts';

/** It looks at each way to cut the text in pieces: of 60 letters there are 2 ** 59. */
const explodes = /^(a+)+$(?=x)/;
const long = `${'a'.repeat(60)}b`;

test('a regular expression that backtracks without end is stopped, and what came before it is done', () => {
  const done: string[] = [];
  const run = () =>
    eachWithin(50, ['one', 'two', long, 'three'], (text) => {
      explodes.test(text);
      done.push(text);
    });
  expect(run).toThrow(TooLong);
  expect(done).toEqual(['one', 'two']);
});

test('a loop is stopped, and can not keep that to itself', () => {
  const run = () =>
    eachWithin(50, [1], () => {
      try {
        for (;;);
      } catch {}
    });
  expect(run).toThrow(TooLong);
});

test('the limit is for one, however many there are', () => {
  const started = performance.now();
  let done = 0;
  eachWithin(1000, Array.from({ length: 24 }), () => {
    const until = performance.now() + 50;
    while (performance.now() < until);
    done += 1;
  });
  expect(performance.now() - started).toBeGreaterThan(1000);
  expect(done).toBeGreaterThanOrEqual(24);
});

test('what is thrown comes as it is, and one limit may lie within another', () => {
  const reason = new TypeError('no');
  const fail = () => {
    throw reason;
  };
  expect(() => eachWithin(1000, [1], fail)).toThrow(reason);
  const seen: number[] = [];
  eachWithin(1000, [1, 2], (one) => eachWithin(1000, [3], (other) => seen.push(one * other)));
  expect(seen).toEqual([3, 6]);
});

test('verdicts that must wait are given once for each row', async () => {
  const settled = new Set<object>();
  const rows = [{ a: 1 }, { a: 2 }, { a: 3 }];
  const found = await verdicts(rows, (row) => {
    if (row.a === 2 || settled.has(row)) return row.a !== 3;
    throw new Pending(setTimeout(1).then(() => void settled.add(row)));
  });
  expect(found).toEqual([true, true, false]);
});
