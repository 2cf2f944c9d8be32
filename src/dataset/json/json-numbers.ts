import type { Reader } from '../dataset.ts';
import { identifier } from '../sql/quote.ts';
import { isInexactSql, type JsonColumn, type JsonKey } from './json-columns.ts';
import { pointer } from './json-types.ts';

/**
 * Changes the type of columns from DOUBLE to HUGEINT if all their values are integers. DuckDB reads integers of more
 * than 64 bits as DOUBLE, which loses digits.
 */
export async function exactIntegers(
  reader: Reader,
  table: string,
  keys: readonly JsonKey[],
): Promise<readonly JsonKey[]> {
  const exact: JsonKey[] = [];
  for (const key of keys) {
    const [row] =
      key.type === 'DOUBLE'
        ? await reader.query(
            `select bool_and(regexp_full_match(json_extract_string(json, ${pointer(key.key)}), '-?[0-9]{1,38}')) as b from ${table}`,
          )
        : [];
    exact.push(row?.b === true ? { ...key, type: 'HUGEINT' } : key);
  }
  return exact;
}

/** Returns the HUGEINT columns whose values fit into BIGINT. */
export async function smallIntegers(
  reader: Reader,
  staged: string,
  columns: readonly JsonColumn[],
): Promise<ReadonlySet<JsonColumn>> {
  const small = new Set<JsonColumn>();
  for (const column of columns) {
    if (column.type !== 'HUGEINT') continue;
    const name = identifier(column.name);
    const [row] = await reader.query(
      `select count(${name}) = count(try_cast(${name} as BIGINT)) as b from ${staged}`,
    );
    if (row?.b === true) small.add(column);
  }
  return small;
}

/** Returns the columns with a number that DOUBLE does not hold: one such as 1e400, or of too many digits. */
export async function inexactColumns(
  reader: Reader,
  table: string,
  staged: string,
  columns: readonly JsonColumn[],
): Promise<ReadonlySet<JsonColumn>> {
  const found = new Set<JsonColumn>();
  const doubles = columns.filter(({ type }) => type === 'DOUBLE');
  if (doubles.length === 0) return found;
  const list = doubles.map(({ name }) => identifier(name)).join(', ');
  const [row] = await reader.query(
    `select coalesce(bool_or(list_bool_or(list_transform([${list}], lambda x: abs(x) >= ${2 ** 53}))), false) as b from ${staged}`,
  );
  if (row?.b !== true) return found;
  for (const column of doubles) {
    const text = `json_extract_string(json, ${pointer(column.key)})`;
    const isInexact = isInexactSql(text, `try_cast(${text} as DOUBLE)`);
    const [any] = await reader.query(
      `select coalesce(bool_or(${isInexact}), false) as b from ${table}`,
    );
    if (any?.b === true) found.add(column);
  }
  return found;
}
