import { chunks } from '../../value/chunks.ts';
import type { Reader } from '../dataset.ts';
import { writeColumns } from '../scratch/write-columns.ts';
import { readScratch } from '../scratch/write-scratch.ts';
import { identifier } from '../sql/quote.ts';
import { type JsonColumn, type JsonKey, rawItems } from './json-columns.ts';
import { exactIntegers, inexactColumns, smallIntegers } from './json-numbers.ts';
import { takenFrom, widest } from './json-records.ts';
import { relearn } from './json-relearn.ts';
import type { Shape } from './json-shape.ts';
import type { RawRows } from './json-typed.ts';
import { inexactPlaces, keptFields, type Structure, typeOf, typeOfColumn } from './json-types.ts';

/** Returns the keys of a table of JSON objects, with the types of their values; none if there is no key. */
export async function keysOf(reader: Reader, table: string): Promise<readonly JsonKey[]> {
  const structures = await structuresOf(reader, table);
  const hasBig = await anyBig(reader, table);
  const nested = await relearnNested(reader, table, structures);
  const keys = structures.map(([key, structure]): JsonKey => {
    const learned = nested.get(key);
    if (learned) {
      const type = typeOfColumn(learned, { hasBig });
      return { key, type, isInexact: false, inexactWithin: inexactPlaces(learned) };
    }
    const type = structure === 'NULL' ? null : typeOf(structure, { hasBig });
    return { key, type, isInexact: false };
  });
  return hasBig ? exactIntegers(reader, table, keys) : keys;
}

/** Returns what is learned of keys whose values are objects or arrays with numbers that may lose digits; nothing if there are no such. */
async function relearnNested(
  reader: Reader,
  table: string,
  structures: readonly (readonly [string, Structure])[],
): Promise<ReadonlyMap<string, Shape>> {
  const nested = new Set(
    structures.flatMap(([key, structure]) => (typeof structure === 'string' ? [] : [key])),
  );
  const learned = nested.size === 0 ? null : await relearn(reader, table);
  const fields = learned === null ? [] : keptFields(learned.records);
  return new Map(fields.flatMap((field) => (nested.has(field.key) ? [[field.key, field]] : [])));
}

async function structuresOf(
  reader: Reader,
  table: string,
): Promise<readonly (readonly [string, Structure])[]> {
  const [row] = await reader.query(`select json_group_structure(json)::varchar as s from ${table}`);
  const structure: unknown = JSON.parse(String(row?.s ?? 'null'));
  const isObject = typeof structure === 'object' && structure !== null && !Array.isArray(structure);
  if (!isObject) return [];
  const fields = structure as Readonly<Record<string, Structure>>;
  const known = await keysInOrder(reader, table);
  const late = Object.keys(fields).filter((key) => !known.includes(key));
  return [...known, ...late.sort()].map((key) => [key, fields[key] as Structure]);
}

/**
 * Returns the keys of the first records in their order. DuckDB's threads merge the structures of records in no fixed
 * order.
 */
async function keysInOrder(reader: Reader, table: string) {
  const first = `select rowid as r, json_keys(json) as ks from ${table} limit 1000`;
  const rows = await reader.query(
    `select k from (select r, unnest(ks) as k, generate_subscripts(ks, 1) as p from (${first})) group by k order by min(r * 1000000 + p)`,
  );
  return rows.map(({ k }) => String(k));
}

/** True if some integer has 19 digits or more, which may be too many for BIGINT. */
async function anyBig(reader: Reader, table: string): Promise<boolean> {
  const [row] = await reader.query(
    `select coalesce(bool_or(regexp_matches(json::varchar, '(?:^|[^0-9.])[0-9]{19}')), false) as b from ${table}`,
  );
  return row?.b === true;
}

/** Records with a column for each key, with the types that their values fit into. */
export interface StagedRows extends RawRows {
  readonly rows: number;
  readonly columns: readonly JsonColumn[];
}

/** Writes a column for each key of a table of JSON objects, and the row number of each record. */
export async function stage(
  reader: Reader,
  table: string,
  columns: readonly JsonColumn[],
): Promise<StagedRows> {
  const row = identifier(reader.freshName());
  const write = (all: readonly JsonColumn[]) => {
    const selects = (all.length === 0 ? [[]] : chunks(all, widest)).map((some, at) => {
      const from = takenFrom(some, `(select rowid as ${row}, json from ${table})`, [row]);
      return `select ${[...(at === 0 ? [row] : []), ...rawItems(some)].join(', ')} from ${from}`;
    });
    return writeColumns(reader, selects);
  };
  const first = await write(columns);
  const relation = readScratch([first.path]);
  const small = await smallIntegers(reader, relation, columns);
  const inexact = await inexactColumns(reader, table, relation, columns);
  const fitting = columns.map((column) => ({
    ...column,
    ...(small.has(column) && { type: 'BIGINT' }),
    isInexact: inexact.has(column),
  }));
  const isRight = small.size + inexact.size === 0;
  const { path, rows } = isRight ? first : await write(fitting);
  return { relation: readScratch([path]), row, kept: null, rows, columns: fitting };
}
