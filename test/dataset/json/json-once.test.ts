import fc from 'fast-check';
import { expect, test, vi } from 'vitest';
import { columnHints } from '../../../src/contract/schema/schema-expectations.ts';
import type { Dataset, Opened, Reader } from '../../../src/dataset/dataset.ts';
import { json } from '../../../src/dataset/json/json.ts';
import { openJsonCarefully } from '../../../src/dataset/json/json-careful.ts';
import { openJsonOnce } from '../../../src/dataset/json/json-once.ts';
import { openSession } from '../../../src/engine/duckdb/open-session.ts';
import { z } from '../../../src/index.ts';
import { folder, told } from '../folder.ts';

vi.setConfig({ testTimeout: 120_000 });

type Way = 'guessed' | 'counted first' | 'carefully';

const shape = { d: z.date(), t: z.string(), n: z.number(), empty: z.int().nullable() };

/** What a way of reading tells of a file; null where it leaves the file to another. */
async function read(way: Way, name: string, content: string | Uint8Array) {
  const root = folder({ [name]: content });
  const file = { path: `${root}/${name}`, shown: name, listed: name, remote: false };
  const files = [{ ...file, size: Buffer.from(content).length }];
  let isOurs = true;
  const open = async (reader: Reader): Promise<Opened> => {
    const hints = columnHints(z.object(shape));
    const careful = () => openJsonCarefully(reader, files, {}, hints, name);
    if (way === 'carefully') return careful();
    const once = await openJsonOnce(reader, files, {}, hints, way === 'guessed' ? -1 : undefined);
    isOurs = once !== null;
    return once ?? careful();
  };
  const dataset: Dataset = { ...json(name), open };
  try {
    const session = await openSession(dataset, [], { root, now: new Date(0) });
    const rows = await session.query(`select * from ${session.relation}`);
    const { columns, problemCount, notes, leftOut } = session;
    const unreadable = [...(session.unreadable?.columns ?? [])].map(([column, { count }]) => [
      column,
      count,
    ]);
    await session.close();
    const types = columns.map((column) => `${column.name} ${column.type}`);
    const problems = told(session);
    return { isOurs, told: { types, rows, problems, problemCount, notes, leftOut, unreadable } };
  } catch (error) {
    return { isOurs, told: String(error) };
  }
}

const many = (record: (at: number) => string, last: readonly string[]) =>
  [...Array.from({ length: 20_000 }, (_, at) => record(at)), ...last].join('\n');

const plain = (at: number) => `{"n":${at},"t":"é ${at}","d":"2024-01-01","o":{"k":[${at},null]}}`;

test.each([
  ['nothing strange', []],
  ['a key that comes late', ['{"n":1,"late":[1,{"x":2}]}']],
  ['keys that come late, out of order', ['{"z":1,"n":1,"b":2}', '{"a":{"b":null}}']],
  ['text in a column of numbers', ['{"n":"5"}']],
  ['a number in a column of text', ['{"t":5}']],
  ['a number that is no integer', ['{"n":5.5}']],
  ['an integer beyond BIGINT', ['{"n":9223372036854775808}']],
  ['an integer of 30 digits', ['{"n":-123456789012345678901234567890}']],
  ['an integer of 40 digits', ['{"n":1234567890123456789012345678901234567890}']],
  ['long digits beside nested integers', ['{"t":"12345678901234567890"}']],
  ['a whole number that DOUBLE rounds', ['{"n":0.5}', '{"n":9007199254740993}']],
  [
    'whole numbers that DOUBLE rounds, within others',
    ['{"o":{"k":[0.5,9007199254740993]}}', '{"p":{"x":123456789012345678901}}'],
  ],
  ['a number beyond DOUBLE within others', ['{"o":{"k":[1e400, 2]}}']],
  ['a number beyond DOUBLE', ['{"n":0.5}', '{"n":1e400}', '{"n":Infinity}', '{"n":NaN}']],
  ['a text that is no date', ['{"d":"Jane"}', '{"d":"2024-02-30"}']],
  ['an instant among days', ['{"d":"2024-01-01T10:00:00Z"}']],
  ['broken lines', ['{"n":', '{"n":1}{"n":2}', '{"n":2}', '{"t":"\\ud800"}', '5', '[1]', 'null']],
  ['a key twice', ['{"n":1,"n":2}', '{"n":3,"o":{"k":[1],"\\u006b":[2]}}', '{"n":4}']],
  ['another kind of nested value', ['{"o":[1]}']],
  ['a nested key that differs by case', ['{"o":{"k":[1],"K":2}}']],
  ['a key that differs by case', ['{"N":1}']],
  ['a name that SQL lacks', ['{"":1,"a\\u0000b":2}']],
  ['a comma before a bracket', ['{"n":1,"o":{"k":[1,],},}']],
])('decides alike in each way: %s', async (_, last) => {
  const content = many(plain, last);
  const careful = await read('carefully', 'x.ndjson', content);
  for (const way of ['guessed', 'counted first'] as const)
    expect(await read(way, 'x.ndjson', content)).toEqual({ isOurs: true, told: careful.told });
});

