import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openSession } from '../../../../src/engine/duckdb/open-session.ts';
import { EngineError, type Session } from '../../../../src/engine/engine.ts';
import { dataset, now } from '../duckdb-support.ts';

const data = () =>
  dataset(
    `select 1 as x, 'a' as origin, [1, 2] as l, 1.5::double as y, 'Zoë' as "na me", union_value(n := 1) as u`,
  );

const sound = [
  'x > 2000',
  'X between 1 and 3 or not (x in (1, 2))',
  'x = 1 -- a comment',
  '/* a comment */ x = 1',
  "origin = ';) from t -- '",
  "origin = ']), $1, ?' or origin = $$it's$$",
  '"na me" = \'Zoë 🦆\'',
  'y >= 0',
  'len(list_filter(l, lambda e: e > x)) > 1',
  ...Array.from({ length: 120 }, (_, at) => `x <> ${at}`),
];

/** Of a type that no text is cast to, so that nothing is proven of it. */
const ofNoText = 'u = coalesce(u, u)';

/** Texts that break out of one expression, do not parse, do not fit, or say the same of every row. */
const refused = [
  '1) from range(3) where (true',
  '1), (2',
  "1'], ['2",
  '1); drop table t; select (1',
  'x = 1) or (true',
  'x = 1 /*',
  "x = 1 or origin = '",
  'x = 1 or origin = $$',
  'x = 1 or "na me',
  '*',
  'columns(*)',
  'x, origin',
  '(select 1)',
  '$1',
  '?',
  'sum(x) > 1',
  'random() < 0.5',
  'unnest(l) = 1',
  'nope > 1',
  'origin > 1::date',
  'x + 1',
  'x = x or true',
  'x = null',
  "'x' = 'y'",
  '',
  ' ',
  '\0',
  '\ud800',
  ` ${'x'.repeat(10_001)}`,
  `${'('.repeat(3000)}x`,
  `${'not '.repeat(300)}true`,
];

let plain: Session;
let prepared: Session;
const queries: string[] = [];

beforeAll(async () => {
  plain = await openSession(data(), [], { root: '/', now });
  prepared = await openSession(data(), [], { root: '/', now, onQuery: (sql) => queries.push(sql) });
});

afterAll(async () => {
  await plain.close();
  await prepared.close();
});

const verdict = (session: Session, text: string) =>
  session.checkExpression(text, 'predicate').catch((error: unknown) => {
    if (!(error instanceof EngineError)) throw error;
    return { code: error.code, message: error.message };
  });

describe('texts that are prepared together', () => {
  const mixed = [...sound, ...refused, ofNoText].toSorted((one, other) =>
    [...one].reverse().join('') < [...other].reverse().join('') ? -1 : 1,
  );

  test('have the verdict and the words that each has alone', async () => {
    await prepared.checkAhead?.(mixed);
    for (const text of mixed)
      expect([text, await verdict(prepared, text)]).toEqual([text, await verdict(plain, text)]);
    for (const text of refused)
      expect([text, await verdict(prepared, text)]).toEqual([
        text,
        { code: expect.stringMatching(/^EXPRESSION_/), message: expect.any(String) },
      ]);
    for (const text of sound)
      expect(await verdict(prepared, text)).toMatchObject({ ordersNaN: expect.anything() });
  });

  test('are asked about in few queries, and not again', async () => {
    const session = await openSession(data(), [], {
      root: '/',
      now,
      onQuery: (sql) => queries.push(sql),
    });
    queries.length = 0;
    await session.checkAhead?.(sound);
    const ahead = queries.length;
    for (const text of sound) await session.checkExpression(text, 'predicate');
    expect([ahead > 0 && ahead < 12, queries.length]).toEqual([true, ahead]);
    await session.close();
  });

  test('are none', async () => {
    queries.length = 0;
    await prepared.checkAhead?.([]);
    expect(queries).toEqual([]);
  });
});

test('what says the same of every row is refused among others', async () => {
  await prepared.checkAhead?.(['x > 77', 'x = x or false or true', 'x > 78']);
  await expect(prepared.checkExpression('x = x or false or true', 'predicate')).rejects.toThrow(
    'is true for every row',
  );
  await expect(prepared.checkExpression('x > 77', 'predicate')).resolves.toBeDefined();
});

test('texts whose trees are large are prepared too', async () => {
  const large = Array.from(
    { length: 12 },
    (_, at) => `x in (${Array.from({ length: 1500 }, (_, n) => n * at + 1).join(', ')})`,
  );
  await prepared.checkAhead?.(large);
  for (const text of large)
    expect(await verdict(prepared, text)).toEqual(await verdict(plain, text));
});
