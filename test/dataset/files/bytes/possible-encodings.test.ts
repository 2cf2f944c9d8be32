import { expect, test } from 'vitest';
import { possibleTexts } from '../../../../src/dataset/files/bytes/possible-encodings.ts';

/** Returns the bytes of a text in an encoding, found by decoding all that there are. */
function encoded(text: string, encoding: string): Uint8Array {
  const decoder = new TextDecoder(encoding);
  const bytes = [...text].map((character) => {
    for (let one = 0; one < 0x100; one++)
      if (decoder.decode(Uint8Array.of(one)) === character) return [one];
    for (let pair = 0x8100; pair < 0xffff; pair++)
      if (decoder.decode(Uint8Array.of(pair >> 8, pair & 0xff)) === character)
        return [pair >> 8, pair & 0xff];
    throw new Error(`${encoding} has no ${character}`);
  });
  return Uint8Array.from(bytes.flat());
}

const found = (text: string, encoding: string) =>
  possibleTexts([encoded(text, encoding)]).map(({ encodings }) => encodings);

test.each([
  ['Zürich', 'windows-1252'],
  ['l’été', 'windows-1252'],
  ['Straße', 'windows-1252'],
  ['Łódź', 'windows-1250'],
  ['Красная площадь я', 'windows-1251'],
  ['Москва', 'koi8-r'],
  ['これは日本語です', 'shift_jis'],
  ['トウキョウ', 'shift_jis'],
  ['これは日本語です', 'euc-jp'],
  ['臺北 高雄 你好', 'big5'],
])('%s of %s is text in it alone, or the same text in others', (text, encoding) => {
  expect(found(text, encoding)).toEqual([expect.arrayContaining([encoding])]);
});

test.each([
  ['Genève', 'windows-1252'],
  ['España', 'windows-1252'],
  ['Köln', 'macintosh'],
  ['Москва', 'windows-1251'],
  ['москва', 'koi8-r'],
  ['שלום', 'windows-1255'],
  ['東京', 'shift_jis'],
  ['東京', 'euc-jp'],
  ['北京', 'gb18030'],
])('%s of %s may be in several, and its own is among them', (text, encoding) => {
  const all = found(text, encoding);
  expect([all.length > 1, all.flat()]).toEqual([true, expect.arrayContaining([encoding])]);
});

test.each([
  ['a byte that is no character', [0x61, 0x81, 0x0a]],
  ['a letter of code page 850 within a word', [0x5a, 0x81, 0x72, 0x69, 0x63, 0x68]],
])('%s is text in none', (_, bytes) => {
  expect(possibleTexts([Uint8Array.from(bytes)])).toEqual([]);
});
