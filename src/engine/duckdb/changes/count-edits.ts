import type { ColumnEdit, EditCount } from '../../engine.ts';
import { identifier } from '../dialect/expressions.ts';
import { type CopiedTable, chosen, editedValue, withFields } from './copied-table.ts';

/** The number of edits that one query counts. */
const atOnce = 25;

/** The number of rows in which a value that changes is looked for, where no share has more. */
const looked = 20_000;

/**
 * Counts the values that edits change among shares of the rows. Only the rows of the greatest share are read, and
 * {@link looked} at least: an edit that changes none of those counts as one that changes nothing.
 */
export async function countEdits(
  table: CopiedTable,
  edits: readonly ColumnEdit[],
  shares: readonly number[],
): Promise<readonly EditCount[]> {
  const [counted] = await table.query(`select count(*) as n from ${table.relation}`);
  const within = Math.max(...shares, Math.min(1, looked / Number(counted?.n)));
  const counts: EditCount[] = [];
  for (let from = 0; from < edits.length; from += atOnce)
    counts.push(...(await countSome(table, edits.slice(from, from + atOnce), shares, within)));
  return counts;
}

async function countSome(
  table: CopiedTable,
  edits: readonly ColumnEdit[],
  shares: readonly number[],
  within: number,
): Promise<readonly EditCount[]> {
  const { place, query } = table;
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
    `select ${items.join(', ')} from (select ${[place, ...flags].join(', ')} from ${withFields(table)} where ${below(within)})`,
  );
  return edits.map((_, at) => {
    const first = row[`first${at}`] ?? null;
    return {
      first: first === null ? null : Number(first),
      changed: shares.map((_share, of) => Number(row[`n${at}_${of}`])),
    };
  });
}
