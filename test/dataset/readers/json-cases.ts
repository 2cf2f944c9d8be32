import { gzipSync, zstdCompressSync } from 'node:zlib';
import fc from 'fast-check';
import type { ColumnHint } from '../../../src/dataset/dataset.ts';
import { json } from '../../../src/dataset/json/json.ts';
import type { JsonOptions } from '../../../src/dataset/json/json-options.ts';
import { slowJson } from '../slow/slow.ts';
import { type JsonKey, jsonKey, jsonValue, plainJson } from './json-values.ts';
import type { ReaderCase } from './reader-case.ts';
import { familiesFor, firstKind, uniqueHints } from './written-values.ts';

/** A record of a JSON file, as text. */
interface JsonRecord {
  readonly text: string;
  readonly blankBefore: boolean;
  readonly end: string;
}

const broken = fc.constantFrom(
  ...[
    '{"id":1',
    '{"id":01}',
    "{'id':1}",
    '{"id":1}}',
    '{"id":.5}',
    '{"id":1,}',
    '{"id":"a\tb"}',
    '{"id":+1}',
    '{"id":NaN}',
  ],
  ...[
    '{id:1}',
    'x',
    '{"id":"\\x"}',
    '{"id":1} {"n":2}',
    '{"id":"\\ud800"}',
    '{"id":tru}',
    '"',
    '{',
    '}',
    ']',
    '{"id" 1}',
  ],
);

const noObject = fc.constantFrom('[1]', '[]', '1', '"x"', 'null', 'true', '-1.5e3', '[{"id":1}]');

const spelled = (entries: readonly (readonly [string, string])[], space: string) =>
  `{${entries.map(([key, value]) => `${space}${JSON.stringify(key)}:${space}${value}`).join(`,${space}`)}}`;

/** An object; each key is there or not, and with `twice` one of them, at any depth, again. */
const object = (keys: readonly JsonKey[], twice: boolean): fc.Arbitrary<string> =>
  fc
    .record({
      entries: fc.tuple(
        ...keys.map((key) =>
          fc.option(
            jsonValue(key).map((value) => [key.name, value] as const),
            { freq: 8 },
          ),
        ),
      ),
      again: fc.nat(6),
      space: fc.constantFrom('', '', '', ' ', '\t'),
    })
    .map(({ entries, again, space }) => {
      const there = entries.filter((entry) => entry !== null);
      const [first] = there;
      if (!twice || first === undefined) return spelled(there, space);
      return again === 0
        ? spelled([...there, ['in', '{"x":1,"x":2}']], space)
        : spelled([...there, first], space);
    });

const record = (
  keys: readonly JsonKey[],
  isFaulty: boolean,
  mayBeBroken: boolean,
): fc.Arbitrary<JsonRecord> =>
  fc.record({
    text: isFaulty
      ? fc.oneof(
          { weight: 16, arbitrary: object(keys, false) },
          { weight: 2, arbitrary: object(keys, true) },
          { weight: 2, arbitrary: noObject },
          { weight: mayBeBroken ? 3 : 0, arbitrary: broken },
        )
      : object(keys, false),
    blankBefore: fc.nat(15).map((at) => at === 0),
    end: fc.constantFrom('\n', '\n', '\n', '\r\n'),
  });

const form = (isLarge: boolean) =>
  fc.record({
    format: fc.constantFrom('array', 'lines', 'lines', 'values'),
    isGiven: fc.boolean(),
    compression: fc.constantFrom('none', 'none', 'none', 'gzip', 'zstd'),
    isNamed: fc.boolean(),
    extension: fc.constantFrom('json', 'ndjson', 'jsonl'),
    dateFormat: fc.constantFrom(undefined, undefined, undefined, '%d/%m/%Y'),
    maxRecordSize: fc.constantFrom(undefined, undefined, undefined, undefined, undefined, 60, 5000),
    isFaulty: fc.constantFrom(false, true, true),
    isEnded: fc.constantFrom(true, true, false),
    flaw: fc.oneof(
      { weight: 30, arbitrary: fc.constant(null) },
      {
        weight: 3,
        arbitrary: fc.constantFrom(
          ...([
            'mark',
            'unclosed',
            'control',
            'deep',
            'nearly deep',
            'stray byte',
            'empty',
            'spaces',
            'UTF-16',
          ] as const),
        ),
      },
    ),
    separator: fc.constantFrom(',', ',\n', '\n,', ' , ', ',\r\n'),
    rowsBefore: fc.oneof(
      { weight: 60, arbitrary: fc.constant(0) },
      { weight: 3, arbitrary: fc.constant(1_100) },
      { weight: 3, arbitrary: fc.constant(5_100) },
      { weight: isLarge ? 1 : 0, arbitrary: fc.constant(200_100) },
    ),
    files: fc.constantFrom(1, 1, 1, 2),
  });

type Form = typeof form extends (isLarge: boolean) => fc.Arbitrary<infer One> ? One : never;

/** JSON files of records that are known one by one. */
export const jsonCase = (isLarge: boolean): fc.Arbitrary<ReaderCase> =>
  fc
    .tuple(fc.array(jsonKey, { minLength: 1, maxLength: 6 }), form(isLarge))
    .chain(([keys, one]) => {
      const records = fc.array(record(keys, one.isFaulty, one.format === 'lines'), {
        maxLength: 25,
      });
      const hints = fc.tuple(...keys.map(({ kind }) => familiesFor(kind)));
      return fc
        .record({ files: fc.array(records, { minLength: one.files, maxLength: one.files }), hints })
        .map(({ files, hints: families }) => caseOf(keys, one, files, families));
    });

