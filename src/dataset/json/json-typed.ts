import { chunks } from '../../value/chunks.ts';
import type { Opened, Reader } from '../dataset.ts';
import { mostListed, type RowProblem } from '../files/record-location.ts';
import { writeColumns } from '../scratch/write-columns.ts';
import { readScratch, type Scratch } from '../scratch/write-scratch.ts';
import { identifier } from '../sql/quote.ts';
import { chooseTypes } from '../typing/choose-types.ts';
import { textPattern } from '../typing/text-pattern.ts';
import {
  bitsInMark,
  countUnread as countOf,
  isRead,
  marksOf,
  unreadableOf,
} from '../typing/unread-marks.ts';
import { wantedNote } from '../typing/wanted-note.ts';
import {
  failsToRead,
  inexactMessage,
  type JsonColumn,
  markedColumns,
  markItems,
  type ReadJsonColumn,
  readValue,
  restored,
  stored,
} from './json-columns.ts';
import { widest } from './json-records.ts';

/** Records with a column for each key, whose texts are not read yet. */
export interface RawRows {
  /** SQL to follow FROM, with a column for each key and a row number. */
  readonly relation: string;
  /** SQL for the row number. */
  readonly row: string;
  /** SQL that is true for a row that is kept. */
  readonly kept: string | null;
}

/** The number of fields that could not be read, by the column. */
export type UnreadCounts = ReadonlyMap<string, number>;

/** Returns the columns some of whose fields could not be read. */
export const unreadIn = (counts: UnreadCounts): ReadonlySet<string> =>
  new Set([...counts].flatMap(([name, count]) => (count > 0 ? [name] : [])));

/** Chooses for each column the reading that fits its texts best; null for columns that stay as they are. */
export async function chooseReadings(
  reader: Reader,
  raw: readonly RawRows[],
  rows: number,
  columns: readonly JsonColumn[],
): Promise<{ readonly columns: readonly ReadJsonColumn[]; readonly notes: readonly string[] }> {
  const open = columns.filter(({ readings }) => readings.length > 0);
  if (open.length === 0)
    return { columns: columns.map((column) => ({ ...column, reading: null })), notes: [] };
  const names = open.map(({ name }) => identifier(name)).join(', ');
  const relation = `(${raw
    .map(
      ({ relation: from, kept }) =>
        `select ${names} from ${from}${kept === null ? '' : ` where ${kept}`}`,
    )
    .join(' union all ')})`;
  const untyped = open.map((column) => ({ ...column, from: identifier(column.name) }));
  const chosen = await chooseTypes(reader, relation, rows, untyped);
  const notes: string[] = [];
  for (const column of chosen)
    if (column.wanted !== undefined) notes.push(await wantedNote(reader, relation, column));
  const readings = new Map(chosen.map((column) => [column.name, column]));
  return {
    columns: columns.map((column) => ({
      ...column,
      reading: readings.get(column.name)?.reading ?? null,
    })),
    notes,
  };
}

/** Returns the items of a SELECT that reads the texts of columns, with marks for the fields that can't be read. */
const typedItems = (columns: readonly ReadJsonColumn[]): readonly string[] => [
  ...columns.map(valueItem),
  ...markItems(markedColumns(columns)),
];

const valueItem = (column: ReadJsonColumn): string => {
  const name = identifier(column.name);
  return `${stored(column, readValue(column, name))} as ${name}`;
};

/** Items of a SELECT, and the columns that they read. */
export interface ColumnSlice {
  readonly columns: readonly JsonColumn[];
  readonly items: readonly string[];
}

/** Returns the names of the columns that {@link typedItems} makes. */
export const typedNames = (columns: readonly ReadJsonColumn[]): readonly string[] => [
  ...columns.map(({ name }) => name),
  ...marksOf(markedColumns(columns)).keys(),
];

/** Returns the same items as {@link typedItems}, cut into slices of columns that are read together. */
export function typedSlices(columns: readonly ReadJsonColumn[]): readonly ColumnSlice[] {
  const marked = markedColumns(columns);
  if (columns.length <= widest) return [{ columns, items: typedItems(columns) }];
  // A mark holds the bits of several columns, and so lies in one slice with them.
  const ofMarks = Math.floor(widest / bitsInMark) * bitsInMark;
  return [
    ...chunks(columns, widest).map((some) => ({ columns: some, items: some.map(valueItem) })),
    ...chunks(marked, ofMarks).map((some) => ({ columns: some, items: markItems(some) })),
  ];
}

