import { globSync, readdirSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';

// A dataset names its engine; what is declared, planned and reported names none, so that another engine is a folder and
// a line. Comments may name one where they give a measured cost, or say what a user's SQL means to it.

/** JavaScript is no place where queries run: it judges rows of every engine, and the planner may import it. */
const engines = readdirSync('src/engine', { withFileTypes: true })
  .filter((entry) => entry.isDirectory() && entry.name !== 'javascript')
  .map(({ name }) => name);

const folders = ['plan', 'contract', 'metric', 'outcome', 'vitest'];
const files = globSync(`src/{${folders.join(',')}}/**/*.ts`);

/** Texts stay as they are, for they are part of what the code says. */
const parts =
  /"(?:[^"\\\n]|\\.)*"|'(?:[^'\\\n]|\\.)*'|`(?:[^`\\]|\\.)*`|\/\*[\s\S]*?\*\/|\/\/[^\n]*/g;

const withoutComments = (source: string) =>
  source.replaceAll(parts, (part) => (/^\/[/*]/.test(part) ? '' : part));

const namedIn = (source: string) => {
  const code = withoutComments(source).toLowerCase();
  return engines.filter((name) => code.includes(name));
};

test('there are engines and files to look at', () => {
  expect(engines).toContain('duckdb');
  expect(files.length).toBeGreaterThan(100);
});

test('code is told from comments', () => {
  expect(namedIn("/* DuckDB */ const a = 'x'; // duckdb")).toEqual([]);
  expect(namedIn("import { a } from '../engine/duckdb/a.ts';")).toEqual(['duckdb']);
  expect(namedIn('const message = `as DuckDB does it`; // so')).toEqual(['duckdb']);
  expect(namedIn("const url = 'http://duckdb.org';")).toEqual(['duckdb']);
});

test.for(files)('%s names no engine', (file) => {
  expect(namedIn(readFileSync(file, 'utf8'))).toEqual([]);
});
