import { tableFromArrays } from 'apache-arrow';
import { expect, test } from 'vitest';
import { stepOf } from '../../../src/fuzz/steps/function-step.ts';
import { sqlStep } from '../../../src/fuzz/steps/sql-step.ts';
import type { Row } from '../../../src/generate/row-domain.ts';
import { opened, table } from './step-tables.ts';

const people = table({ id: 'integer', tags: 'list' }, [{ id: 1, tags: ['a'] }]);

test('a step may change its input: the rows are its own', async () => {
  const step = stepOf((rows: { id: number; tags: string[] }[]) => {
    for (const row of rows) row.tags.push('b');
    return rows.reverse();
  });
  const { rows } = await (await opened(step)).run([people]);
  expect(rows).toEqual([{ id: 1, tags: ['a', 'b'] }]);
  expect(people.rows).toEqual([{ id: 1, tags: ['a'] }]);
});

test('several inputs come under their names, and promises are awaited', async () => {
  const step = stepOf(async (given: Record<string, Row[]>) =>
    Object.keys(given).map((name) => ({ name })),
  );
  const run = (await opened(step)).run([
    { ...people, name: 'orders' },
    { ...people, name: 'customers' },
  ]);
  expect((await run).rows).toEqual([{ name: 'orders' }, { name: 'customers' }]);
});

test('columns are the keys of all rows', async () => {
  const step = stepOf(() => [{ a: 1 }, { b: 2 }]);
  const { columns } = await (await opened(step)).run([people]);
  expect(columns).toEqual([
    { name: 'a', family: null },
    { name: 'b', family: null },
  ]);
});

test('a Table of apache-arrow is read with its types', async () => {
  const made = new Date('2026-02-28T10:00:00.123Z');
  const step = stepOf(() =>
    tableFromArrays({
      id: Int32Array.of(1),
      big: BigInt64Array.of(2n ** 60n),
      name: ['x'],
      made: [made],
    }),
  );
  const { rows, columns } = await (await opened(step)).run([people]);
  expect(rows).toEqual([{ id: 1, big: 2n ** 60n, name: 'x', made }]);
  expect(columns.map(({ family }) => family)).toEqual(['integer', 'integer', 'text', 'timestamp']);
});

test('what a step throws is told with its place', async () => {
  const step = stepOf(() => {
    throw new RangeError('no such day.');
  });
  await expect((await opened(step)).run([people])).rejects.toMatchObject({
    code: 'STEP_FAILED',
    message: expect.stringMatching(
      /^The step threw RangeError: no such day \(test\/fuzz\/steps\/function-step\.test\.ts:\d+:\d+\)\.$/,
    ),
  });
});

test.each([
  [undefined, 'returned undefined'],
  [{ a: 1 }, 'returned an object'],
  ['rows', 'returned a string'],
  [[{ a: 1 }, 2], 'returned a list whose item 2 is a number'],
  [new Map(), 'returned a Map'],
])('%o is no result', async (given, words) => {
  const step = stepOf(() => given);
  await expect((await opened(step)).run([people])).rejects.toMatchObject({
    code: 'STEP_INVALID',
    message: expect.stringContaining(`The step ${words}: return`),
  });
});

test('a step that waits for ever is stopped', async () => {
  const step = stepOf(() => new Promise(() => undefined));
  await expect((await opened(step, 20)).run([people])).rejects.toMatchObject({
    code: 'STEP_TIMEOUT',
    message: 'The step did not end within 20 ms.',
  });
});

test('a step is passed through, and anything else is refused', () => {
  const step = sqlStep('from input');
  expect(stepOf(step)).toBe(step);
  expect(() => stepOf({} as never)).toThrow('A step is a function of rows, sqlStep(');
});
