import type { ColumnEdit, EditCount } from '../../engine.ts';
import { identifier } from '../dialect/expressions.ts';
import { type CopiedTable, chosen, editedValue } from './copied-table.ts';

/** The number of edits that one query counts. */
const atOnce = 25;

/**
 * Counts the values that edits change among shares of the rows. Only the rows of the greatest share are read, and all where
 * none of those changes.
 */
export async function countEdits(
  table: CopiedTable,
  edits: readonly ColumnEdit[],
  shares: readonly number[],
): Promise<readonly EditCount[]> {
  const counts: EditCount[] = [];
  for (let from = 0; from < edits.length; from += atOnce) {
    const some = edits.slice(from, from + atOnce);
    const found = await countSome(table, some, shares, Math.max(0, ...shares));
    const none = some.filter((_, at) => found[at]?.first === null);
    const again = none.length === 0 ? [] : await countSome(table, none, shares, 1);
    const late = new Map(none.map((edit, at) => [edit, again[at]]));
    counts.push(...found.map((one, at) => late.get(some[at] as ColumnEdit) ?? one));
  }
  return counts;
}

async function countSome(
  table: CopiedTable,
  edits: readonly ColumnEdit[],
  shares: readonly number[],
  within: number,
): Promise<readonly EditCount[]> {
  const { place, relation, query } = table;
  const below = (share: number) => chosen(table, { share });
  const flags = edits.map(
    (edit, at) =>
      `${editedValue(table, edit)} is distinct from ${identifier(edit.column)} as d${at}`,
  );
  const items = edits.flatMap((_, at) => [
    `min(${place}) filter (d${at}) as first${at}`,
    ...shares.map((share, of) => `count(*) filter (d${at} and ${below(share)}) as n${at}_${of}`),
  ]);
  const [row = {}] = await query(
    `select ${items.join(', ')} from (select ${[place, ...flags].join(', ')} from ${relation} where ${below(within)})`,
  );
  return edits.map((_, at) => {
    const first = row[`first${at}`] ?? null;
    return {
      first: first === null ? null : Number(first),
      changed: shares.map((_share, of) => Number(row[`n${at}_${of}`])),
    };
  });
}
