import { beforeAll, describe, expect, test } from 'vitest';
import { impurityOf } from '../../../../src/dataset/sql/impure-functions.ts';
import { openSession } from '../../../../src/engine/duckdb/open-session.ts';
import {
  bareFunctions,
  plainFunctions,
  plainMacros,
} from '../../../../src/engine/duckdb/user-sql/expression-functions.ts';
import type { Session } from '../../../../src/engine/engine.ts';
import { dataset, now } from '../duckdb-support.ts';

let opened: Session;

beforeAll(async () => {
  const data = dataset(
    `select 1 as x, 'a' as origin, 'b' as destination, [1, 2] as l, '{"a": 1}'::json as j, date '2020-01-01' as d,
    {'a': 1, 'b': 'z'} as s, timestamptz '2020-01-01' as z, 'Zoë' as "na me", 1 as "user"`,
  );
  opened = await openSession(data, [], { root: '/', now });
  return () => opened.close();
});

const check = (text: string, kind: 'predicate' | 'value' = 'value') =>
  opened.checkExpression(text, kind);

describe('one expression over a row passes', () => {
  test.each([
    'origin <> destination',
    'x > 2000',
    'X between 1 and 3 or not (x in (1, 2))',
    'x = 1 -- a comment',
    '/* a comment */ x = 1',
    "origin = ';) from t -- '",
    "origin = $$it's$$ or origin = e'\\n'",
    '"na me" = \'Zoë 🦆\'',
    '((x))',
    "case when x = 1 then 'a' else origin end",
    'coalesce(nullif(x, 1), 2) + x ** 2',
    "d + interval 3 days > date '2020-01-01'",
    'extract(year from d) = 2020',
    'age(d, d) = interval 0 days',
    "strftime(z at time zone 'UTC', '%Y')",
    "j->>'a' = '1'",
    "(j->'a') = '1'",
    's.b',
    "s['a'] = 1",
    'l[1:2]',
    'x in l',
    'list_filter(l, lambda e: e > x)',
    `${'list_transform(l, lambda e: '.repeat(8)}x${')'.repeat(8)}`,
    `${'('.repeat(2000)}x${')'.repeat(2000)}`,
    `${'x + '.repeat(200)}x`,
    'list_transform(l, lambda e, i: e + i)',
    '[e for e in l if e > 1]',
    "map {'a': x}",
    'try_cast(origin as decimal(10, 2))',
    'x::struct(a integer)[]::varchar',
    "origin ~ 'a+' or origin similar to 'b' or origin ilike '%a' or origin glob 'a*'",
    "origin.upper() = 'A'",
    "trim(both from origin) collate nocase = 'a'",
    'jaro_winkler_similarity(origin, destination) > 0.9',
    'damerau_levenshtein(origin, destination)',
    '"user" = 1',
    'user = 1',
    `x in (${Array.from({ length: 1500 }, (_, at) => at).join(', ')})`,
  ])('%s', async (text) => {
    await expect(check(text)).resolves.toBeDefined();
  });
});

