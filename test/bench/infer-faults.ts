/** A table as its CSV file has it. An empty text is a missing value. */
export interface TextTable {
  readonly header: readonly string[];
  readonly rows: readonly (readonly string[])[];
}

/** A copy of a table with one fault in it. */
export interface Planted {
  readonly kind: string;
  /** The column that it lies in; null for whole rows. */
  readonly column: string | null;
  readonly table: TextTable;
}

/** A column of a table, with what the kinds of faults ask of it. */
interface TextColumn {
  readonly at: number;
  readonly name: string;
  readonly filled: readonly string[];
  readonly different: ReadonlySet<string>;
  readonly isFull: boolean;
  readonly holds: 'numbers' | 'dates' | 'texts' | 'nothing';
}

interface ColumnFault {
  readonly kind: string;
  /** True for a column in which the fault can be made, and noticed by somebody who knows the column. */
  readonly fits: (column: TextColumn) => boolean;
  /** Returns the faulty value; `first` is the first value of the column. */
  readonly change: (value: string, first: string) => string;
  /** The rows that it is made in; 5% of them without it. */
  readonly rows?: 'one' | 'all';
}

/** The most columns that a fault is made in, the leftmost and the last that it fits. */
const mostColumns = 2;

/** One row of so many has a fault. */
const every = 20;

const holdsNumbers = ({ holds }: TextColumn) => holds === 'numbers';
const holdsDates = ({ holds }: TextColumn) => holds === 'dates';
const holdsTexts = ({ holds }: TextColumn) => holds === 'texts';
const isUnique = ({ isFull, different, filled }: TextColumn) =>
  isFull && different.size === filled.length;
/** True for texts that repeat: of names that all differ nobody knows how they are to be written. */
const repeats = ({ different, filled }: TextColumn) => different.size * 2 <= filled.length;

/** True for numbers that measure something: they are no years, and not numbered rows. */
function isMeasure(one: TextColumn): boolean {
  if (!holdsNumbers(one) || one.different.size < 3) return false;
  const isWhole = one.filled.every((value) => /^-?\d+$/.test(value));
  const isYear = isWhole && one.filled.every((value) => +value >= 1800 && +value <= 2100);
  return !isYear && !(isWhole && isUnique(one)) && one.filled.some((value) => Number(value) > 0);
}

const recased = (text: string) =>
  text === text.toUpperCase() ? text.toLowerCase() : text.toUpperCase();

const columnFaults: readonly ColumnFault[] = [
  { kind: 'missing value', fits: ({ isFull }) => isFull, change: () => '' },
  { kind: 'missing word', fits: ({ holds }) => holds !== 'nothing', change: () => 'N/A' },
  { kind: 'sentinel -999', fits: holdsNumbers, change: () => '-999' },
  {
    kind: 'sentinel 1900-01-01',
    fits: holdsDates,
    change: (value) => `1900-01-01${value.slice(10)}`,
  },
  { kind: 'repeated key', fits: isUnique, change: (_, first) => first },
  {
    kind: 'other case',
    fits: (one) => holdsTexts(one) && repeats(one) && [...one.different].every(changesCase),
    change: recased,
  },
  { kind: 'blank at the end', fits: holdsTexts, change: (value) => `${value} ` },
  { kind: 'unit, times 1000', fits: isMeasure, change: (value) => String(Number(value) * 1000) },
  {
    kind: 'wrong sign',
    fits: (one) => isMeasure(one) && one.filled.every((value) => Number(value) > 0),
    change: (value) => `-${value}`,
  },
  {
    kind: 'decimal comma',
    fits: (one) => holdsNumbers(one) && one.filled.every((value) => /^-?\d+\.\d+$/.test(value)),
    change: (value) => value.replace('.', ','),
  },
  {
    kind: 'other date format',
    fits: holdsDates,
    change: (value) => value.replace(/^(\d{4})-(\d\d)-(\d\d)/, '$3/$2/$1'),
  },
  {
    kind: 'day in the far future',
    fits: holdsDates,
    change: (value) => `2${1 + Number(value[1] ?? 0)}${value.slice(2)}`.slice(0, value.length),
  },
  {
    kind: 'unheard-of category',
    fits: (one) => holdsTexts(one) && one.different.size > 1 && one.different.size <= 20,
    change: () => 'Unheard-of',
  },
  { kind: 'outlier in one row', fits: isMeasure, change: () => '987654321000', rows: 'one' },
  { kind: 'word among numbers', fits: holdsNumbers, change: () => 'about ten' },
  {
    kind: 'stuck value',
    fits: ({ different, isFull }) => isFull && different.size >= 10,
    change: (_, first) => first,
    rows: 'all',
  },
];

