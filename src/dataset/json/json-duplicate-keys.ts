import type { Reader } from '../dataset.ts';
import { repeatsKey } from './json-keys.ts';

/** SQL, true for a JSON object that names a key of its own twice. */
export const hasDuplicateKey = (json: string): string =>
  `len(json_keys(${json})) > len(list_distinct(json_keys(${json})))`;

/** SQL for the objects in a JSON value that do. */
export const objectsWithDuplicateKeys = (json: string): string =>
  `select 1 from json_tree(${json}) as n where n.type = 'OBJECT' and ${hasDuplicateKey('n.value')}`;

/** Records that are looked at in one query. */
const atOnce = 1000;

/** Finds those of some rows of JSON values in which an object, at any depth, names a key twice. */
export async function confirmDuplicateKeys(
  reader: Reader,
  table: string,
  suspects: readonly number[],
): Promise<readonly number[]> {
  const found: number[] = [];
  for (let at = 0; at < suspects.length; at += atOnce) {
    const some = suspects.slice(at, at + atOnce).join(', ');
    const rows = await reader.query(
      `select rowid as r, json::varchar as t from ${table} where rowid in (${some}) and json is not null order by r`,
    );
    for (const { r, t } of rows) if (repeatsKey(String(t))) found.push(Number(r));
  }
  return found;
}

/** Finds such rows from a place on by the engine alone, which takes longer: for files that are not scanned beside it. */
export async function findDuplicateKeys(
  reader: Reader,
  table: string,
  from: number,
): Promise<readonly number[]> {
  const rows = await reader.query(
    `select rowid as r from ${table} as t where rowid >= ${from} and exists (${objectsWithDuplicateKeys('t.json')}) order by r`,
  );
  return rows.map(({ r }) => Number(r));
}
