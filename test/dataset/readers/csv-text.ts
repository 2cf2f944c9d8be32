/** The characters of a CSV file; `''` where it has none. */
export interface Marks {
  readonly delimiter: string;
  readonly quote: string;
  readonly escape: string;
}

export interface Cell {
  readonly value: string;
  readonly style: 'plain' | 'quoted';
}

/** What is wrong with a record, or odd about it. */
export type Fault =
  | 'too few'
  | 'too many'
  | 'empty fields'
  | 'after the quote'
  | 'open quote'
  | 'not UTF-8'
  | 'NUL'
  | 'long';

export interface CsvRecord {
  readonly cells: readonly Cell[];
  readonly fault: Fault | null;
  readonly blankBefore: boolean;
  /** Its line end where those of the file differ. */
  readonly end: string;
}

/** How the records of a file are put together. */
export interface Layout {
  readonly end: string | 'mixed';
  readonly isEnded: boolean;
  readonly blankAbove: number;
  readonly blankBelow: number;
}

/** Stands for a byte that is not UTF-8. */
export const strayByte = '\ue000';

/** A field as a file has it: quoted where it must be. */
function writtenField(
  { value, style }: Cell,
  { delimiter, quote, escape: escaped }: Marks,
): string {
  if (quote === '') return value.replaceAll(/[\r\n]/g, ' ').replaceAll(delimiter, '_');
  const isSpecial =
    value.includes(delimiter) || /[\r\n]/.test(value) || value.trimStart().startsWith(quote);
  if (style === 'plain' && !isSpecial) return value;
  const inner =
    escaped === ''
      ? value.replaceAll(quote, '')
      : [...value].map((one) => (one === quote || one === escaped ? escaped + one : one)).join('');
  const field = quote + inner + quote;
  return field;
}

/** A record as a file has it, without its line end. */
export function writtenRecord(
  { cells, fault }: Pick<CsvRecord, 'cells' | 'fault'>,
  marks: Marks,
): string {
  const isAlone = cells.length === 1;
  const fields = cells.map((cell) => writtenField(cell, marks));
  // A blank line would be no record of its own.
  if (isAlone && fields[0] === '') fields[0] = marks.quote === '' ? 'x' : marks.quote + marks.quote;
  const text = withFault(fields, fault, marks).join(marks.delimiter);
  return text === '' ? 'x' : text;
}

function withFault(
  fields: readonly string[],
  fault: Fault | null,
  { quote }: Marks,
): readonly string[] {
  const [, ...others] = fields;
  switch (fault) {
    case 'too few':
      return fields.length > 1 ? fields.slice(0, -1) : fields;
    case 'too many':
      return [...fields, 'more'];
    case 'empty fields':
      return [...fields, '', ''];
    case 'after the quote':
      // What goes on after a quote ends with its line, also where that is in quotes.
      return quote === ''
        ? fields
        : [`${quote}x${quote}y`, ...others.map((field) => field.replaceAll(/[\r\n]/g, ' '))];
    case 'open quote':
      return quote === '' ? fields : [...fields.slice(0, -1), `${quote}open`];
    case 'not UTF-8':
      return [`a${strayByte}b`, ...others];
    case 'NUL':
      return ['a\0b', ...others];
    case 'long':
      return ['x'.repeat(3000), ...others];
    case null:
      return fields;
  }
}

/** A whole file; `first` are the lines that stand before its records, such as the header. */
export function writtenCsv(
  first: readonly string[],
  records: readonly CsvRecord[],
  layout: Layout,
  marks: Marks,
): string {
  const usual = layout.end === 'mixed' ? '\n' : layout.end;
  const lines = first.map((line) => line + usual);
  for (const record of records) {
    const end = layout.end === 'mixed' ? record.end : layout.end;
    lines.push((record.blankBefore ? end : '') + writtenRecord(record, marks) + end);
  }
  const text = usual.repeat(layout.blankAbove) + lines.join('');
  return layout.isEnded
    ? text + usual.repeat(layout.blankBelow)
    : text.replace(/(?:\r\n|\r|\n)$/, '');
}

/** The number of records that a file of this layout holds, each a row or a problem; null if that is not certain. */
export function countedRecords(
  records: readonly CsvRecord[],
  columns: number,
  hasHeader: boolean,
  layout: Layout,
  { quote }: Marks,
): number | null {
  const open = quote === '' ? -1 : records.findIndex(({ fault }) => fault === 'open quote');
  if (open >= 0 && open < records.length - 1) return null;
  // Blank lines are records of one column, but not above the first one.
  const isAlone = columns === 1;
  if (isAlone && (open >= 0 || layout.blankBelow > 0)) return null;
  if (isAlone && !hasHeader && (layout.blankAbove > 0 || records[0]?.blankBefore)) return null;
  const blank = isAlone ? records.filter(({ blankBefore }) => blankBefore).length : 0;
  return records.length + blank;
}
