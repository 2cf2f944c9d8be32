import { pathInSql } from '../files/data-file.ts';
import { concatenated, groupNeighbours } from '../files/file-groups.ts';
import { makeReproduction, mentions, type Reproduction, type ShownQuery } from '../reproduction.ts';
import { identifier, literal, literals } from '../sql/quote.ts';
import type { TypedColumn } from '../typing/choose-types.ts';
import { shownTyped } from '../typing/typed-table.ts';
import { formats, type LoadedJson } from './json-load.ts';
import type { NumberKey } from './json-numbers.ts';
import type { Structure } from './json-types.ts';

/** The keys that were read from the records, and their types. */
export interface ReadKeys {
  readonly keys: readonly NumberKey[];
  readonly settled: readonly TypedColumn[];
  /** SQL conditions on the value `json`; all are true for a record that was kept. */
  readonly kept: readonly string[];
}

/** The most keys that are shown in full. If there are more, only the keys that a query names are shown. */
const fewKeys = 40;

/** Returns SQL that reads the same rows from the JSON files, with the same types. */
export function jsonReproduction(files: readonly LoadedJson[], read: ReadKeys): Reproduction {
  const isLossy = read.kept.length > 0;
  const settings = (file: LoadedJson) => settingsOf(file, isLossy);
  const reads = groupNeighbours(files, (one, other) => settings(one) === settings(other)).map(
    (some) =>
      `read_json_objects(${literals(some.map(({ file }) => pathInSql(file)))}, ${settings(some[0])})`,
  );
  const all = concatenated(reads, 'union all');
  return makeReproduction((query) => shownTyped(columnsOf(all, read, query), read.settled, query));
}

function settingsOf({ format, compression, options }: LoadedJson, isLossy: boolean): string {
  const given = (isGiven: boolean, setting: string) => (isGiven ? [setting] : []);
  const packed = compression === 'none' ? 'uncompressed' : compression;
  return [
    `format=${literal(formats[format])}`,
    ...given(
      options.compression !== undefined || compression !== 'none',
      `compression=${literal(packed)}`,
    ),
    ...given(options.maxRecordSize !== undefined, `maximum_object_size=${options.maxRecordSize}`),
    ...given(isLossy && format === 'lines', 'ignore_errors=true'),
  ].join(', ');
}

/**
 * Returns SQL for the columns of JSON records. The fields of a masked column are not shown, since their names may be
 * values.
 */
function columnsOf(records: string, { keys, kept }: ReadKeys, query: ShownQuery): string {
  const shown = keys.filter(({ name }) => keys.length <= fewKeys || mentions(query, name));
  // A query that names no key counts records.
  const picked = shown.length > 0 ? shown : keys.slice(0, 1);
  const types = picked.map(({ key, name, type }) => {
    const isHidden = typeof type !== 'string' && query.masked.has(name);
    return `${JSON.stringify(key)}: ${JSON.stringify(isHidden ? 'JSON' : (type satisfies Structure))}`;
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