function caseOf(
  keys: readonly JsonKey[],
  one: Form,
  files: readonly (readonly JsonRecord[])[],
  families: readonly (ColumnHint['families'] | null)[],
): ReaderCase {
  const suffix = one.isNamed
    ? ({ none: '', gzip: '.gz', zstd: '.zst' } as const)[one.compression as Packing]
    : '';
  const extension = one.format === 'lines' ? one.extension : 'json';
  const options = Object.fromEntries(
    Object.entries({
      format: one.isGiven ? one.format : undefined,
      compression: one.isNamed ? undefined : one.compression,
      dateFormat: one.dateFormat,
      maxRecordSize: one.maxRecordSize,
    }).filter(([, value]) => value !== undefined),
  ) as JsonOptions;
  const before = Array.from({ length: one.rowsBefore }, (_, row): JsonRecord => {
    const there = keys.filter((key) => key.before !== 'empty');
    const entries = there.map((key) => [key.name, plainJson(firstKind(key), row)] as const);
    const unique = new Map(entries);
    return { text: spelled([...unique], ''), blankBefore: false, end: '\n' };
  });
  const all = files.map((records, at) => (at === 0 ? [...before, ...records] : records));
  const paths = all.map((_, at) => `f${at}.${extension}${suffix}`);
  const isCertain = one.flaw === null || one.flaw === 'nearly deep';
  return {
    fast: json(paths, options),
    slow: slowJson(paths, options),
    hints: uniqueHints(
      keys.flatMap(({ name }, at): ColumnHint[] => {
        const known = families[at];
        return known ? [{ name, families: known }] : [];
      }),
    ),
    files: Object.fromEntries(all.map((records, at) => [paths[at], packed(records, one)])),
    options: { ...options, paths },
    records: isCertain ? all.flat().length + (one.flaw === null ? 0 : all.length) : null,
  };
}

type Packing = 'none' | 'gzip' | 'zstd';

function packed(records: readonly JsonRecord[], one: Form): Uint8Array {
  const bytes = flawed(written([...records, ...deepRecords(one)], one), one);
  if (one.compression === 'gzip') return gzipSync(bytes);
  return one.compression === 'zstd' ? zstdCompressSync(bytes) : bytes;
}

/** A record that is as deep as one may be, or deeper. */
function deepRecords({ flaw }: Form): readonly JsonRecord[] {
  if (flaw !== 'deep' && flaw !== 'nearly deep') return [];
  // Of a type with more levels the scratch file keeps the rest as JSON.
  const levels = flaw === 'deep' ? 260 : 10;
  const text = `{"deep":${'['.repeat(levels)}${']'.repeat(levels)}}`;
  return [{ text, blankBefore: false, end: '\n' }];
}

function written(records: readonly JsonRecord[], { format, separator, isEnded }: Form): string {
  if (format === 'array')
    return `[${records.map(({ text }) => text).join(separator)}]${isEnded ? '\n' : ''}`;
  const lines = records.map(({ text, blankBefore, end }) => (blankBefore ? end : '') + text + end);
  const whole = lines.join('');
  return isEnded ? whole : whole.replace(/\r?\n$/, '');
}

function flawed(text: string, { flaw, format }: Form): Buffer {
  switch (flaw) {
    case 'mark':
      return Buffer.from(`\ufeff${text}`);
    case 'unclosed':
      return Buffer.from(text.slice(0, Math.max(1, text.length - 2)));
    case 'control':
      return Buffer.from(
        format === 'array' ? text.replace('[', '[\x01') : text.replace('\n', '\x01\n'),
      );
    case 'stray byte':
      return Buffer.concat([Buffer.from(text), Buffer.from([0xff]), Buffer.from('\n')]);
    case 'UTF-16':
      return Buffer.from(`\ufeff${text}`, 'utf16le');
    case 'empty':
      return Buffer.alloc(0);
    case 'spaces':
      return Buffer.from(' \n \n');
    default:
      return Buffer.from(text);
  }
}

const part = fc.constantFrom(
  ...[
    '{',
    '}',
    '[',
    ']',
    ',',
    ':',
    '"',
    '"a"',
    '"b"',
    '1',
    '-1.5',
    'null',
    'true',
    '\n',
    '\n',
    '\r\n',
    ' ',
    '\\',
    '\x01',
  ],
  ...[
    '{"a":1}',
    '{"a":1}\n',
    '{"a":"x"},',
    '{"b":[1,2]}',
    '{"a":{"b":1}}\n',
    '[{"a":1}]',
    '"\\u0041"',
    'é',
    '{}',
    '[]',
  ],
);

const wholePart = fc.constantFrom(
  '{"a":1}\n',
  '{"a":"x"}\n',
  '{"b":[1,2]}\n',
  '{"a":{"b":1}}\n',
  '{"a":null,"b":1.5}\n',
);

/** JSON files of any characters. */
export const wildJsonCase: fc.Arbitrary<ReaderCase> = fc
  .record({
    parts: fc.array(fc.oneof({ weight: 1, arbitrary: part }, { weight: 3, arbitrary: wholePart }), {
      maxLength: 16,
    }),
    format: fc.constantFrom(undefined, 'array', 'lines', 'values'),
    hints: fc.option(familiesFor('integer')),
  })
  .map(({ parts, format, hints }) => {
    const options = (format === undefined ? {} : { format }) as JsonOptions;
    return {
      fast: json('wild.json', options),
      slow: slowJson('wild.json', options),
      hints: hints ? [{ name: 'a', families: hints }] : [],
      files: { 'wild.json': Buffer.from(parts.join('')) },
      options: { ...options, paths: ['wild.json'] },
      records: null,
    };
  });
