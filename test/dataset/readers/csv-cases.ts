import fc from 'fast-check';
import { csv } from '../../../src/dataset/csv/csv.ts';
import type { ColumnHint } from '../../../src/dataset/dataset.ts';
import { slowCsv } from '../slow/slow.ts';
import { type CsvColumn, csvColumn, recordsOf } from './csv-columns.ts';
import { type CsvForm, csvForm, optionsOf, packed, readName, suffixOf } from './csv-form.ts';
import {
  type Cell,
  type CsvRecord,
  countedRecords,
  type Marks,
  writtenCsv,
  writtenRecord,
} from './csv-text.ts';
import type { ReaderCase } from './reader-case.ts';
import { unreadableFields } from './unreadable-texts.ts';
import { firstKind, plainValue, uniqueHints } from './written-values.ts';

/** CSV files of records that are known one by one. */
export const csvCase = (isLarge: boolean): fc.Arbitrary<ReaderCase> =>
  fc.array(csvColumn, { minLength: 1, maxLength: 6 }).chain((columns) =>
    fc
      .record({
        form: csvForm(isLarge),
        files: fc.array(recordsOf(columns), { minLength: 1, maxLength: 3 }),
      })
      .map(({ form: drawn, files }) => {
        const one = withoutBlankAbove(columns, withEvenEnds(columns, drawn));
        return caseOf(
          columns,
          one,
          one.unionByName ? files : files.slice(0, files.length > 2 ? 2 : 1),
        );
      }),
  );

/**
 * Of one column with line ends of two kinds, DuckDB reads a row that is not there, of which the slow way tells. Where the
 * options are wrong too, either may be told first.
 */
const withEvenEnds = (columns: readonly CsvColumn[], one: CsvForm): CsvForm =>
  (columns.length === 1 || one.isWrong) && one.layout.end === 'mixed'
    ? { ...one, layout: { ...one.layout, end: '\n' } }
    : one;

/** Of one column the slow way takes blank lines above the data for records. */
const withoutBlankAbove = (columns: readonly CsvColumn[], one: CsvForm): CsvForm =>
  columns.length === 1 && !one.header ? { ...one, layout: { ...one.layout, blankAbove: 0 } } : one;

function caseOf(
  columns: readonly CsvColumn[],
  one: CsvForm,
  files: readonly (readonly CsvRecord[])[],
): ReaderCase {
  const options = optionsOf(columns, one);
  const hasHeader = one.header ?? true;
  const extension = one.isTabs ? 'tsv' : 'csv';
  const { delimiter = one.isTabs ? '\t' : ',', quote = '"', escape: escaped = quote } = options;
  const marks: Marks = { delimiter, quote, escape: escaped };
  const shapes = files.map((_, at) => (at === 0 ? columns : reordered(columns, one)));
  const shaped = files.map((records, at) => inShape(records, columns, shapes[at] ?? columns, one));
  const written = shaped.map((records, at) => {
    const shape = shapes[at] ?? columns;
    const header = hasHeader
      ? [writtenRecord({ cells: shape.map(nameCell), fault: null }, marks)]
      : [];
    const before = Array.from({ length: at === 0 ? one.rowsBefore : 0 }, (_, row) =>
      writtenRecord(
        {
          cells: shape.map((column) => plainCell(spelled(plainValue(firstKind(column), row), one))),
          fault: null,
        },
        marks,
      ),
    );
    return writtenCsv([...header, ...before], records, one.layout, marks);
  });
  const names = written.map((_, at) => `f${at}.${extension}${suffixOf(one)}`);
  const hints = columns.flatMap((column, at): ColumnHint[] =>
    column.families === null
      ? []
      : [{ name: readName(one, column, at), families: column.families }],
  );
  return {
    fast: csv(names, options),
    slow: slowCsv(names, options),
    hints: uniqueHints(
      one.isWrong ? [...hints, { name: 'nowhere', families: ['integer'] }] : hints,
    ),
    files: Object.fromEntries(names.map((name, at) => [name, packed(written[at] ?? '', one)])),
    options: { ...options, names: options.names, paths: names },
    records: recordsWritten(shaped, shapes, hasHeader, one, marks),
    ...(isPlain(one, shaped) && {
      unreadable: unreadableFields(
        columns.map((column, at) => ({
          name: readName(one, column, at),
          type: options.types?.[readName(one, column, at)],
          texts: textsOf(shaped, shapes, column, one, files),
        })),
      ),
    }),
  };
}

const plainCell = (value: string): Cell => ({ value, style: 'plain' });
const nameCell = ({ name }: CsvColumn): Cell => plainCell(name);

