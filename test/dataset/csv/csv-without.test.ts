import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { type CsvOptions, csv } from '../../../src/index.ts';

const folder = mkdtempSync(join(tmpdir(), 'assay-without-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** Returns the file without its second record. */
async function withoutSecond(content: Uint8Array, options: CsvOptions): Promise<Buffer> {
  const path = join(folder, 'x.csv');
  const to = join(folder, 'copy.csv');
  rmSync(to, { force: true });
  writeFileSync(path, content);
  const { source } = csv(path, options);
  await source?.without?.({ path, shown: 'x.csv' }, [1], to);
  return readFileSync(to);
}

const bytes = (...parts: readonly (string | readonly number[])[]) =>
  Buffer.concat(
    parts.map((part) => (typeof part === 'string' ? Buffer.from(part) : Buffer.from(part))),
  );

describe('a CSV file without a record', () => {
  test.for<[string, CsvOptions, Buffer, Buffer]>([
    [
      'of Windows-1252',
      { encoding: 'windows-1252' },
      bytes('id,n\n1,', [0x80], '\n2,', [0x93], 'x', [0x94], '\n3,', [0xfc], '\n'),
      bytes('id,n\n1,', [0x80], '\n3,', [0xfc], '\n'),
    ],
    [
      'of Shift_JIS, whose second bytes may be those of a quote or a backslash',
      { encoding: 'shift_jis' },
      bytes(
        'id,n\r\n1,"',
        [0x83, 0x5c],
        '"\r\n2,"',
        [0x95, 0x5c],
        '\r\n"\r\n3,',
        [0x83, 0x7c],
        '\r\n',
      ),
      bytes('id,n\r\n1,"', [0x83, 0x5c], '"\r\n3,', [0x83, 0x7c], '\r\n'),
    ],
    [
      'with lines above the header and comments',
      { skip: 2, comment: '#' },
      bytes('a "title\n\nid,n\n# one\n1,a\n2,b\n3,c\n'),
      bytes('a "title\n\nid,n\n# one\n1,a\n3,c\n'),
    ],
    [
      'of a text dump',
      { delimiter: '\t', quote: '', escape: '\\' },
      bytes('id\tn\n1\ta\\\nb\n2\tc\\\nd\n3\t\\N\n'),
      bytes('id\tn\n1\ta\\\nb\n3\t\\N\n'),
    ],
    ['whose delimiter is found', {}, bytes('id;n\n1;a\n2;b\n3;c\n'), bytes('id;n\n1;a\n3;c\n')],
  ])('%s has the bytes of all others', async ([, options, content, kept]) => {
    expect((await withoutSecond(content, options)).equals(kept)).toBe(true);
  });

  test('in which bytes of ASCII may be a part of characters is refused', async () => {
    const content = Buffer.from('id,n\n1,a\n2,b\n', 'utf16le').swap16();
    await expect(withoutSecond(content, { encoding: 'utf-16be' })).rejects.toThrow(
      "x.csv is in utf-16be, of which single lines can't be left out: convert it to UTF-8.",
    );
  });
});