describe('whatever breaks out of one expression is refused', () => {
  test.each([
    '1) from range(3) where (true',
    '1), (2',
    '1), assay_check(2',
    '1) + (2',
    '1) + assay_check(2',
    'x = 1) or (true',
    '1) over (',
    '1) filter (where true',
    'distinct x',
    'x order by x',
    'name := x',
    'name => x',
    'x, origin',
    '1); drop table t; select (1',
    '1); select (1',
    '*',
    '* exclude (x)',
    'columns(*)',
    "*columns('x')",
    '(select 1)',
    'exists (select 1)',
    "x in (select 1 from read_text('/etc/passwd'))",
    'x in (from range(3))',
    'x = any(l)',
    'array(select 1)',
    'row_number() over ()',
    'lag(x) over (order by x)',
    '?',
    '$1',
    '$name',
    '#1',
    'default',
    'sum(x)',
    'count(*)',
    'count()',
    'first(x)',
    'geomean(x)',
    'list(x)',
    'string_agg(origin)',
    'unnest(l)',
    'grouping(x)',
    "getenv('HOME')",
    "getvariable('x')",
    "current_setting('threads')",
    "read_text('/etc/passwd')",
    "query('select 1')",
    'random() < 0.5',
    'list_transform(l, lambda e: random())',
    'gen_random_uuid()',
    "nextval('s')",
    "error('x')",
    'now() > z',
    'd < current_date',
    'd < today()',
    'z < current_timestamp',
    'localtimestamp > d',
    'list_transform(l, lambda current_date: 1) is null or current_date > d',
    'age(d) > interval 1 day',
    'd.age()',
    'ago(interval 1 day) > d',
    'main.now() > z',
    'system.main.lower(origin)',
    'pg_catalog.pg_typeof(x)',
    "json_serialize_plan('select 1')",
    'pg_sleep(1)',
    'current_user',
    'lower(distinct origin)',
    'lower(origin order by x)',
    'lower(origin) filter (where true)',
    `${'x + '.repeat(3000)}x`,
    `${'x + '.repeat(260)}x`,
    `${'list_transform(l, lambda e: '.repeat(24)}x${')'.repeat(24)}`,
    "'a\0b'",
  ])('%s', async (text) => {
    await expect(check(text)).rejects.toMatchObject({
      name: 'EngineError',
      code: expect.stringMatching(/^EXPRESSION_(REFUSED|INVALID)$/),
    });
  });

  test("the relation's own name is not the row's", async () => {
    await expect(check(`${opened.relation}.x = 1`)).rejects.toThrow(
      `"${opened.relation.slice(1, -1)}" is no column of the dataset`,
    );
  });

  test('nesting is bounded', async () => {
    await expect(check(`${'-('.repeat(2000)}x${')'.repeat(2000)}`)).rejects.toThrow(
      'does not parse: Max expression depth limit',
    );
    await expect(check(`${'('.repeat(4000)}x${')'.repeat(4000)}`)).resolves.toBeDefined();
  });
});

