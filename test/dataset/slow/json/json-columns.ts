import type { ColumnHint, Reader, ReadProblem } from '../../../../src/dataset/dataset.ts';
import { inexactNotes } from '../../../../src/dataset/json/json-columns.ts';
import { relearn } from '../../../../src/dataset/json/json-relearn.ts';
import { newShape } from '../../../../src/dataset/json/json-shape.ts';
import {
  inexactPlaces,
  keptFields,
  typeOfColumn,
} from '../../../../src/dataset/json/json-types.ts';
import { identifier, literal } from '../../../../src/dataset/sql/quote.ts';
import type { Family } from '../../../../src/metric/expression.ts';
import { mostListed } from '../record-location.ts';
import { type Candidates, candidatesFor } from '../typing/candidates.ts';
import { chooseTypes, type UntypedColumn } from '../typing/choose-types.ts';
import { findMisreads, type Misreads, makeTyped, wantedNote } from '../typing/typed-table.ts';
import { uniqueNames } from '../typing/unique-names.ts';
import { dropOverflows, exactIntegers, smallIntegers } from './json-numbers.ts';
import { type Structure, typeOf } from './json-types.ts';

/** A table with a column for each key of JSON records. */
export interface JsonColumns {
  readonly relation: string;
  readonly misread: Omit<Misreads, 'fields'> & {
    /** Null if a number is beyond DOUBLE: the texts of its record are not judged then. */
    readonly fields: Misreads['fields'] | null;
  };
  readonly problems: readonly Pick<ReadProblem, 'column' | 'message'>[];
  readonly notes: readonly string[];
}

/** Converts a table of JSON objects into one with a column for each key; null if there is no key. */
export async function readColumns(
  reader: Reader,
  table: string,
  hints: readonly ColumnHint[],
  dateFormat: string | undefined,
): Promise<JsonColumns | null> {
  const structures = await structuresOf(reader, table);
  if (structures === null) return null;
  const { names, problems, notes } = uniqueNames(structures.map(([key]) => key));
  const hasBig = await anyBig(reader, table);
  const families = new Map(hints.map((hint) => [hint.name, hint.families]));
  // How numbers within others are written is looked at value by value, for which there is one way.
  const isNested = structures.some(([, structure]) => typeof structure !== 'string');
  const learned = isNested ? await relearn(reader, table) : null;
  const fields = new Map(keptFields(learned?.records ?? newShape()).map((one) => [one.key, one]));
  const inexact = structures.flatMap(([key, structure]) =>
    typeof structure === 'string' ? [] : inexactPlaces(fields.get(key) ?? newShape()),
  );
  const keys = structures.map(([key, structure], index): Key => {
    const name = names[index] as string;
    const wanted = families.get(name) ?? [];
    return structure === 'NULL'
      ? { key, name, type: emptyType(wanted), candidates: asItIs }
      : {
          key,
          name,
          type:
            (typeof structure === 'string'
              ? null
              : typeOfColumn(fields.get(key) ?? newShape(), { hasBig })) ??
            typeOf(structure, { hasBig }),
          candidates: structure === 'VARCHAR' ? datesFor(wanted, dateFormat) : asItIs,
        };
  });
  const exact = hasBig ? await exactIntegers(reader, table, keys) : keys;
  const staged = await stage(reader, table, exact);
  const small = hasBig ? await smallIntegers(reader, staged, exact) : new Set();
  const columns = exact.map(({ name, candidates }, index): UntypedColumn => {
    const from = small.has(index) ? `c${index}::BIGINT` : `c${index}`;
    return { from, name, ...candidates };
  });
  const [row] = await reader.query(`select count(*) as n from ${staged}`);
  const settled = await chooseTypes(reader, staged, Number(row?.n ?? 0), columns);
  const left = settled.filter(({ wanted }) => wanted !== undefined);
  const leftNotes: string[] = [];
  for (const column of left) leftNotes.push(await wantedNote(reader, staged, column));
  // The types are those of all records, as the values of other columns are still read.
  const overflows = await dropOverflows(reader, table, staged, exact);
  const misread = await findMisreads(reader, staged, settled, mostListed, 'r');
  const relation = await makeTyped(reader, staged, settled);
  await reader.query(`drop table ${staged}`);
  return {
    relation,
    misread: {
      listed: [...overflows, ...misread.listed],
      count: overflows.length + misread.count,
      fields: overflows.length > 0 ? null : misread.fields,
    },
    problems,
    notes: [...notes, ...inexactNotes(inexact), ...leftNotes],
  };
}

/** A key of the records, with the column that it becomes. */
export interface Key {
  readonly key: string;
  readonly name: string;
  readonly type: Structure;
  readonly candidates: Candidates;
}

const asItIs: Candidates = { readings: [], orText: true };

async function structuresOf(
  reader: Reader,
  table: string,
): Promise<readonly (readonly [string, Structure])[] | null> {
  const [row] = await reader.query(`select json_group_structure(json)::varchar as s from ${table}`);
  const structure: unknown = JSON.parse(String(row?.s ?? 'null'));
  const isObject = typeof structure === 'object' && structure !== null && !Array.isArray(structure);
  if (!isObject) return null;
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

/** Returns the candidates for a column of text: dates if the contract wants a date and no text. */
function datesFor(families: readonly Family[], dateFormat: string | undefined): Candidates {
  const temporal = families.filter((family) => ['date', 'timestamp'].includes(family));
  if (temporal.length === 0 || families.includes('text')) return asItIs;
  return candidatesFor(temporal, dateFormat === undefined ? {} : { formats: [dateFormat] });
}

/** Returns the type of a column without values: the one that the contract wants. */
function emptyType(families: readonly Family[]): string {
  if (families.includes('text')) return 'VARCHAR';
  return candidatesFor(families).orText
    ? 'JSON'
    : (candidatesFor(families).readings[0]?.type ?? 'JSON');
}

/**
 * The number of keys that are read from one STRUCT. Each column taken from a STRUCT carries the type of all its fields:
 * ten thousand of them took six gigabytes.
 */
const keysAtOnce = 200;

/** Creates a table with a column for each key, and the row number `r` of each record. */
async function stage(reader: Reader, table: string, keys: readonly Key[]): Promise<string> {
  const staged = identifier(reader.freshName());
  const parts = Array.from({ length: Math.ceil(keys.length / keysAtOnce) }, (_, at) => {
    const some = keys.slice(at * keysAtOnce, (at + 1) * keysAtOnce);
    // By hand, for an object would put keys such as "10" first, and the fields are taken by their place.
    const fields = some.map(({ key, type }) => `${JSON.stringify(key)}: ${JSON.stringify(type)}`);
    return `json_transform(json, ${literal(`{${fields.join(', ')}}`)}) as s${at}`;
  });
  const items = keys.map((_, index) => {
    const [part, field] = [Math.floor(index / keysAtOnce), (index % keysAtOnce) + 1];
    return `struct_extract_at(s${part}, ${field}) as c${index}`;
  });
  await reader.query(
    `create temp table ${staged} as select r, ${items.join(', ')} from (select rowid as r, ${parts.join(', ')} from ${table})`,
  );
  return staged;
}
