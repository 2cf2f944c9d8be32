import fc from 'fast-check';
import { describe, expect, test, vi } from 'vitest';
import { repeatsKey, watchKeys } from '../../../src/dataset/json/json-keys.ts';
import { type JsonFormat, scanJson } from '../../../src/dataset/json/json-scan.ts';
import { json, z } from '../../../src/index.ts';
import { folder, told } from '../folder.ts';
import { opened, rowsOf } from '../opened.ts';

vi.setConfig({ testTimeout: 60_000 });

/** Pairs of a key and a value: an object as it is written. */
type Written =
  | string
  | { readonly pairs: readonly (readonly [string, Written])[] }
  | readonly Written[];

const keys = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.constantFrom('a', 'b', 'a.b', '__proto__', '', 'é', '🦆', '"', '\\', 'a\n'),
  },
  { weight: 1, arbitrary: fc.string({ unit: 'grapheme' }) },
);

const { value } = fc.letrec<{ value: Written; object: Written }>((tie) => ({
  value: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    fc.constantFrom('1', '-1.5e3', 'true', 'null', '"x"', '"{\\"a\\": 1, \\"a\\": 2}"', '"\\\\"'),
    tie('object'),
    fc.array(tie('value'), { maxLength: 3 }),
  ),
  object: fc.record({ pairs: fc.array(fc.tuple(keys, tie('value')), { maxLength: 4 }) }),
}));

/** A key in one of the ways to write it. */
const spelled = (key: string, seed: number) =>
  seed % 2 === 0
    ? JSON.stringify(key)
    : `"${[...Array(key.length).keys()].map((at) => `\\u${key.charCodeAt(at).toString(16).padStart(4, '0')}`).join('')}"`;

function textOf(written: Written, seed = 0): string {
  if (typeof written === 'string') return written;
  if ('pairs' in written)
    return `{${written.pairs.map(([key, item], at) => `${spelled(key, seed + at)}:${textOf(item, seed + at)}`).join(', ')}}`;
  return `[${written.map((item, at) => textOf(item, seed + at)).join(' ,')}]`;
}

function isTwice(written: Written): boolean {
  if (typeof written === 'string') return false;
  if (!('pairs' in written)) return written.some(isTwice);
  const names = written.pairs.map(([key]) => key);
  return new Set(names).size < names.length || written.pairs.some(([, item]) => isTwice(item));
}

describe('a key named twice', () => {
  test.each<[string, boolean]>([
    ['{"a":1,"a":2}', true],
    ['{"a":{"b":1,"b":-1}}', true],
    ['{"a":[{"c":1},{"b":1,"b":2}]}', true],
    ['{"a":[[{"b":1,"b":2}]]}', true],
    ['{"a":{"b":{"c":{"d":1,"d":1}}}}', true],
    ['{"b":1,"\\u0062":2}', true],
    ['{"x":{"\\u00e9":1,"é":2}}', true],
    ['{"x":{"\\ud83e\\udd86":1,"🦆":2}}', true],
    ['{"a\\/b":1,"a/b":2}', true],
    ['{"a\\"":1,"a\\u0022":2}', true],
    ['{"\\n":1,"\\u000a":2}', true],
    ['{"":{"":1,"":2}}', true],
    ['{"a":1,"A":2}', false],
    ['{"a":{"a":{"a":1}},"b":{"a":1}}', false],
    ['{"a":[{"b":1},{"b":2}]}', false],
    ['{"a":"b","b":"a"}', false],
    ['{"a":"{\\"b\\":1,\\"b\\":2}"}', false],
    ['{"a":["a","a"],"c":["a"]}', false],
    ['{"a":{"b":1},"c":{"b":1}}', false],
    ['{"\\\\u0062":1,"b":2}', false],
    ['{"a":{"b":1},"b":2}', false],
  ])('%s: %s', (text, twice) => {
    expect(repeatsKey(text)).toBe(twice);
    const watch = watchKeys();
    watch.begin(7);
    watch.feed(Buffer.from(text), 0, Buffer.byteLength(text));
    expect(watch.suspects()).toEqual(twice ? [7] : []);
  });

  test('is seen in any object, however it is written, cut into chunks and held', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.tuple(value, fc.nat(3)), { minLength: 1, maxLength: 12 }),
        fc.integer({ min: 1, max: 40 }),
        fc.constantFrom<JsonFormat>('lines', 'array', 'values'),
        async (records, size, format) => {
          const texts = records.map(([one, seed]) => textOf({ pairs: [['k', one]] }, seed));
          const expected = records.flatMap(([one], at) => (isTwice(one) ? [at] : []));
          for (const [at, text] of texts.entries())
            expect([text, repeatsKey(text)]).toEqual([text, expected.includes(at)]);
          const whole = format === 'array' ? `[${texts.join(',\n')}]` : texts.join('\n');
          const bytes = Buffer.from(whole);
          async function* chunks() {
            for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size);
          }
          const { suspects, records: count } = await scanJson(chunks(), format);
          expect([whole, suspects, count]).toEqual([whole, expected, texts.length]);
        },
      ),
      { numRuns: 300 },
    );
  });

  test('is found among many keys, in no more time', () => {
    const many = Array.from({ length: 20_000 }, (_, at) => `"key ${at}":${at}`);
    const watch = watchKeys();
    for (const [at, last] of ['"last":1', '"key 3":1'].entries()) {
      const bytes = Buffer.from(`{"o":{${[...many, last].join(',')}}}`);
      watch.begin(at);
      watch.feed(bytes, 0, bytes.length);
    }
    expect(watch.suspects()).toEqual([1]);
  });

  test.each<[string, string]>([
    ['x.ndjson', '{"a":{"b":1}}\n{"a":{"b":1,"b":-1}}\n{"a":{"b":2}}\n'],
    ['x.json', '[{"a":{"b":1}},\n{"a":{"b":1,"\\u0062":-1}},\n{"a":{"b":2}}]'],
    ['y.json', '{"a":\n{"b":1}} {"a":{"b":2}}\n{"a":{"b":1,"b":-1}}'],
  ])('in an object of a record is a problem with its line, in %s', async (name, content) => {
    const session = await opened(json(name), {
      root: folder({ [name]: content }),
      shape: { a: z.object({ b: z.int().positive() }) },
    });
    expect(told(session)).toEqual([
      `${name}:${name === 'y.json' ? 3 : 2}: an object in the record names one of its keys twice`,
    ]);
    expect(await rowsOf(session)).toHaveLength(2);
  });

  test('is counted where there are many', async () => {
    const lines = Array.from({ length: 3000 }, (_, at) => `{"id":${at},"o":[{"a":1,"a":${at}}]}`);
    const session = await opened(json('x.ndjson'), {
      root: folder({ 'x.ndjson': [...lines, '{"id":1,"o":[]}'].join('\n') }),
    });
    expect([session.problemCount, (await rowsOf(session)).length]).toEqual([3000, 1]);
    expect(told(session).at(-1)).toMatch(/^x\.ndjson:20: an object in the record/);
  });
});
