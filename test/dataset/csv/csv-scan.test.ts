import fc from 'fast-check';
import { expect, test } from 'vitest';
import { scanCsv } from '../../../src/dataset/csv/csv-scan.ts';

const options = {
  delimiter: 0x2c,
  quote: 0x22,
  escape: 0x22,
  comment: -1,
  firstLine: 1,
  encoding: 'utf-8',
  fields: 2,
  header: true,
  utf8: true,
  longest: 1000,
};

async function* chunksOf(bytes: Uint8Array, size: number) {
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size);
}

const scan = (text: string | Uint8Array, size = 1000, wanted: readonly number[] = []) =>
  scanCsv(chunksOf(Buffer.from(text), size), options, wanted);

test('a file is scanned alike however its bytes arrive', async () => {
  const part = fc.constantFrom('a', ',', '"', '\n', '\r', '\r\n', ' ', 'é', '😀', '\xff', '€');
  await fc.assert(
    fc.asyncProperty(fc.array(part), fc.integer({ min: 1, max: 5 }), async (parts, size) => {
      const bytes = Buffer.concat(
        parts.map((one) => Buffer.from(one, one === '\xff' ? 'latin1' : 'utf8')),
      );
      expect(await scan(bytes, size, [1, 3])).toEqual(await scan(bytes, 1000, [1, 3]));
    }),
  );
});

test('finds the lines of records', async () => {
  const text = 'a,b\n1,"x\r\ny"\n\nbad\n2,z\n3,"\n"\n4,w';
  expect(await scan(text, 3, [0, 1, 2, 3])).toMatchObject({ good: 4, lines: [2, 6, 7, 9] });
});

test.each([
  ['a,b\n1,2\n', 'alike'],
  ['a,b\r\n1,2\r\n', 'alike'],
  ['a,b\r1,2\r', 'alike'],
  ['a,b\n1,"\r\n"\n', 'alike'],
  ['a,b\r\n1,2\n', 'mixed'],
  ['a,b\n1,2\r', 'mixed with \\r'],
])('tells the line ends of %j', async (text, lineEnds) => {
  expect(await scan(text, 1)).toMatchObject({ good: 1, lineEnds });
});

test('stops at the last record whose line is wanted', async () => {
  let read = 0;
  async function* endless() {
    for (;;) {
      read++;
      yield Buffer.from('1,2\n');
    }
  }
  expect(await scanCsv(endless(), options, [3])).toMatchObject({ lines: [5] });
  expect(read).toBe(5);
});