/** A fault of whole rows. Returns null for a table that it does not fit. */
type RowFault = (table: TextTable, columns: readonly TextColumn[]) => TextTable | null;

const rowFaults: Readonly<Record<string, RowFault>> = {
  'repeated rows': (table) => {
    const isRepeated =
      new Set(table.rows.map((row) => JSON.stringify(row))).size < table.rows.length;
    return isRepeated
      ? null
      : { ...table, rows: table.rows.flatMap((row, at) => (isFaulty(at) ? [row, row] : [row])) };
  },
  'lost rows': (table) => ({ ...table, rows: table.rows.filter((_, at) => isFaulty(at)) }),
  'lost column': ({ header, rows }) => {
    const lost = header.length - 1;
    if (lost === 0) return null;
    return { header: header.toSpliced(lost, 1), rows: rows.map((row) => row.toSpliced(lost, 1)) };
  },
  'swapped columns': (table, columns) => {
    const at = columns.findIndex((one, place) => {
      const next = columns[place + 1];
      return next !== undefined && next.holds !== 'nothing' && one.holds !== next.holds;
    });
    if (at < 0 || columns[at]?.holds === 'nothing') return null;
    const swap = (row: readonly string[]) => row.toSpliced(at, 2, row[at + 1] ?? '', row[at] ?? '');
    return { ...table, rows: table.rows.map((row, place) => (isFaulty(place) ? swap(row) : row)) };
  },
};

/** The kinds of faults that are planted. */
export const faultKinds: readonly string[] = [
  ...columnFaults.map(({ kind }) => kind),
  ...Object.keys(rowFaults),
];

/** Makes each fault that fits a table in a copy of it. */
export function plantFaults(table: TextTable): readonly Planted[] {
  const columns = table.header.map((name, at) => columnOf(table, name, at));
  const inColumns = columnFaults.flatMap((fault) => {
    const fitting = columns.filter(
      (one) => one.filled.length * 2 > table.rows.length && fault.fits(one),
    );
    const chosen = fitting.length > mostColumns ? [fitting[0], fitting.at(-1)] : fitting;
    return chosen.flatMap((one) => {
      const planted = one === undefined ? null : inColumn(table, one, fault);
      return one === undefined || planted === null
        ? []
        : [{ kind: fault.kind, column: one.name, table: planted }];
    });
  });
  const inRows = Object.entries(rowFaults).flatMap(([kind, make]) => {
    const planted = make(table, columns);
    return planted === null ? [] : [{ kind, column: null, table: planted }];
  });
  return [...inColumns, ...inRows];
}

const isFaulty = (at: number) => at % every === Math.floor(every / 2);

/** Makes a fault in a column; null if no value changes. */
function inColumn(
  { header, rows }: TextTable,
  { at, filled }: TextColumn,
  { change, rows: which }: ColumnFault,
): TextTable | null {
  const [first = ''] = filled;
  const changed = rows.map((row, place) => {
    const value = row[at] ?? '';
    const isOne = which === 'one' ? place === every : which === 'all' || isFaulty(place);
    return isOne && value !== '' ? row.with(at, change(value, first)) : row;
  });
  const isChanged = changed.some((row, place) => row[at] !== rows[place]?.[at]);
  return isChanged ? { header, rows: changed } : null;
}

const number = /^[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?$/;
const date = /^\d{4}-\d\d-\d\d(?:[ T]\d\d:\d\d.*)?$/;

function columnOf({ rows }: TextTable, name: string, at: number): TextColumn {
  const filled = rows.map((row) => row[at] ?? '').filter((value) => value !== '');
  const all = (pattern: RegExp) => filled.every((value) => pattern.test(value));
  const holds =
    filled.length === 0 ? 'nothing' : all(number) ? 'numbers' : all(date) ? 'dates' : 'texts';
  return {
    at,
    name,
    filled,
    different: new Set(filled),
    isFull: filled.length === rows.length,
    holds,
  };
}

function changesCase(text: string): boolean {
  return recased(text) !== text;
}

/** Writes a table as CSV. */
export const writeCsv = ({ header, rows }: TextTable): string =>
  `${[header, ...rows].map((row) => row.map(csvField).join(',')).join('\n')}\n`;

/** Writes a text as a field of CSV. */
function csvField(text: string): string {
  return /[",\r\n]|^\s|\s$/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
