import type { Reader } from '../dataset.ts';
import { mostListed, type RowProblem } from '../files/record-location.ts';
import { readScratch } from '../scratch/write-scratch.ts';
import type { TypedColumn } from '../typing/choose-types.ts';
import { failsReading } from '../typing/marked-sql.ts';
import { textShape } from '../typing/text-shape.ts';
import type { LookedAt } from './read-typed.ts';

/**
 * Lists the first fields that can't be read, by the row of their piece: the expected type and the shape of the text, without the
 * text.
 */
export async function listMisreads(
  reader: Reader,
  looked: readonly LookedAt[],
  columns: readonly TypedColumn[],
): Promise<ReadonlyMap<LookedAt, readonly RowProblem[]>> {
  const suspects = columns.flatMap(({ from, name, reading, hasProblems }) =>
    reading && hasProblems ? [{ from, name, reading }] : [],
  );
  const listed = new Map<LookedAt, readonly RowProblem[]>();
  let left = suspects.length === 0 ? 0 : mostListed;
  for (const one of looked) {
    if (left === 0) break;
    const from = readScratch([one.path], ', file_row_number=true');
    const selects = suspects.map(
      ({ from: text, reading }, at) =>
        `(select file_row_number as r, ${at} as i, ${text} as t, ${reading.twofold?.is(text) ?? 'false'} as twofold from ${from} where ${failsReading(text, reading)} order by r limit ${left})`,
    );
    const rows = await reader.query(
      `select * from (${selects.join(' union all ')}) order by r, i limit ${left}`,
    );
    left -= rows.length;
    const problems = rows.map(({ r, i, t, twofold }): RowProblem => {
      const { name, reading } = suspects[Number(i)] as (typeof suspects)[number];
      const words = (twofold === true ? reading.twofold : reading)?.words;
      const message = `the value is not ${words}: it is written like ${textShape(String(t))}`;
      return { row: Number(r), column: name, message };
    });
    listed.set(one, problems);
  }
  return listed;
}
