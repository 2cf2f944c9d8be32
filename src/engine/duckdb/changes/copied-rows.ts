import {
  type ChangedRows,
  type ChosenRows,
  type ColumnEdit,
  type CopiedRows,
  Declined,
} from '../../engine.ts';
import { identifier, literal } from '../dialect/expressions.ts';
import {
  type CopiedTable,
  type CopySource,
  chosen,
  editedValue,
  withFields,
} from './copied-table.ts';
import { countEdits } from './count-edits.ts';
import { placeSql } from './places.ts';
import { rearrangedSql } from './rearranged-sql.ts';

/** Returns how changed copies of rows are made: temporary tables, and SELECTs over them. */
export const changedRows = (source: CopySource): ChangedRows => ({
  copy: async (seed) => {
    const { columns, query, within } = source;
    const names = columns.map(({ name }) => name.toLowerCase());
    let free = '__assay_place';
    while (names.some((name) => name.startsWith(free))) free = `_${free}`;
    const [relation, place] = [identifier(source.freshName()), identifier(free)];
    await query(
      `create temp table ${relation} as select *, ${placeSql('row_number() over ()', seed)} as ${place} from ${source.relation}`,
    );
    const order = identifier(`${free}_order`);
    return copiedRows({ relation, within, columns, query, place, order }, source.freshName);
  },
});

function copiedRows(table: CopiedTable, freshName: () => string): CopiedRows {
  const made = [table.relation];
  const over = table.within?.over ?? ((relation: string) => relation);
  return {
    relation: over(editedSql(table, [])),
    refusal: (edit) => refusalOf(table, edit),
    count: (edits, shares) => countEdits(table, edits, shares),
    edited: (edits) => over(editedSql(table, edits)),
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
      return over(name);
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

type EditInRows = ColumnEdit & { readonly in: ChosenRows };

/** Returns SQL of the rows with edits made in them, without the fields within their columns. */
function editedSql(table: CopiedTable, edits: readonly EditInRows[], withPlace = false): string {
  const fields = (table.within?.fields ?? []).map(({ name }) => identifier(name));
  const left = [...fields, ...(withPlace ? [] : [table.place])];
  const all = left.length === 0 ? '*' : `* exclude (${left.join(', ')})`;
  const values = new Map<string, string>();
  for (const { column, value } of edits.flatMap((edit) => assignmentsOf(table, edit))) {
    const [root = column, ...parts] = pathOf(table, column);
    values.set(root, replacedWithin(values.get(root) ?? identifier(root), parts, value));
  }
  const items = [...values].map(([column, value]) => `${value} as ${identifier(column)}`);
  const replaced = items.length === 0 ? '' : ` replace (${items.join(', ')})`;
  return `(select ${all}${replaced} from ${withFields(table)})`;
}

/** The values that an edit gives to columns, and to fields within them. */
function assignmentsOf(table: CopiedTable, edit: EditInRows) {
  const [value, condition] = [identifier(edit.column), chosen(table, edit.in)];
  const own = {
    column: edit.column,
    value: `case when ${condition} then ${editedValue(table, edit)} else ${value} end`,
  };
  if (edit.edit.kind !== 'column') return [own];
  const other = identifier(edit.edit.name);
  const moved = `case when ${condition} and ${value} is not null then ${value} else ${other} end`;
  return [own, { column: edit.edit.name, value: moved }];
}

const pathOf = ({ within }: CopiedTable, column: string): readonly string[] =>
  within?.fields.find(({ name }) => name === column)?.path ?? [column];

/** Returns a value with a field within it replaced. An object that is NULL stays NULL. */
function replacedWithin(of: string, [part, ...rest]: readonly string[], value: string): string {
  if (part === undefined) return value;
  const inner = replacedWithin(`struct_extract(${of}, ${literal(part)})`, rest, value);
  return `case when ${of} is not null then struct_update(${of}, ${identifier(part)} := ${inner}) end`;
}
