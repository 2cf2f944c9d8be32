import type { Reader } from '../dataset.ts';
import { mentions, type ShownQuery } from '../reproduction.ts';
import { identifier } from '../sql/quote.ts';
import { replacing } from '../sql/selection.ts';
import { fitsSql, type Reading } from './text-types.ts';
import { bitOf, bitsInMark, isRead, type Marked, markPrefix, marksOf } from './unread-marks.ts';

/** A column of text, and how it is read. */
export interface ReadColumn {
  readonly name: string;
  /** Null for a column that stays text. */
  readonly reading: Reading | null;
  /**
   * True to mark the fields that may be unreadable, which takes half of the time. If there are any, the column has to be read
   * again with this off, or its texts have to be looked at. By default the fields that can't be read are marked.
   */
  readonly marksDoubts?: boolean;
}

/** A column that is read as a type, with the place of its mark. */
export interface MarkedColumn extends Marked {
  readonly reading: Reading;
  /** True if its mark is set for each field that may be unreadable. */
  readonly marksDoubts: boolean;
  /** The place of the column among all. */
  readonly at: number;
}

/**
 * The most columns that are marked by an expression each. DuckDB takes long to plan more of them; of as many as have one
 * reading, a list is tested at once.
 */
const many = 128;

/** Returns the columns that have a mark: those that are read as a type. */
export function markedColumns(columns: readonly ReadColumn[]): readonly MarkedColumn[] {
  const prefix = markPrefix(columns);
  const typed = columns.flatMap(({ name, reading, marksDoubts = false }, at) =>
    reading ? [{ name, reading, marksDoubts, at, prefix }] : [],
  );
  if (typed.length <= many) return typed.map((column, place) => ({ ...column, place }));
  let place = 0;
  return [...Map.groupBy(typed, readingKey).values()].flatMap((alike) => {
    place = Math.ceil(place / bitsInMark) * bitsInMark;
    return alike.map((column) => ({ ...column, place: place++ }));
  });
}

const readingKey = ({ reading, marksDoubts }: Pick<MarkedColumn, 'reading' | 'marksDoubts'>) =>
  `${reading.fits('x')} ${reading.type} ${marksDoubts}`;

/** Returns the items of a SELECT that mark the fields of some columns, and leave the bits of the others 0. */
function marksOfTexts(
  marked: readonly MarkedColumn[],
  textOf: (at: number) => string,
  isTested: (name: string) => boolean = () => true,
): readonly string[] {
  const isWide = marked.length > many;
  return [...marksOf(marked)].map(([mark, own]) => {
    const tested = own.filter(({ name }) => isTested(name));
    const [first] = tested;
    if (first === undefined) return `0::bigint as ${identifier(mark)}`;
    const shift = bitOf(first.place);
    const bits =
      isWide && tested.length === own.length
        ? `list_sum(list_transform([${tested.map(({ at }) => textOf(at)).join(', ')}], lambda x, i: ${bitFor('x', first)} << (i - 1 + ${shift})::bigint))::bigint`
        : tested
            .map((one) => `(${bitFor(textOf(one.at), one)} << ${bitOf(one.place)})`)
            .join(' | ');
    return `(${bits}) as ${identifier(mark)}`;
  });
}

/** Returns SQL for the bit of a field, 0 or 1. */
const bitFor = (text: string, { reading, marksDoubts }: MarkedColumn): string =>
  marksDoubts ? mayFail(text, reading) : `coalesce(${failsReading(text, reading)}, false)::bigint`;

/** Returns SQL that is true for a text that can't be read, and else false or NULL. */
export const failsReading = (text: string, reading: Reading): string =>
  `${text} <> '' and not (${fitsSql(reading, text)})`;

/**
 * Returns SQL that is 1 for a text for which the plain tests of a reading do not hold, also an empty one, and 0 for others and for
 * NULL. It has no AND, OR, CASE or COALESCE: the engine would compute their parts anew, also the cast that the column's value is.
 */
export function mayFail(text: string, { plainTests }: Reading): string {
  const tests = plainTests?.(text) ?? ['false'];
  const holds = tests.map((test) => `(${test})::utinyint`).join(' & ');
  return `((${holds}) is distinct from 1)::bigint & (${text} is not null)::bigint`;
}