describe('the sentence says what is wrong, and what to write', () => {
  test.each([
    [
      'x >',
      'EXPRESSION_INVALID',
      'The SQL expression `x >` does not parse: it ends too early, or has a ")" too many.',
    ],
    [
      'x = = 1',
      'EXPRESSION_INVALID',
      'The SQL expression `x = = 1` does not parse: "=" at character 5 can\'t stand there.',
    ],
    ['', 'EXPRESSION_INVALID', 'The SQL expression `` is empty.'],
    [
      'origins <> destination',
      'EXPRESSION_INVALID',
      'The SQL expression `origins <> destination` does not fit the dataset: there is no column "origins" at character 1: did you mean "origin"?',
    ],
    [
      'lowr(origin)',
      'EXPRESSION_INVALID',
      'The SQL expression `lowr(origin)` does not fit the dataset: there is no function lowr() at character 1: did you mean lower()?',
    ],
    [
      'x >> > 5',
      'EXPRESSION_INVALID',
      'The SQL expression `x >> > 5` does not fit the dataset: the operator >> at character 3 has no value behind it.',
    ],
    [
      "origin = 'Zoë Secret",
      'EXPRESSION_INVALID',
      "The SQL expression `origin = 'Zoë Secret` does not parse: the quoted string that begins at character 10 has no end.",
    ],
    [
      "origin = 'Zoë'\n  adn x > 1",
      'EXPRESSION_INVALID',
      'The SQL expression `origin = \'Zoë\'\n  adn x > 1` does not parse: "adn" at line 2, character 3 can\'t stand there: did you mean "and" in place of "adn"?',
    ],
    [
      'lower(x)',
      'EXPRESSION_INVALID',
      'The SQL expression `lower(x)` does not fit the dataset: lower() does not take 1 argument of type INTEGER: cast it.',
    ],
    [
      '1); drop table t',
      'EXPRESSION_INVALID',
      'The SQL expression `1); drop table t` does not parse: it ends too early, or has a ")" too many.',
    ],
    [
      '1); drop table t; select (1',
      'EXPRESSION_REFUSED',
      'The SQL expression `1); drop table t; select (1` is more than one expression.',
    ],
    [
      'x = any(l)',
      'EXPRESSION_REFUSED',
      'The SQL expression `x = any(l)` is refused: a subquery reads more than the row; for = any(list) write list_contains(list, value).',
    ],
    [
      'd < now()',
      'EXPRESSION_REFUSED',
      'The SQL expression `d < now()` calls now(): it reads the clock, and "now" is an input of the run: measure age() or future(), or write the instant.',
    ],
    [
      'd < current_date',
      'EXPRESSION_REFUSED',
      'The SQL expression `d < current_date` calls current_date: it reads the clock, and "now" is an input of the run: measure age() or future(), or write the instant.',
    ],
    [
      'x < avg(x)',
      'EXPRESSION_REFUSED',
      'The SQL expression `x < avg(x)` calls avg(): it takes many rows, and an expression is computed from one: use a measure.',
    ],
  ])('%s', async (text, code, message) => {
    await expect(check(text)).rejects.toMatchObject({ code, message });
  });

  test('a predicate is true or false', async () => {
    await expect(check('x', 'value')).resolves.toBeDefined();
    await expect(check('x', 'predicate')).rejects.toThrow(
      'The SQL expression `x` is of type INTEGER, and a predicate must be BOOLEAN.',
    );
    await expect(check('x > 1', 'predicate')).resolves.toBeDefined();
  });

  test('a long text is cut', async () => {
    const text = 'x + '.repeat(3000);
    await expect(check(text)).rejects.toThrow(
      `The SQL expression \`${text.slice(0, 119)}…\` has more than 10000 characters.`,
    );
  });

  test('no file is read to check, though the dataset be one', async () => {
    await expect(check('x / (x - 1) > 0')).resolves.toBeDefined();
    await expect(check('origin::integer > 0')).resolves.toBeDefined();
  });
});

describe("the lists of functions agree with the engine's catalogue", () => {
  let kinds: ReadonlyMap<string, ReadonlySet<unknown>>;

  beforeAll(async () => {
    const rows = await opened.query(
      "select distinct function_name as name, concat_ws(' ', function_type, stability) as kind from duckdb_functions()",
    );
    const grouped = Map.groupBy(rows, ({ name }) => String(name));
    kinds = new Map(
      [...grouped].map(([name, all]) => [name, new Set(all.map(({ kind }) => kind))]),
    );
  });

  test('what passes unasked is a function of the row that gives the same answer each time', () => {
    for (const name of plainFunctions)
      expect([...(kinds.get(name) ?? [])], name).toEqual(['scalar CONSISTENT']);
    for (const name of plainMacros) expect([...(kinds.get(name) ?? [])], name).toEqual(['macro']);
  });

  test('what changes from call to call, or within a run, is refused with a reason', () => {
    const changing = [...kinds].filter(([, all]) =>
      [...all].some((kind) => /VOLATILE|WITHIN_QUERY/.test(String(kind))),
    );
    expect(changing.length).toBeGreaterThan(20);
    for (const [name] of changing) expect(impurityOf(name, 0), name).toBeDefined();
    for (const name of bareFunctions) expect(impurityOf(name, 0), name).toBeDefined();
  });

  test('what is constant by name and not by nature is refused, in this version', () => {
    const suspicious = [...kinds]
      .filter(([, all]) => all.has('scalar CONSISTENT'))
      .map(([name]) => name)
      .filter((name) => /current|now|today|setting|variable|env|sleep|plan$|log_/.test(name));
    expect(suspicious.toSorted()).toEqual([
      'current_localtime',
      'current_localtimestamp',
      'current_setting',
      'getvariable',
      'json_serialize_plan',
      'parse_duckdb_log_message',
    ]);
    for (const name of suspicious) expect(impurityOf(name, 0), name).toBeDefined();
  });
});
