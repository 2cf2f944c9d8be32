import { expect, test } from 'vitest';
import { z } from '../../src/index.ts';
import { declared } from '../support/measured.ts';
import { table } from '../support/table.ts';

/** JavaScript judges what has a lookahead, and zod what has a refinement. */
test('a byte order mark and half a character are what they are, whoever judges', async () => {
  const rows = table("select unnest(['\ufeffabc', 'abc', '\ufffd']) as s");
  const outcomes = await declared(rows, { schema: z.object({ s: z.string() }) }, ({ column }) => [
    column('s').matches(/^abc$/).except(1_000_000_000),
    column('s')
      .matches(/^(?=a)abc$/)
      .except(1_000_000_000),
    column('s').notIn(['\ufeffabc']).except(1_000_000_000),
    column('s').notIn(['\ud800']).except(1_000_000_000),
    column('s').in(['abc', '\ufeffabc', '\ud800']).except(1_000_000_000),
  ]);
  expect(outcomes.map(({ violations }) => violations)).toEqual([2, 2, 1, 0, 1]);
});