/**
 * Returns true for each column in which every field of a sample of texts passes the plain tests of its reading, which has some. `textOf` returns SQL
 * for the text of a column, by its place.
 */
export async function arePlain(
  reader: Reader,
  sample: string,
  columns: readonly ReadColumn[],
  textOf: (at: number) => string,
): Promise<readonly boolean[]> {
  const marked = markedColumns(
    columns.map(({ name, reading }) => ({
      name,
      reading: reading?.plainTests ? reading : null,
      marksDoubts: true,
    })),
  );
  const items = marksOfTexts(marked, textOf);
  if (items.length === 0) return columns.map(() => false);
  const any = [...marksOf(marked).keys()].map(
    (mark, at) => `bit_or(${identifier(mark)}) as m${at}`,
  );
  const [row = {}] = await reader.query(
    `select ${any.join(', ')} from (select ${items.join(', ')} from ${sample})`,
  );
  const isSet = ({ place }: MarkedColumn) =>
    (BigInt(String(row[`m${Math.floor(place / bitsInMark)}`] ?? -1)) >> BigInt(bitOf(place))) & 1n;
  const plain = new Set(marked.flatMap((one) => (isSet(one) ? [] : [one.name])));
  return columns.map(({ name }) => plain.has(name));
}

/**
 * Returns the items of a SELECT that reads texts as their types, with marks for the fields that can't be read. Such a field has any
 * value, or none: {@link withoutUnread} leaves it out. `textOf` returns SQL for the text of a column, by its place.
 */
export function markedItems(
  columns: readonly ReadColumn[],
  textOf: (at: number) => string,
): readonly string[] {
  const values = columns.map(({ name, reading }, at) => {
    const text = textOf(at);
    const value = reading ? reading.cast(text) : text;
    return `${isKeptAsText(reading) ? `cast(${value} as varchar)` : value} as ${identifier(name)}`;
  });
  return [...values, ...marksOfTexts(markedColumns(columns), textOf)];
}

/** True for a type that Parquet does not have, and that it would be converted from with a loss. */
export const isKeptAsText = (reading: Reading | null): boolean =>
  reading !== null && /^U?HUGEINT$/.test(reading.type);

/** Returns the items of a SELECT from {@link markedItems} in which unreadable fields are NULL. */
export function withoutUnread(
  columns: readonly ReadColumn[],
  unread: ReadonlySet<string>,
): readonly string[] {
  const marked = markedColumns(columns);
  const byName = new Map(marked.map((one) => [one.name, one]));
  const values = columns.map((column) => {
    const name = identifier(column.name);
    const value = isKeptAsText(column.reading) ? `cast(${name} as ${column.reading?.type})` : name;
    const one = byName.get(column.name);
    if (one && unread.has(column.name))
      return `case when ${isRead(one)} then ${value} end as ${name}`;
    return value === name ? name : `${value} as ${name}`;
  });
  return unread.size === 0 ? values : [...values, ...[...marksOf(marked).keys()].map(identifier)];
}

/** Returns SQL (to follow FROM) for the rows of a relation of text, as they are read, for a person to run. */
export function shownMarked(
  relation: string,
  columns: readonly ReadColumn[],
  unread: ReadonlySet<string>,
  query: ShownQuery,
): string {
  // In the places that the columns have in the marks of the rows.
  const marked = markedColumns(columns).map((one) => ({ ...one, marksDoubts: false }));
  const casts = marked.flatMap(({ name, reading }) => {
    if (!mentions(query, name)) return [];
    const text = identifier(name);
    const value = reading.cast(text);
    return [
      unread.has(name)
        ? `case when ${reading.fits(text)} then ${value} end as ${text}`
        : `${value} as ${text}`,
    ];
  });
  const needsMarks =
    unread.size > 0 && [...marksOf(marked).keys()].some((mark) => mentions(query, mark));
  const textOf = (at: number) => identifier(columns[at]?.name ?? '');
  const marks = needsMarks ? marksOfTexts(marked, textOf, (name) => unread.has(name)) : [];
  if (casts.length + marks.length === 0) return relation;
  return `(select ${[replacing(casts), ...marks].join(', ')} from ${relation})`;
}
