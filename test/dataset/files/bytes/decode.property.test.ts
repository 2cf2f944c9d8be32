import fc from 'fast-check';
import { expect, test } from 'vitest';
import { DatasetError } from '../../../../src/dataset/dataset.ts';
import { decodedBytes } from '../../../../src/dataset/files/bytes/decode.ts';

const codePages = [
  ...['windows-1250', 'windows-1251', 'windows-1252', 'windows-1253', 'windows-1255'],
  ...['windows-874', 'iso-8859-2', 'iso-8859-8-i', 'iso-8859-15', 'koi8-r', 'koi8-u'],
  ...['ibm866', 'macintosh', 'x-mac-cyrillic'],
];
const others = ['shift_jis', 'gbk', 'gb18030', 'big5', 'euc-jp', 'euc-kr', 'iso-2022-jp'];

/** Converts bytes that come in these chunks; what is yielded is copied, for it may hold only until the next. */
async function converted(encoding: string, chunks: readonly Uint8Array[]): Promise<Buffer> {
  const source = (async function* () {
    for (const chunk of chunks) {
      const lent = Uint8Array.from(chunk);
      yield lent;
      lent.fill(0x78);
    }
  })();
  const found: Buffer[] = [];
  for await (const bytes of decodedBytes('x.csv', source, encoding)) found.push(Buffer.from(bytes));
  return Buffer.concat(found);
}

/** What TextDecoder makes of all bytes at once, with the byte 0xFF in place of what is no character. */
function expected(encoding: string, bytes: Uint8Array): Buffer {
  const unknown = encoding.startsWith('windows-') ? /[\ufffd\u0080-\u009f]/ : /\ufffd/;
  const parts = new TextDecoder(encoding).decode(bytes).split(unknown);
  return Buffer.concat(
    parts.flatMap((part, at) => [...(at === 0 ? [] : [Buffer.from([0xff])]), Buffer.from(part)]),
  );
}

// The marks of UTF-16 and of UTF-8 at the begin of a file are refused.
const start = Buffer.from('x,y\n');
const chunk = fc.oneof(
  fc.uint8Array({ maxLength: 12 }),
  fc.uint8Array({ min: 0x80, maxLength: 12 }),
  fc.string({ unit: 'binary-ascii', maxLength: 80 }).map((text) => Buffer.from(text)),
);

test.each([...codePages, ...others])('bytes of %s are those of TextDecoder', async (encoding) => {
  await fc.assert(
    fc.asyncProperty(fc.array(chunk, { maxLength: 5 }), async (chunks) => {
      const all = [start, ...chunks];
      const whole = expected(encoding, Buffer.concat(all));
      const found = await converted(encoding, all).catch((error: unknown) => {
        // Node's decoder may give up where a character that is none lies in two chunks.
        if (!(error instanceof DatasetError) || !whole.includes(0xff)) throw error;
        return whole;
      });
      expect(found).toEqual(whole);
    }),
  );
});

test('bytes that Node gives up on are named, and none of its own errors', async () => {
  const chunks = [start, ...['c7', '8f', 'ac', '9f'].map((hex) => Buffer.from(hex, 'hex'))];
  await expect(converted('euc-jp', chunks)).rejects.toThrow(
    'x.csv has bytes that are no character of euc-jp: give the encoding',
  );
});

test('all bytes of a code page have their characters, and are not cut at those of a chunk', async () => {
  const bytes = Uint8Array.from({ length: 0x100 * 1000 }, (_, at) => at % 0x100);
  const chunks = [start, bytes.subarray(0, 70_001), bytes.subarray(70_001)];
  for (const encoding of [...codePages, ...others])
    expect(await converted(encoding, chunks)).toEqual(expected(encoding, Buffer.concat(chunks)));
});
