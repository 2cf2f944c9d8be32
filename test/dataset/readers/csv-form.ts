import { gzipSync, zstdCompressSync } from 'node:zlib';
import fc from 'fast-check';
import type { CsvOptions } from '../../../src/dataset/csv/csv-options.ts';
import type { DecimalMark, ThousandsMark } from '../../../src/dataset/typing/spelling.ts';
import type { CsvColumn } from './csv-columns.ts';
import { type Layout, strayByte } from './csv-text.ts';

const layout: fc.Arbitrary<Layout> = fc.record({
  end: fc.constantFrom('\n', '\n', '\n', '\r\n', '\r\n', '\r', 'mixed'),
  isEnded: fc.constantFrom(true, true, false),
  blankAbove: fc.constantFrom(0, 0, 0, 0, 2),
  blankBelow: fc.constantFrom(0, 0, 0, 0, 1, 3),
});

/** Now and then a column is of another kind only after so many rows that a sample does not show it. */
const rowsBefore = (isLarge: boolean) =>
  fc.oneof(
    { weight: 60, arbitrary: fc.constant(0) },
    { weight: 4, arbitrary: fc.constant(5_100) },
    { weight: isLarge ? 1 : 0, arbitrary: fc.constant(200_100) },
  );

const drawnFormats: readonly (readonly string[] | undefined)[] = [
  ...[undefined, undefined, undefined, undefined],
  ['%d/%m/%Y'],
  ['%d.%m.%Y %H:%M'],
  ['%d/%m/%Y', '%m/%d/%Y'],
  ['%Y-%m-%d', '%d/%m/%Y', '%d/%m/%y'],
  ['%d.%m.%Y', '%d.%m.%Y %H:%M'],
];

interface DrawnMarks {
  readonly decimal?: DecimalMark;
  readonly thousands?: ThousandsMark;
}

const drawnMarks: readonly DrawnMarks[] = [
  ...[{}, {}, {}, {}],
  { decimal: ',' },
  { decimal: ',', thousands: '.' },
  { decimal: ',', thousands: '\u00a0' },
  { thousands: ',' },
  { decimal: '.', thousands: "'" },
  { thousands: ' ' },
  { thousands: '_' },
];

const drawnWords: readonly CsvOptions['booleans'][] = [
  ...[undefined, undefined, undefined],
  { true: ['yes', 'Y'], false: ['no', 'N'] },
  { true: ['2'], false: ['-1', "it's"] },
  { true: ['x', ' x '], false: [] },
];

/** Draws how files are written and read. */
export const csvForm = (isLarge: boolean) =>
  fc
    .record({
      delimiter: fc.constantFrom(',', ',', ',', ';', '\t', '|'),
      quote: fc.constantFrom(undefined, undefined, undefined, '"', "'", ''),
      escape: fc.constantFrom(undefined, undefined, undefined, undefined, '"', '\\', ''),
      // Neither the delimiter nor the header is found here: the slow way does not know how.
      header: fc.constantFrom(true, true, true, false),
      hasNames: fc.boolean(),
      nullText: fc.constantFrom(undefined, undefined, undefined, 'NA', ['', 'NA', '-'], 'null'),
      encoding: fc.constantFrom(undefined, undefined, undefined, 'utf-8', 'latin-1', 'utf-16'),
      compression: fc.constantFrom(
        'none' as const,
        'none' as const,
        'none' as const,
        'gzip' as const,
        'zstd' as const,
      ),
      isNamed: fc.boolean(),
      isTabs: fc.integer({ min: 0, max: 9 }).map((at) => at === 0),
      formats: fc.constantFrom(...drawnFormats),
      isFormatOfColumns: fc.boolean(),
      marks: fc.constantFrom(...drawnMarks),
      areMarksOfColumns: fc.integer({ min: 0, max: 3 }).map((at) => at === 0),
      booleans: fc.constantFrom(...drawnWords),
      unionByName: fc.constantFrom(undefined, undefined, true),
      maxRecordSize: fc.constantFrom(
        undefined,
        undefined,
        undefined,
        undefined,
        undefined,
        100,
        2000,
      ),
      mark: fc.constantFrom(false, false, false, true),
      layout,
      rowsBefore: rowsBefore(isLarge),
      order: fc.constantFrom('as it is', 'as it is', 'as it is', 'turned', 'without the last'),
      isWrong: fc.integer({ min: 0, max: 30 }).map((at) => at === 0),
    })
    // Above a blank line or a quote that begins the data, the slow way takes the mark for text, and says that records are lost.
    .map((one) => ({ ...one, mark: one.mark && one.header !== false }))
    .map((one) => (one.mark ? { ...one, layout: { ...one.layout, blankAbove: 0 } } : one));

/** How files are written and read. */
export type CsvForm = ReturnType<typeof csvForm> extends fc.Arbitrary<infer One> ? One : never;