/** Counts the fields of each marked column that could not be read, over files that were written with {@link typedItems}. */
export async function countUnread(
  reader: Reader,
  scratches: readonly Scratch[],
  columns: readonly ReadJsonColumn[],
): Promise<UnreadCounts> {
  const from = readScratch(scratches.map(({ path }) => path));
  const marked = markedColumns(columns);
  if (marked.length === 0) return new Map();
  const any = [...marksOf(marked).keys()].map((name) => `max(${identifier(name)})`);
  const [most = {}] = await reader.query(`select ${any.join(', ')} from ${from}`);
  if (Object.values(most).every((mark) => Number(mark ?? 0) === 0)) return new Map();
  const items = marked.map((column) => `${countOf(column)} as n${column.place}`);
  const [row = {}] = await reader.query(`select ${items.join(', ')} from ${from}`);
  return new Map(marked.map(({ name, place }) => [name, Number(row[`n${place}`] ?? 0)]));
}

/** Describes the first fields that can't be read: the expected type and the shape of a text, without the text. */
export async function listUnread(
  reader: Reader,
  sources: readonly RawRows[],
  columns: readonly ReadJsonColumn[],
  counts: UnreadCounts,
): Promise<readonly RowProblem[]> {
  const unread = unreadIn(counts);
  const marked = columns.filter(({ name }) => unread.has(name));
  const found: RowProblem[] = [];
  for (const { relation, row, kept } of sources) {
    if (marked.length === 0 || found.length >= mostListed) break;
    const fails = marked.map((column) => failsToRead(column, identifier(column.name)));
    const failing = fails.map((fail) => `coalesce(${fail}, false)`);
    const texts = marked.map(({ name }) => `${identifier(name)}::varchar`);
    const where = kept === null ? '' : ` and ${kept}`;
    const first = `select ${row} as r, [${failing.join(', ')}] as f, [${texts.join(', ')}] as t from ${relation} where (${failing.join(' or ')})${where} order by 1 limit ${mostListed}`;
    const fields = `select r, unnest(f) as f, unnest(t) as t, unnest(range(${marked.length})) as i from (${first})`;
    const rows = await reader.query(
      `select r, i, t from (${fields}) where f order by r, i limit ${mostListed}`,
    );
    for (const { r, i, t } of rows) {
      const { name, isInexact, reading } = marked[Number(i)] as ReadJsonColumn;
      const message = isInexact
        ? inexactMessage(String(t))
        : `the value is not ${reading?.words}: it is written like ${textPattern(String(t))}`;
      found.push({ row: Number(r), column: name, message });
    }
  }
  return found.slice(0, mostListed);
}

/** Writes the rows that are kept, with their texts read. */
export const writeTyped = (
  reader: Reader,
  { relation, row, kept }: RawRows,
  columns: readonly ReadJsonColumn[],
  rowsAtOnce?: number,
): Promise<Scratch> =>
  writeColumns(
    reader,
    typedSlices(columns).map(
      ({ items }) =>
        // What leaves out rows is a join, by which the others lose their order.
        `select ${items.join(', ')} from ${relation}${kept === null ? '' : ` where ${kept} order by ${row}`}`,
    ),
    undefined,
    rowsAtOnce,
  );

/** Returns SQL (to follow FROM) for rows that were written with {@link typedItems}: those of a dataset, and the marks of its fields. */
export function typedRelation(
  paths: readonly string[],
  columns: readonly ReadJsonColumn[],
  counts: UnreadCounts,
  more: readonly string[] = [],
): string {
  const marked = markedColumns(columns);
  const unread = new Map(marked.map((column) => [column.name, column]));
  const items = columns.map((column) => {
    const name = identifier(column.name);
    const value = restored(column) ?? name;
    const mark = (counts.get(column.name) ?? 0) > 0 ? unread.get(column.name) : undefined;
    const read = mark ? `case when ${isRead(mark)} then ${value} end` : value;
    return read === name ? name : `${read} as ${name}`;
  });
  const hidden = unreadableOf(marked, counts)?.hidden ?? [];
  return `(select ${[...items, ...hidden.map(identifier), ...more].join(', ')} from ${readScratch(paths)})`;
}

/** Makes a view of such rows, and returns it with the fields that could not be read. */
export async function openTyped(
  reader: Reader,
  scratches: readonly Scratch[],
  columns: readonly ReadJsonColumn[],
  counts: UnreadCounts,
): Promise<Pick<Opened, 'relation' | 'unreadable'>> {
  const relation = identifier(reader.freshName());
  const from = typedRelation(
    scratches.map(({ path }) => path),
    columns,
    counts,
  );
  await reader.query(`create temp view ${relation} as select * from ${from}`);
  return { relation, unreadable: unreadableOf(markedColumns(columns), counts) };
}
