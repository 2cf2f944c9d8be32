import type { Reader } from './dataset.ts';
import { namesKeyTwice } from './json-keys.ts';

/** Records that are looked at in one query. */
const atOnce = 1000;

/** Of some rows of a table of JSON values, those in which an object, at any depth, names a key twice. */
export async function rowsNamingTwice(
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
    for (const { r, t } of rows) if (namesKeyTwice(String(t))) found.push(Number(r));
  }
  return found;
}

/** The same of a file that is not read beside the engine, by the engine alone, which takes longer. */
export async function rowsFoundTwice(
  reader: Reader,
  table: string,
  from: number,
): Promise<readonly number[]> {
  const rows = await reader.query(
    `select distinct t.rowid as r from ${table} as t, json_tree(t.json) as n where t.rowid >= ${from} and n.type = 'OBJECT' and len(json_keys(n.value)) > len(list_distinct(json_keys(n.value))) order by r`,
  );
  return rows.map(({ r }) => Number(r));
}