/** The ending of a file's name that says how it is compressed. */
export const suffixOf = ({ isNamed, compression }: CsvForm): string =>
  isNamed ? ({ none: '', gzip: '.gz', zstd: '.zst' }[compression] ?? '') : '';

/** The options by which the files are read, and the marks that they are written with. */
export function optionsOf(columns: readonly CsvColumn[], one: CsvForm): CsvOptions {
  const hasHeader = one.header ?? true;
  const given = {
    delimiter: one.delimiter,
    quote: one.quote,
    escape: one.quote === '' ? undefined : one.escape,
    header: one.header,
    names:
      !hasHeader && one.hasNames
        ? columns.map((_, at) => `n${at}`).slice(one.isWrong ? 1 : 0)
        : undefined,
    nullText: one.nullText,
    encoding: one.encoding,
    compression: one.isNamed ? undefined : one.compression,
    ...marksOf(columns, one),
    booleans: one.booleans,
    dateFormat: dateFormatOf(columns, one),
    unionByName: one.unionByName,
    maxRecordSize: one.maxRecordSize,
    types: typesOf(columns, one),
  };
  const known = Object.fromEntries(
    Object.entries(given).filter(([, value]) => value !== undefined),
  );
  return (given.names?.length === 0 ? { ...known, names: ['n0'] } : known) as CsvOptions;
}

/** The name that a column is read by. */
export const readName = (one: CsvForm, column: CsvColumn, at: number): string =>
  (one.header ?? true) ? column.name : one.hasNames ? `n${at}` : `column${at}`;

/** The marks for all columns, or for some that may have numbers; those columns that are left out are written with them too. */
function marksOf(
  columns: readonly CsvColumn[],
  one: CsvForm,
): Pick<CsvOptions, 'decimal' | 'thousands'> {
  const { marks, areMarksOfColumns, formats, isFormatOfColumns } = one;
  // A column without a type may have a format of its own, and then it has no numbers.
  const hasDates = formats !== undefined && isFormatOfColumns;
  const numbers = hasDates ? /INT|DOUBLE|FLOAT|DECIMAL/ : /INT|DOUBLE|FLOAT|DECIMAL|null/;
  const named = columns.flatMap((column, at) =>
    isKnown(column, columns) && numbers.test(String(column.type))
      ? [readName(one, column, at)]
      : [],
  );
  if (!areMarksOfColumns || named.length === 0) return marks;
  return Object.fromEntries(
    Object.entries(marks).map(([option, mark]) => [
      option,
      Object.fromEntries(named.slice(0, 2).map((name) => [name, mark])),
    ]),
  );
}

/** The formats as one text, as a list, or for the columns that may have dates. */
function dateFormatOf(columns: readonly CsvColumn[], one: CsvForm): CsvOptions['dateFormat'] {
  const { formats, isFormatOfColumns } = one;
  if (formats === undefined) return undefined;
  const format = formats.length === 1 ? formats[0] : formats;
  if (!isFormatOfColumns) return format;
  const named = columns.flatMap((column, at) =>
    isKnown(column, columns) && /^(?:DATE|TIMESTAMP.*|null)$/.test(String(column.type))
      ? [[readName(one, column, at), format]]
      : [],
  );
  return named.length === 0 ? format : Object.fromEntries(named.slice(0, 2));
}

/** True for a column that is read by its own name. */
function isKnown({ name }: CsvColumn, columns: readonly CsvColumn[]): boolean {
  const names = columns.map((one) => one.name.toLowerCase());
  return name !== '' && names.indexOf(name.toLowerCase()) === names.lastIndexOf(name.toLowerCase());
}

function typesOf(columns: readonly CsvColumn[], one: CsvForm): CsvOptions['types'] {
  const typed = columns.flatMap((column, at): [string, string][] =>
    column.type !== null && isKnown(column, columns)
      ? [[readName(one, column, at), column.type]]
      : [],
  );
  if (typed.length === 0) return one.isWrong ? { nowhere: 'BIGINT' } : undefined;
  return Object.fromEntries(typed);
}

/** The bytes of a file: its text in an encoding and a compression. */
export function packed(
  text: string,
  { encoding = 'utf-8', compression, mark }: CsvForm,
): Uint8Array {
  const bytes = encoded(text, encoding, mark);
  if (compression === 'gzip') return gzipSync(bytes);
  return compression === 'zstd' ? zstdCompressSync(bytes) : bytes;
}

function encoded(text: string, encoding: string, mark: boolean): Buffer {
  if (encoding === 'latin-1') return Buffer.from(text.replaceAll(/[^\0-\xff]/gu, '?'), 'latin1');
  if (encoding === 'utf-16') return Buffer.from((mark ? '\ufeff' : '') + text, 'utf16le');
  const parts = ((mark ? '\ufeff' : '') + text).split(strayByte).map((part) => Buffer.from(part));
  return Buffer.concat(
    parts.flatMap((part, at) => (at === 0 ? [part] : [Buffer.from([0xff]), part])),
  );
}
