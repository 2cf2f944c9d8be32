import { gzipSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { csv } from '../../../src/dataset/csv/csv.ts';
import type { CsvOptions } from '../../../src/dataset/csv/csv-options.ts';
import { folder, openFile, told } from '../folder.ts';
import { opened, refusal, rowsOf } from '../opened.ts';

const open = (content: Uint8Array, options: CsvOptions, name = 'x.csv') =>
  openFile(name, content, (path) => csv(path, options));

const bytes = (text: string) => Buffer.from(text, 'latin1');

test.each<[string, Buffer, string]>([
  ['windows-1252', bytes('a,b\n1,\x80 5 \x93q\x94\n'), '€ 5 “q”'],
  ['cp1252', bytes('a,b\n1,caf\xe9\n'), 'café'],
  ['shift_jis', bytes('a,b\n1,\x93\xfa\x96{\n'), '日本'],
  ['gb18030', bytes('a,b\n1,\xd6\xd0\xce\xc4\n'), '中文'],
  ['koi8-r', bytes('a,b\n1,\xcd\xc9\xd2\n'), 'мир'],
  ['utf-16be', Buffer.from('\ufeffa,b\n1,é\n', 'utf16le').swap16(), 'é'],
])('reads %s', async (encoding, content, text) => {
  const session = await open(content, { encoding });
  expect(await rowsOf(session)).toEqual([{ a: 1n, b: text }]);
  const packed = await open(gzipSync(content), { encoding }, 'x.csv.gz');
  expect([await rowsOf(packed), packed.problemCount]).toEqual([[{ a: 1n, b: text }], 0]);
});

test.each<[string, Buffer]>([
  ['windows-1252', bytes('a,b\n1,x\n2,\x81\n3,"\n"\n4,\x9d\n')],
  ['shift_jis', bytes('a,b\n1,x\n2,\xff\n3,"\n"\n4,\x81\n')],
])('reports bytes that are no character of %s with their line', async (encoding, content) => {
  const session = await open(content, { encoding });
  expect(await rowsOf(session)).toHaveLength(2);
  expect(told(session)).toEqual([
    `x.csv:3: the record holds bytes that are no character of ${encoding}`,
    `x.csv:6: the record holds bytes that are no character of ${encoding}`,
  ]);
});

test('refuses a header that is no text of the encoding', async () => {
  expect(await refusal(() => open(bytes('a\xff,b\n1,2\n'), { encoding: 'shift_jis' }))).toBe(
    'DATASET_UNREADABLE: The first line of x.csv holds bytes that are no character of shift_jis.',
  );
});

test('names windows-1252 for a file that is not UTF-8', async () => {
  const advice = "by Excel for instance, read it with { encoding: 'windows-1252' }";
  expect(await refusal(() => open(bytes('caf\xe9,b\n1,2\n'), {}))).toBe(
    `DATASET_UNREADABLE: The first line of x.csv is not UTF-8. If the file was written on Windows, ${advice}.`,
  );
  const session = await open(bytes('id,n\n1,\x80 5 \x93q\x94\n2,x\n'), {});
  expect(told(session)).toEqual([
    `x.csv:2: the record holds bytes that are not UTF-8: if the file was written on Windows, ${advice}`,
  ]);
});

test('names windows-1252 for a file that is not Latin-1', async () => {
  const content = bytes('id,n\n1,\xe9\n2,\x93q\x94\n');
  expect(await refusal(() => open(content, { encoding: 'latin-1' }))).toBe(
    "DATASET_UNREADABLE: Line 3 of x.csv holds bytes from 0x80 to 0x9f, which are no text in Latin-1: read the file with { encoding: 'windows-1252' }.",
  );
});

test('refuses a name that TextDecoder does not know', async () => {
  expect(await refusal(() => csv('x.csv', { encoding: 'windows-125' }))).toBe(
    "DATASET_INVALID: The option encoding of csv() can't be \"windows-125\": write 'utf-8', 'latin-1', 'utf-16', 'windows-1252', 'shift_jis' or another name that TextDecoder knows.",
  );
});

test('refuses a file that begins with the mark of another encoding', async () => {
  const options = { encoding: 'windows-1252' };
  expect(await refusal(() => open(Buffer.from('\ufeffa,b\n1,2\n'), options))).toBe(
    'DATASET_UNREADABLE: x.csv begins with the mark of UTF-8, and is not windows-1252: read it without { encoding }.',
  );
  const wide = Buffer.from('\ufeffa,b\n1,2\n', 'utf16le');
  expect(await refusal(() => open(wide, options))).toBe(
    "DATASET_UNREADABLE: x.csv is UTF-16: read it with { encoding: 'utf-16' }.",
  );
});

test.each(['utf-16', 'utf-16be'])(
  'refuses as %s what has no byte 0, and shows nothing of it',
  async (encoding) => {
    const said = await refusal(() => open(Buffer.from('name,b\nJane,2\n'), { encoding }));
    expect(said).toBe(
      'DATASET_UNREADABLE: x.csv is not UTF-16, for it has no byte that is 0: read it without { encoding }, or with the one that it has.',
    );
  },
);

test('reads several files in one encoding, and keeps their lines', async () => {
  const root = folder({
    '1.csv': bytes('a,b\n1,\x80\n'),
    '2.csv': bytes('b,a\n\xe9,2\n\x81,3\n'),
  });
  const session = await opened(csv('*.csv', { encoding: 'windows-1252' }), { root });
  expect(await rowsOf(session)).toEqual([
    { a: 1n, b: '€' },
    { a: 2n, b: 'é' },
  ]);
  expect(told(session)).toEqual([
    '2.csv:3: the record holds bytes that are no character of windows-1252',
  ]);
});