/** The columns of a file after the first. */
function reordered(
  columns: readonly CsvColumn[],
  { order, header = true }: CsvForm,
): readonly CsvColumn[] {
  if (!header || order === 'as it is') return columns;
  return order === 'turned' || columns.length === 1 ? columns.toReversed() : columns.slice(0, -1);
}

/** Puts the cells of records in the order of a file's columns, written as the file has them. */
const inShape = (
  records: readonly CsvRecord[],
  columns: readonly CsvColumn[],
  shape: readonly CsvColumn[],
  one: CsvForm,
): readonly CsvRecord[] =>
  records.map((record, at) => ({
    ...record,
    // A blank line behind a byte order mark is taken for a record.
    blankBefore:
      record.blankBefore &&
      !(at === 0 && (one.mark || (columns.length === 1 && !one.header && one.rowsBefore === 0))),
    cells: shape.map((column) => {
      const cell = record.cells[columns.indexOf(column)] ?? plainCell('');
      return { ...cell, value: spelled(cell.value, one) };
    }),
  }));

/** Writes a date, a number or a boolean as the file has them. */
function spelled(value: string, { formats = [], marks, booleans }: CsvForm): string {
  const [, year, month, day = '', time = '00:00'] =
    /^(\d{4})-(\d\d)-(\d\d)(?:T(\d\d:\d\d).*)?$/.exec(value) ?? [];
  const format = formats[Number(day) % formats.length];
  if (year !== undefined && format !== undefined) {
    const parts: Readonly<Record<string, string | undefined>> = {
      '%d': day,
      '%m': month,
      '%Y': year,
      '%y': year.slice(2),
      '%H:%M': time,
    };
    return format.replaceAll(/%H:%M|%./g, (letter) => parts[letter] ?? letter);
  }
  if (booleans?.true[0] !== undefined && value === 'true') return booleans.true[0];
  if (booleans?.false[0] !== undefined && value === 'false') return booleans.false[0];
  const [, sign, whole, rest = ''] = /^(-?)(\d+)(\.\d+)?$/.exec(value) ?? [];
  if (whole === undefined) return value;
  // Some have no mark where they might.
  const isGrouped = !whole.endsWith('7');
  const groups = isGrouped ? whole.replaceAll(/\B(?=(?:\d{3})+$)/g, marks.thousands ?? '') : whole;
  return `${sign}${groups}${rest.replace('.', marks.decimal ?? '.')}`;
}

function recordsWritten(
  files: readonly (readonly CsvRecord[])[],
  shapes: readonly (readonly CsvColumn[])[],
  hasHeader: boolean,
  { layout: all, rowsBefore: before }: CsvForm,
  marks: Marks,
): number | null {
  let sum = before;
  for (const [at, records] of files.entries()) {
    // Blank lines above the first record are nothing, and there is none to be the first.
    const isFirstBefore = before > 0 && at === 0;
    const count = countedRecords(
      records,
      shapes[at]?.length ?? 0,
      hasHeader || isFirstBefore,
      all,
      marks,
    );
    if (count === null || (shapes[at]?.length === 1 && !hasHeader && all.blankAbove > 0))
      return null;
    sum += count;
  }
  return sum;
}

/** True if each text is read as it is written, and each faulty record is left out for certain. */
const isPlain = (
  { quote, escape: escaped, nullText, maxRecordSize, formats, encoding, booleans, marks }: CsvForm,
  files: readonly (readonly CsvRecord[])[],
) =>
  [quote, escaped, nullText, maxRecordSize, formats, encoding, booleans].every(
    (one) => one === undefined,
  ) &&
  Object.keys(marks).length === 0 &&
  files.flat().every(({ fault }) => fault === null || certain.includes(fault));

const certain: readonly CsvRecord['fault'][] = [
  'too many',
  'empty fields',
  'after the quote',
  'not UTF-8',
];

function textsOf(
  files: readonly (readonly CsvRecord[])[],
  shapes: readonly (readonly CsvColumn[])[],
  column: CsvColumn,
  { rowsBefore: before }: CsvForm,
  written: readonly unknown[],
): readonly string[] {
  const rows = Array.from({ length: before }, (_, row) => plainValue(firstKind(column), row));
  const texts = files.flatMap((records, at) => {
    const index = shapes[at]?.indexOf(column) ?? -1;
    const sound = records.filter(({ fault }) => fault === null || fault === 'empty fields');
    return index < 0 ? [] : sound.map(({ cells }) => cells[index]?.value ?? '');
  });
  return written.length > 0 ? [...rows, ...texts] : texts;
}
