import {
  type ChangedRows,
  type ChosenRows,
  type ColumnEdit,
  type CopiedRows,
  Declined,
} from '../../engine.ts';
import { identifier } from '../dialect/expressions.ts';
import { type CopiedTable, type CopySource, chosen, editedValue } from './copied-table.ts';
import { countEdits } from './count-edits.ts';
import { placeSql } from './places.ts';
import { rearrangedSql } from './rearranged-sql.ts';

/** Returns how changed copies of rows are made: temporary tables, and SELECTs over them. */
export const changedRows = (source: CopySource): ChangedRows => ({
  copy: async (seed) => {
    const { columns, query } = source;
    const names = columns.map(({ name }) => name.toLowerCase());
    let free = '__assay_place';
    while (names.some((name) => name.startsWith(free))) free = `_${free}`;
    const [relation, place] = [identifier(source.freshName()), identifier(free)];
    await query(
      `create temp table ${relation} as select *, ${placeSql('row_number() over ()', seed)} as ${place} from ${source.relation}`,
    );
    const order = identifier(`${free}_order`);
    return copiedRows({ relation, columns, query, place, order }, source.freshName);
  },
});

function copiedRows(table: CopiedTable, freshName: () => string): CopiedRows {
  const made = [table.relation];
  return {
    relation: editedSql(table, []),
    refusal: (edit) => refusalOf(table, edit),
    count: (edits, shares) => countEdits(table, edits, shares),
    edited: (edits) => editedSql(table, edits),
    rearranged: async (change, rows, edits) => {
      const copies = editedSql(
        table,
        edits.map((edit) => ({ ...edit, in: { share: 1 } })),
        true,
      );
      const sql = rearrangedSql(change, chosen(table, rows), { ...table, copies });
      const name = identifier(freshName());
      await table.query(`create temp table ${name} as ${sql}`);
      made.push(name);
      return name;
    },
    close: async () => {
      for (const name of made.splice(0))
        await table.query(`drop table if exists temp.main.${name}`);
    },
  };
}

function refusalOf(table: CopiedTable, edit: ColumnEdit): string | null {
  try {
    editedValue(table, edit);
    return null;
  } catch (error) {
    if (error instanceof Declined) return error.message;
    throw error;
  }
}

function editedSql(
  table: CopiedTable,
  edits: readonly (ColumnEdit & { readonly in: ChosenRows })[],
  withPlace = false,
): string {
  const items = edits.flatMap((edit) => {
    const [value, condition] = [identifier(edit.column), chosen(table, edit.in)];
    const own = `case when ${condition} then ${editedValue(table, edit)} else ${value} end as ${value}`;
    if (edit.edit.kind !== 'column') return [own];
    const other = identifier(edit.edit.name);
    return [
      own,
      `case when ${condition} and ${value} is not null then ${value} else ${other} end as ${other}`,
    ];
  });
  const replaced = items.length === 0 ? '' : ` replace (${items.join(', ')})`;
  const all = withPlace ? '*' : `* exclude (${table.place})`;
  return `(select ${all}${replaced} from ${table.relation})`;
}
