import type { Reader } from '../../../../src/dataset/dataset.ts';
import { isRounded } from '../../../../src/dataset/typing/rounded-number.ts';
import type { RowProblem } from '../record-location.ts';
import { pointer, type Structure } from './json-types.ts';

/** A key of the records, its column, and its type in the form that `json_transform` takes. */
export interface NumberKey {
  readonly key: string;
  readonly name: string;
  readonly type: Structure;
}

/**
 * Changes the type of columns from DOUBLE to HUGEINT if all their values are integers. DuckDB reads integers of more
 * than 64 bits as DOUBLE, which loses digits.
 */
export async function exactIntegers<Key extends NumberKey>(
  reader: Reader,
  table: string,
  keys: readonly Key[],
): Promise<readonly Key[]> {
  const exact: Key[] = [];
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

/** Returns the positions of HUGEINT columns whose values fit into BIGINT. */
export async function smallIntegers(
  reader: Reader,
  staged: string,
  keys: readonly NumberKey[],
): Promise<ReadonlySet<number>> {
  const small = new Set<number>();
  for (const [index, { type }] of keys.entries()) {
    if (type !== 'HUGEINT') continue;
    const [row] = await reader.query(
      `select count(c${index}) = count(try_cast(c${index} as BIGINT)) as b from ${staged}`,
    );
    if (row?.b === true) small.add(index);
  }
  return small;
}

/** Removes records with a number that DOUBLE would round, or turn into infinity as 1e400, and returns them as problems. */
export async function dropOverflows(
  reader: Reader,
  table: string,
  staged: string,
  keys: readonly NumberKey[],
): Promise<readonly RowProblem[]> {
  const doubles = keys.flatMap(({ type }, index) => (type === 'DOUBLE' ? [index] : []));
  if (doubles.length === 0) return [];
  const list = doubles.map((index) => `c${index}`).join(', ');
  const [row] = await reader.query(
    `select coalesce(bool_or(list_bool_or(list_transform([${list}], lambda x: abs(x) >= 9007199254740992))), false) as b from ${staged}`,
  );
  if (row?.b !== true) return [];
  const problems = new Map<number, RowProblem>();
  for (const index of doubles) {
    const { key, name } = keys[index] as NumberKey;
    const rows = await reader.query(
      `select r, json_extract_string(json, ${pointer(key)}) as t from ${staged} join ${table} as t on t.rowid = r where abs(c${index}) >= 9007199254740992 order by r`,
    );
    for (const { r, t } of rows) {
      const message = inexact(String(t));
      if (message) problems.set(Number(r), { row: Number(r), column: name, message });
    }
  }
  if (problems.size > 0)
    await reader.query(`delete from ${staged} where r in (${[...problems.keys()].join(', ')})`);
  return [...problems.values()];
}

/** Returns what is wrong with a number that DOUBLE does not hold, as it is written; null if it does. */
function inexact(text: string): string | null {
  const double = Number(text);
  if (/[0-9]/.test(text) && !Number.isFinite(double))
    return 'the number is beyond what DOUBLE holds';
  if (!/^-?[0-9]+$/.test(text) || !isRounded(text, double)) return null;
  return 'the number is not a whole number that DOUBLE holds without rounding: other numbers of the column have a fraction or an exponent. Write it as text, or write the column without fractions and exponents';
}
