import type { ColumnHint, Opened, Reader } from '../dataset.ts';
import { mostListed } from '../files/record-location.ts';
import { identifier } from '../sql/quote.ts';
import type { TypedColumn } from '../typing/choose-types.ts';
import { hintedType } from '../typing/hinted-type.ts';
import { countSuspects, type Suspect, suspectsOf } from '../typing/suspects.ts';
import { markItems } from '../typing/unread-marks.ts';
import { cellName } from './cell-places.ts';
import { inCell } from './excel-readings.ts';
import type { ExcelColumn } from './excel-table.ts';

/** Makes a table of the values of coded cells. A cell that can't be read is NULL, and marked in a hidden column. */
export async function readCells(
  reader: Reader,
  table: string,
  columns: readonly TypedColumn[],
  hints: readonly ColumnHint[],
): Promise<string> {
  const suspects = suspectsOf(columns);
  const unread = new Map(suspects.map(({ name, isUnread }) => [name, isUnread]));
  const families = new Map(hints.map((hint) => [hint.name, hint.families]));
  const items = columns.map(({ name, from, reading, isEmpty }) => {
    const value =
      reading === null || isEmpty === true
        ? `null::${hintedType(families.get(name))}`
        : reading.cast(from);
    const isUnread = unread.get(name);
    return `${isUnread === undefined ? value : `if(${isUnread}, null, ${value})`} as ${identifier(name)}`;
  });
  const relation = identifier(reader.freshName());
  await reader.query(
    `create temp table ${relation} as select ${[...items, ...markItems(suspects)].join(', ')} from ${table}`,
  );
  return relation;
}

/** Finds the cells that {@link readCells} could not read: counts them all, and describes the first ones. */
export async function findMisreads(
  reader: Reader,
  table: string,
  relation: string,
  columns: readonly TypedColumn[],
  at: { readonly file: string; readonly columns: readonly ExcelColumn[] },
): Promise<Pick<Opened, 'problems' | 'problemCount' | 'unreadable'>> {
  const suspects = suspectsOf(columns);
  if (suspects.length === 0) return { problems: [], problemCount: 0, unreadable: null };
  const listed = suspects.map(
    ({ from, isUnread }, index) =>
      `(select r, ${index} as i, ${from} as c from ${table} where ${isUnread} order by r limit ${mostListed})`,
  );
  const found = await reader.query(
    `select * from (${listed.join(' union all ')}) order by r, i limit ${mostListed}`,
  );
  const places = new Map(at.columns.map(({ name, at: column }) => [name, column]));
  return {
    problems: found.map(({ r, i, c }) => {
      const { name, reading } = suspects[Number(i)] as Suspect;
      const cell = cellName({ column: places.get(name) ?? 0, row: Number(r) });
      return {
        file: at.file,
        line: Number(r),
        column: name,
        message: `the cell ${cell} is not ${reading.words}: it holds ${inCell(String(c))}`,
      };
    }),
    ...(await countSuspects(reader, suspects, relation)),
  };
}
