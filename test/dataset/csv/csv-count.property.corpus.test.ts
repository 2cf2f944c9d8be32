import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type CsvCount, countCsv } from '../../../src/dataset/csv/csv-count.ts';
import type { CsvScanOptions } from '../../../src/dataset/csv/csv-records.ts';
import { type CsvScan, scanCsv } from '../../../src/dataset/csv/csv-scan.ts';

// The count looks at line ends and quotes alone. Wherever it says that it is sure, the scan of every byte must say the same.

const byteOf = (character: string) => (character === '' ? -1 : character.charCodeAt(0));

const form = fc.record({
  delimiter: fc.constantFrom(',', ';', '\t').map(byteOf),
  quote: fc.constantFrom('"', "'", '').map(byteOf),
  isDoubled: fc.boolean(),
  comment: fc.constantFrom('', '', '#').map(byteOf),
  fields: fc.integer({ min: 1, max: 3 }),
  header: fc.boolean(),
  utf8: fc.boolean(),
  longest: fc.constantFrom(3, 8, 2_000_000),
});

const optionsOf = ({ isDoubled, ...more }: typeof form extends fc.Arbitrary<infer T> ? T : never) =>
  ({
    ...more,
    escape: isDoubled ? more.quote : byteOf('\\'),
    firstLine: 1,
    encoding: more.utf8 ? 'utf-8' : 'latin-1',
  }) satisfies CsvScanOptions;

const nasty = [
  ...['a', ',', ';', '\t', ' ', '\\', "'", '"', '""', '"a"', '"a,b"', '"\n"', '"\r\n"', ',"",'],
  ...[
    '\n',
    '\n\n',
    '\r\n',
    '\r\n\r\n',
    '\r',
    'é',
    '😀',
    '\ufeff',
    '\0',
    '\n#',
    '\n# "a" #b\n',
    '#',
    '\n\\N\n',
    ',\\N\n',
    'a,b\n',
    '"x","y"\r\n',
    'a\n',
  ],
].map((text) => Buffer.from(text));
const broken = [Buffer.from([0xc3]), Buffer.from([0xff]), Buffer.from([0xf0, 0x9f])];

const bytes = (parts: readonly Buffer[]) =>
  fc.array(fc.constantFrom(...parts), { maxLength: 24 }).map((list) => Buffer.concat(list));

/** Bytes in chunks that are cut anywhere, also within a character, and some of which are empty. */
async function* inChunks(whole: Buffer, cuts: readonly number[]) {
  let from = 0;
  for (const cut of cuts.map((at) => at % (whole.length + 1)).toSorted((a, b) => a - b)) {
    yield whole.subarray(from, cut);
    from = cut;
  }
  yield whole.subarray(from);
}

function compare(count: CsvCount, scan: CsvScan): void {
  expect(scan.unclosed).toBe(false);
  expect(scan.lineEnds).toBe('alike');
  expect(count.records).toBe(scan.good + scan.badCount);
  expect(count.comments).toBe(scan.comments);
  if (scan.badCount === 0) expect(count.blanks).toBe(scan.blanks);
}

/** Compares a number of files, and returns of how many the count was sure. */
async function sureOf(whole: fc.Arbitrary<Buffer>, forms: typeof form, runs: number) {
  let sure = 0;
  const cuts = fc.array(fc.nat({ max: 200 }), { maxLength: 6 });
  await fc.assert(
    fc.asyncProperty(whole, cuts, forms, async (content, at, given) => {
      const options = optionsOf(given);
      const count = await countCsv(inChunks(content, at), options);
      if (!count.isSure) return;
      sure += 1;
      compare(count, await scanCsv(inChunks(content, at.slice(1)), options));
      const other = await countCsv(inChunks(content, []), options);
      expect(other).toEqual(count);
    }),
    { numRuns: runs },
  );
  return sure;
}

test('what the count is sure of is what the scan finds, however the bytes are cut', async () => {
  expect(await sureOf(bytes([...nasty, ...broken]), form, 20_000)).toBeGreaterThan(200);
});

test('of files as programs write them, the count is sure of each', async () => {
  const cell = fc.constantFrom(
    'a',
    '',
    '"a,b"',
    '"""q"""',
    '"line\nline"',
    'é',
    '""',
    '1.5',
    '"é"',
  );
  const options: CsvScanOptions = {
    ...{ delimiter: 0x2c, quote: 0x22, escape: 0x22, comment: 0x23 },
    ...{ fields: 2, header: true, utf8: true, encoding: 'utf-8', longest: 2_000_000 },
    firstLine: 1,
  };
  const cuts = fc.array(fc.nat({ max: 400 }), { maxLength: 6 });
  const line = fc.tuple(cell, cell).map((cells) => cells.join(','));
  const file = fc.record({
    lines: fc.array(
      fc.oneof({ arbitrary: line, weight: 8 }, fc.constantFrom('', '#', '# a "b" c', '#"')),
      { maxLength: 30 },
    ),
    end: fc.constantFrom('\n', '\r\n'),
    isEnded: fc.boolean(),
  });
  await fc.assert(
    fc.asyncProperty(file, cuts, async ({ lines, end, isEnded }, at) => {
      const content = Buffer.from(`${['a,b', ...lines].join(end)}${isEnded ? end : ''}`);
      const count = await countCsv(inChunks(content, at), options);
      const scan = await scanCsv(inChunks(content, []), options);
      const { good, blanks, comments } = scan;
      expect(count).toEqual({ records: good, blanks, comments, isSure: true });
      expect(scan.badCount).toBe(0);
    }),
    { numRuns: 3000 },
  );
});
