import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { closeEngines } from '../../src/engine/duckdb/open-session.ts';
import { parquet, z } from '../../src/index.ts';
import { write } from '../engine/duckdb/duckdb-support.ts';
import { asMuch, declared } from '../support/measured.ts';
import { makePlaces } from './places.ts';

const { root, inside } = makePlaces();
const path = join(inside, 't.parquet');
/** Of a text of 60 letters, `(a+)+` tries 2 ** 59 ways before it says no. */
const schema = z.object({ s: z.string() });

beforeAll(() =>
  write(`copy (select repeat('a', 60) || case when range % 2 = 0 then 'b' else '' end as s from range(100))
    to '${path}'`),
);
afterAll(async () => {
  await closeEngines();
  rmSync(root, { recursive: true, force: true });
});

test('a regular expression that explodes in JavaScript is matched by the engine', async () => {
  for (const few of [asMuch, { rows: 50_000, bytes: 8_000_000 }]) {
    const outcomes = await declared(
      parquet(path),
      { schema: z.object({ s: z.string().regex(/^(a+)+$/) }) },
      ({ rows, column }) => [
        column('s')
          .matches(/^(a+)+$/)
          .except('50%'),
        column('s')
          .notMatches(/^(a|a|aa)+$/)
          .except('50%'),
        rows.satisfy("regexp_matches(s, '^(a+)+$')").except('50%'),
      ],
      { few },
    );
    expect(outcomes.map(({ state, value }) => [state, value])).toEqual(
      outcomes.map(() => ['passed', '50']),
    );
  }
});

test('where the engine can not, the verdict is stopped and the expectation is an error', async () => {
  const outcomes = await declared(parquet(path), { schema }, ({ column, rows }) => [
    // A lookahead is for JavaScript alone.
    column('s').matches(/^(a+)+$(?!b)/),
    rows.count().equals(100),
  ]);
  expect(outcomes.map(({ state, problem }) => [state, problem])).toEqual([
    [
      'errored',
      {
        code: 'JUDGE_FAILED',
        message:
          'javascript judged one row for longer than 5 s and was stopped: a regular expression of it backtracks without end, as /^(a+)+$/ does, or a function loops. Write a pattern that has one way to match a text.',
      },
    ],
    ['passed', null],
  ]);
});
