import { expect, test } from 'vitest';
import { splitStatements } from '../../../../src/engine/duckdb/script/split-statements.ts';
import { onPlainDuckDB } from '../../../support/plain-duckdb.ts';

const scripts = [
  'select 1',
  'select 1;',
  ';;select 1;; select 2;',
  "select ';' as \";\"; select 'it''s;' -- not; here\n; select 3",
  '/* a; /* nested; */ b; */ select 1; -- the end;',
  'select $$a;b$$; select $tag$ $$;\'" $tag$',
  String.raw`select E'\';' as a; select e'\\'; select 'a\'; select 1`,
  "select type'a;b' from t; select 1",
  'with a as (select 1) from a; (select 2); values (3)',
  'select 1 --;\n;\r\nselect 2',
];

test.each(scripts)('statements are those that DuckDB finds: %s', async (script) => {
  const found = await onPlainDuckDB(process.cwd(), async (connection) =>
    connection.extractStatements(script),
  );
  expect(splitStatements(script)).toHaveLength(found.count);
});

test('a statement has its first word and the line on which that stands', () => {
  const script =
    '-- first\n\nselect 1\n;\n/* then */\n(from input);\n\ncreate\ntable output as from input';
  expect(splitStatements(script)).toEqual([
    { sql: 'select 1\n', line: 3, verb: 'SELECT' },
    { sql: '(from input)', line: 6, verb: 'FROM' },
    { sql: 'create\ntable output as from input', line: 8, verb: 'CREATE' },
  ]);
});
