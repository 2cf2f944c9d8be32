import { compressionNamed } from '../files/bytes/look-at-bytes.ts';
import { pathInSql } from '../files/data-file.ts';
import { concatenated, groupNeighbours } from '../files/file-groups.ts';
import { makeReproduction, mentions, type Reproduction, type ShownQuery } from '../reproduction.ts';
import { identifier, literal, literals } from '../sql/quote.ts';
import { replacing } from '../sql/selection.ts';
import { marksOf } from '../typing/unread-marks.ts';
import {
  failsToRead,
  type MarkedJsonColumn,
  markedColumns,
  markItems,
  type ReadJsonColumn,
  readValue,
} from './json-columns.ts';
import { defaultLongest, type JsonRange } from './json-load.ts';
import { formats } from './json-records.ts';
import { recordsWithin, type ShownRange } from './json-shown-records.ts';

/** The most keys that are shown in full. If there are more, only the keys that a query names are shown. */
const fewKeys = 40;

/**
 * Returns SQL that reads the same rows from the JSON files, with the same types. `kept` are SQL conditions on the value `json`
 * that are all true for a record that was kept, `unread` the columns some of whose fields could not be read.
 */
export function jsonReproduction(
  files: readonly ShownRange[],
  columns: readonly ReadJsonColumn[],
  kept: readonly string[],
  unread: ReadonlySet<string>,
): Reproduction {
  const isLossy = kept.length > 0;
  const settings = (file: JsonRange) => settingsOf(file, isLossy);
  const isAlike = (one: ShownRange, other: ShownRange) =>
    settings(one) === settings(other) && !isByOrdinals(one) && !isByOrdinals(other);
  const reads = groupNeighbours(files, isAlike).map((some) => {
    const [{ within, odd }] = some;
    const paths = literals(some.map(({ file }) => pathInSql(file)));
    const documents = `read_json_objects(${paths}, ${settings(some[0])})`;
    return within === null ? documents : recordsWithin(documents, within, odd);
  });
  const all = concatenated(reads, 'union all');
  return makeReproduction((query) => {
    const marked = markedColumns(columns);
    const needsMarks =
      unread.size > 0 && [...marksOf(marked).keys()].some((mark) => mentions(query, mark));
    // The marks are in the order of all marked columns.
    const named = columns.filter(({ name }) => mentions(query, name));
    const shown =
      columns.length <= fewKeys
        ? columns
        : needsMarks
          ? [...new Set([...named, ...marked])]
          : named;
    // A query that names no key counts records.
    const picked = shown.length > 0 ? shown : columns.slice(0, 1);
    return typed(taken(all, picked, kept, query), picked, unread, needsMarks ? marked : [], query);
  });
}

/** True for a file of which records are left out by their ordinals. */
const isByOrdinals = ({ within, odd }: ShownRange): boolean => within !== null && odd?.length !== 0;

function settingsOf(
  { whole, within, format: ofRecords, options }: JsonRange,
  isLossy: boolean,
): string {
  const { file, compression } = whole;
  const format = within === null ? ofRecords : 'values';
  // A document is one object, and may be larger than those that are read unless told.
  const isLarge = within !== null && file.size > defaultLongest;
  const given = (isGiven: boolean, setting: string) => (isGiven ? [setting] : []);
  const packed = compression === 'none' ? 'uncompressed' : compression;
  return [
    `format=${literal(formats[format])}`,
    ...given(
      options.compression !== undefined ||
        compression !== 'none' ||
        compressionNamed(file.path) !== 'none',
      `compression=${literal(packed)}`,
    ),
    ...given(isLarge, `maximum_object_size=${file.size}`),
    ...given(
      !isLarge && options.maxRecordSize !== undefined,
      `maximum_object_size=${options.maxRecordSize}`,
    ),
    ...given(isLossy && format === 'lines', 'ignore_errors=true'),
  ].join(', ');
}

/**
 * Returns SQL for the columns of JSON records. The fields of a masked column are not shown, since their names may be
 * values.
 */
function taken(
  records: string,
  picked: readonly ReadJsonColumn[],
  kept: readonly string[],
  query: ShownQuery,
): string {
  const types = picked.map(({ key, name, type, isInexact }) => {
    const isHidden = isInexact || (typeof type !== 'string' && query.masked.has(name));
    return `${JSON.stringify(key)}: ${JSON.stringify(isHidden ? 'JSON' : type)}`;
  });
  const record = `json_transform(json, ${literal(`{${types.join(', ')}}`)})`;
  const where = kept.length === 0 ? '' : ` where ${kept.join(' and ')}`;
  const isPlain = picked.every(({ key, name }) => key === name);
  if (isPlain) return `(select unnest(${record}) from ${records}${where})`;
  const items = picked.map(
    ({ name }, at) => `struct_extract_at(s, ${at + 1}) as ${identifier(name)}`,
  );
  return `(select ${items.join(', ')} from (select ${record} as s from ${records}${where}))`;
}

/** Returns SQL in which the texts of columns are read, and fields that can't be read are NULL; with marks for them if needed. */
function typed(
  relation: string,
  picked: readonly ReadJsonColumn[],
  unread: ReadonlySet<string>,
  marked: readonly MarkedJsonColumn[],
  query: ShownQuery,
): string {
  const values = markedColumns(picked).flatMap((column) => {
    const name = identifier(column.name);
    const value = readValue(column, name);
    if (!mentions(query, column.name)) return [];
    return unread.has(column.name)
      ? [`case when not coalesce(${failsToRead(column, name)}, false) then ${value} end as ${name}`]
      : [`${value} as ${name}`];
  });
  const marks = markItems(marked);
  if (values.length + marks.length === 0) return relation;
  return `(select ${[replacing(values), ...marks].join(', ')} from ${relation})`;
}
