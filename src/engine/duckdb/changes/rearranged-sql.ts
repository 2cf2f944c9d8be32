import type { Rearranging } from '../../engine.ts';
import type { CopiedTable } from './copied-table.ts';

/** Returns a SELECT of the rows with those that are chosen rearranged. `copies` is what stands for a row that is repeated. */
export function rearrangedSql(
  change: Rearranging,
  chosen: string,
  { relation, place, order, copies }: CopiedTable & { readonly copies: string },
): string {
  const rows = `select * exclude (${place}) from`;
  const numbered = (of: string) => `(select *, row_number() over () as ${order} from ${of})`;
  const all = numbered(relation);
  const shown = `select * exclude (${place}, ${order}) from`;
  switch (change) {
    case 'drop':
      return `${rows} ${relation} where not (${chosen})`;
    case 'move':
      // Between two rows that chance names.
      return `${shown} ${all} order by case when ${chosen} then ${place} % (select count(*) + 1 from ${relation}) + 0.5 else ${order} end`;
    default:
      return `${shown} (select * from ${all} union all select * from ${numbered(change === 'nearly' ? copies : relation)} where ${chosen}) order by ${order}`;
  }
}