test('leaves what it can not tell apart to the careful way', async () => {
  const whole = '[{"n":1},{"n":2}]';
  expect((await read('guessed', 'x.json', whole)).isOurs).toBe(true);
  for (const content of [whole.slice(0, -1), `${whole}]`, '[{"n":1}{"n":2}]', '[{"n":01}]', '[]'])
    expect((await read('guessed', 'x.json', content)).isOurs).toBe(false);
  // More brackets than levels that are read, with an end and without one.
  for (const line of ['{'.repeat(251), `{"a":${'['.repeat(251)}${']'.repeat(251)}}`])
    expect((await read('guessed', 'x.ndjson', `{"n":1}\n${line}\n`)).isOurs).toBe(false);
});

const leaf = fc.constantFrom(
  ...[
    '1',
    '-5',
    '-0',
    '1.5',
    '1e400',
    '9007199254740993',
    '1e16',
    '9223372036854775808',
    '12345678901234567890123',
    '"x"',
  ],
  ...['"\\u0041\\n"', '"2024-01-01"', '""', 'true', 'null', 'NaN', '01', '"\\ud800"', '"a', '{}'],
);
const key = fc.constantFrom('d', 't', 'n', 'o', 'x y', '10', 'k\\u0041', 'D');
const { value } = fc.letrec<{ value: string; object: string }>((tie) => ({
  value: fc.oneof(
    { withCrossShrink: true, depthSize: 'small' },
    { arbitrary: leaf, weight: 6 },
    { arbitrary: fc.array(tie('value'), { maxLength: 3 }).map((all) => `[${all}]`), weight: 1 },
    { arbitrary: tie('object'), weight: 1 },
  ),
  object: fc
    .array(fc.tuple(key, tie('value')), { maxLength: 4 })
    .map((all) => `{${all.map(([name, one]) => `"${name}": ${one}`).join(', ')}}`),
}));
const sound = fc.dictionary(key, fc.constantFrom('1', '2.5', '"x"', '"2024-01-01"', 'null'));
const record = fc.oneof(
  {
    arbitrary: sound.map((one) => `{${Object.entries(one).map(([k, v]) => `"${k}":${v}`)}}`),
    weight: 5,
  },
  {
    arbitrary: fc
      .array(fc.tuple(key, value), { maxLength: 5 })
      .map((all) => `{${all.map(([k, v]) => `"${k}":${v}`)}}`),
    weight: 2,
  },
  { arbitrary: value, weight: 1 },
);

test('reads what the careful way reads, in each format', async () => {
  const ways = fc.constantFrom<readonly [string, (all: readonly string[]) => string]>(
    ['x.ndjson', (all) => all.join('\n')],
    ['x.ndjson', (all) => all.map((one) => `${one}\r\n\n`).join('')],
    ['x.json', (all) => `[${all.join(',\n')}]`],
    ['x.json', (all) => all.join('\n ')],
  );
  const way = fc.constantFrom<Way>('guessed', 'counted first');
  await fc.assert(
    fc.asyncProperty(
      fc.array(record, { maxLength: 12 }),
      ways,
      way,
      async (all, [name, write], how) => {
        const careful = await read('carefully', name, write(all));
        expect((await read(how, name, write(all))).told).toEqual(careful.told);
      },
    ),
    { numRuns: 60 },
  );
});
