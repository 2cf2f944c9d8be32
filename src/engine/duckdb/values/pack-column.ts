import type { DuckDBType, DuckDBValue } from '@duckdb/node-api';
import type { InsertColumn } from '../../../dataset/dataset.ts';
import { identifier } from '../../../dataset/sql/quote.ts';
import type { DuckDB } from '../connection/duckdb-api.ts';
import { accept } from './accept-value.ts';

/** A way to hand over many values of a column as one value of the engine, which SQL takes apart again. */
export interface Packing {
  /** The type of the packed value. */
  readonly type: (api: DuckDB, type: DuckDBType) => DuckDBType;
  readonly pack: (values: readonly unknown[], api: DuckDB, type: DuckDBType) => DuckDBValue;
  /** Makes the list of the values from a packed column. */
  readonly list: (packed: string) => string;
  /** Makes a value from an item of that list. */
  readonly value: (item: string, type: string) => string;
}

const plain: Packing = {
  type: (api, type) => new api.DuckDBListType(type),
  pack: (values, api) => api.listValue(values as readonly DuckDBValue[]),
  list: (packed) => packed,
  value: (item) => item,
};

const integers: Packing = {
  ...plain,
  pack: (values, api) =>
    api.listValue(
      values.map((value) => (typeof value === 'number' ? BigInt(value) : (value as bigint | null))),
    ),
};

const instants: Packing = {
  ...plain,
  type: (api) => new api.DuckDBListType(api.BIGINT),
  pack: (values, api) =>
    api.listValue(values.map((value) => (value instanceof Date ? BigInt(value.getTime()) : null))),
  value: (item, type) =>
    type === 'TIMESTAMP' ? `epoch_ms(${item})` : `epoch_ms(${item})::${type}`,
};

const other: Packing = {
  ...plain,
  pack: (values, api, type) => api.listValue(values.map((value) => accept(value, type, api))),
};

/** Characters that end a text, that stand for NULL, and that come before a digit which stands for one of the three. */
const [end, none, escaping] = ['\x1f', '\x1e', '\x1d'];

/** One text for all: handing over each by itself takes 20 times as long as a number. */
const texts: Packing = {
  type: (api) => api.VARCHAR,
  pack: (values) => {
    const given: string[] = new Array(values.length);
    let nulls = 0;
    for (let at = 0; at < values.length; at += 1) {
      const value = values[at] as string | null | undefined;
      if (value == null) nulls += 1;
      given[at] = value ?? none;
    }
    const packed = given.join(end);
    const isPlain =
      occurrences(packed, end) === values.length - 1 &&
      occurrences(packed, none) === nulls &&
      !packed.includes(escaping);
    return isPlain ? packed : values.map((value) => escaped(value as string | null)).join(end);
  },
  list: (packed) => `string_split(${packed}, chr(31))`,
  value: (item, type) => {
    const text = ['1', '2', '0'].reduce(
      (sql, digit, at) => `replace(${sql}, chr(29) || '${digit}', chr(${[30, 31, 29][at]}))`,
      item,
    );
    const value = `case when ${item} = chr(30) then null when contains(${item}, chr(29)) then ${text} else ${item} end`;
    return type === 'VARCHAR' ? value : `(${value})::${type}`;
  },
};

function occurrences(text: string, character: string): number {
  let count = 0;
  for (let at = text.indexOf(character); at >= 0; at = text.indexOf(character, at + 1)) count += 1;
  return count;
}

const escaped = (text: string | null) =>
  text === null
    ? none
    : text
        .replaceAll(escaping, `${escaping}0`)
        .replaceAll(none, `${escaping}1`)
        .replaceAll(end, `${escaping}2`);

/** Returns how the values of a column are handed over. */
export function packingOf(type: string): Packing {
  if (type === 'BIGINT' || type === 'HUGEINT') return integers;
  if (type === 'DOUBLE' || type === 'BOOLEAN') return plain;
  if (type === 'TIMESTAMP' || type === 'DATE') return instants;
  return type === 'VARCHAR' || type === 'JSON' ? texts : other;
}

/** Returns the SELECT that takes packed rows apart, whose columns are `c0`, `c1` and so on. */
export function unpacked(columns: readonly InsertColumn[], relation: string): string {
  const lists = columns.map(
    ({ type }, at) => `unnest(${packingOf(type).list(`c${at}`)}) as c${at}`,
  );
  const values = columns.map(
    ({ name, type }, at) => `${packingOf(type).value(`c${at}`, type)} as ${identifier(name)}`,
  );
  return `select ${values.join(', ')} from (select ${lists.join(', ')} from ${relation})`;
}
