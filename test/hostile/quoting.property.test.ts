import { DuckDBInstance } from '@duckdb/node-api';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import * as sources from '../../src/dataset/sql/quote.ts';
import { loadDuckDB } from '../../src/engine/duckdb/connection/duckdb-api.ts';
import * as dialect from '../../src/engine/duckdb/dialect/expressions.ts';
import { Declined } from '../../src/engine/engine.ts';
import { halves, hostileTexts } from './names.ts';

await loadDuckDB();
const instance = await DuckDBInstance.create(':memory:');
const connection = await instance.connect();
const wanted = 20_000;
/** On one seed in CI, and on a new one at a desk: as all properties here. */
let texts: readonly string[] = [];

beforeAll(() => {
  const { seed } = fc.readConfigureGlobal();
  const drawn = fc.sample(hostileTexts, {
    numRuns: 3 * wanted,
    ...(seed !== undefined && { seed }),
  });
  texts = [...new Set(drawn)].slice(0, wanted);
});
afterAll(() => {
  connection.closeSync();
  instance.closeSync();
});

async function* answers(items: readonly string[], at = 500) {
  for (let from = 0; from < items.length; from += at) {
    const result = await connection.run(`select ${items.slice(from, from + at).join(', ')}`);
    yield { from, names: result.columnNames(), values: (await result.getRows())[0] ?? [] };
  }
}

/** An identifier holds no NUL in DuckDB, and no name is empty. */
const isName = (text: string) => text !== '' && !text.includes('\0');

test(`there are ${wanted} texts, of all kinds`, () => {
  expect(texts).toHaveLength(wanted);
  expect(texts.every((text) => text.isWellFormed())).toBe(true);
  for (const part of ['"', "'", '\\', ';', '--', '\0', '\n', '😀', '\u202e', '$1'])
    expect(texts.filter((text) => text.includes(part)).length, part).toBeGreaterThan(20);
});

describe.each<[string, (name: string) => string]>([
  ['of sources', sources.identifier],
  ['of the dialect', dialect.identifier],
])('identifiers %s', (_, identifier) => {
  test('no two texts are quoted alike', () => {
    const names = texts.filter((text) => !text.includes('\0'));
    expect(new Set(names.map(identifier)).size).toBe(names.length);
  });

  test('the engine reads each as the very name', async () => {
    const names = texts.filter(isName);
    expect(names.length).toBeGreaterThan(wanted * 0.9);
    let read = 0;
    for await (const answer of answers(names.map((name) => `1 as ${identifier(name)}`))) {
      const asked = names.slice(answer.from, answer.from + answer.names.length);
      expect(asked.filter((name, at) => answer.names[at] !== name)).toEqual([]);
      read += answer.names.length;
    }
    expect(read).toBe(names.length);
  });
});

describe.each<[string, (text: string) => string, (text: string) => boolean]>([
  ['of sources', sources.literal, (text) => !text.includes('\0')],
  ['of the dialect', dialect.literal, () => true],
])('texts %s', (_, literal, isText) => {
  test('no two are quoted alike, and the engine reads each as it is', async () => {
    const said = texts.filter(isText);
    expect(new Set(said.map(literal)).size).toBe(said.length);
    let read = 0;
    for await (const { from, values } of answers(said.map(literal))) {
      expect(
        said.slice(from, from + values.length).filter((text, at) => values[at] !== text),
      ).toEqual([]);
      read += values.length;
    }
    expect(read).toBe(said.length);
    expect(read).toBeGreaterThan(wanted * 0.9);
  });
});

describe('what the engine can not hold is refused before it is altered', () => {
  test.each(halves)('half a character: %j', (text) => {
    expect(() => sources.literal(text)).toThrow(/half a character/);
    expect(() => sources.identifier(text)).toThrow(/half a character/);
    // JavaScript judges it: no value is equal to it there.
    expect(() => dialect.literal(text)).toThrow(Declined);
    expect(() => dialect.identifier(text)).toThrow(/half a character/);
  });

  test('NUL, where a name or a path is written', () => {
    expect(() => sources.literal('a\0b')).toThrow(/NUL/);
    expect(() => sources.identifier('a\0b')).toThrow(/NUL/);
    expect(() => dialect.identifier('a\0b')).toThrow(/NUL/);
  });
});
