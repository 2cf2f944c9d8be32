import type { Reader } from '../../../../src/dataset/dataset.ts';
import { repeatsKey } from './json-keys.ts';

/** Returns SQL that is true for a JSON object that names one of its keys twice. */
export const hasDuplicateKey = (json: string): string =>
  `len(json_keys(${json})) > len(list_distinct(json_keys(${json})))`;

/** Returns SQL for the objects, at any depth of a JSON value, that name a key twice. */
const objectsWithDuplicateKeys = (json: string): string =>
  `select 1 from json_tree(${json}) as n where n.type = 'OBJECT' and ${hasDuplicateKey('n.value')}`;

/** The number of records that one query reads. */
const atOnce = 1000;

/** Returns those suspected rows in which an object, at any depth, really names a key twice. */
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

/** Finds rows that name a key twice with the engine alone. This takes longer; it is for files that can't be scanned. */
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
