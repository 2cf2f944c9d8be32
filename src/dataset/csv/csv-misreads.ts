import type { Reader } from '../dataset.ts';
import { mostListed, type RowProblem } from '../files/record-location.ts';
import { readScratch } from '../scratch/write-scratch.ts';
import { literal } from '../sql/quote.ts';
import type { TypedColumn } from '../typing/choose-types.ts';
import { failsReading } from '../typing/marked-sql.ts';
import { textPattern } from '../typing/text-pattern.ts';
import { countPatterns, type PatternRow, unreadText } from '../typing/unread-patterns.ts';
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
  const suspects = suspectsOf(columns);
  const listed = new Map<LookedAt, readonly RowProblem[]>();
  let left = suspects.length === 0 ? 0 : mostListed;
  for (const one of looked) {
    if (left === 0) break;
    const from = readScratch([one.path], ', file_row_number=true');
    const selects = suspects.map(
      ({ from: text, reading }, at) =>
        `(select file_row_number as r, ${at} as i, ${text} as t, ${reading.refused?.is(text) ?? 'false'} as refused from ${from} where ${failsReading(text, reading)} order by r limit ${left})`,
    );
    const rows = await reader.query(
      `select * from (${selects.join(' union all ')}) order by r, i limit ${left}`,
    );
    left -= rows.length;
    const problems = rows.map(({ r, i, t, refused }): RowProblem => {
      const { name, reading } = suspects[Number(i)] as (typeof suspects)[number];
      const words = (refused === true ? reading.refused : reading)?.words;
      const message = unreadText(String(words), textPattern(String(t)));
      return { row: Number(r), column: name, message };
    });
    listed.set(one, problems);
  }
  return listed;
}

/** Returns the patterns of the fields that can't be read, by the pieces in which they come first. */
export async function listPatterns(
  reader: Reader,
  looked: readonly LookedAt[],
  columns: readonly TypedColumn[],
): Promise<ReadonlyMap<LookedAt, readonly PatternRow[]>> {
  const suspects = suspectsOf(columns);
  const paths = looked.map(({ path }) => path);
  const from = readScratch(paths, ', file_row_number=true, filename=true');
  const piece = `(list_position([${paths.map(literal).join(', ')}], filename) - 1)::bigint`;
  const selects = suspects.map(
    ({ from: text, reading }, at) =>
      `(select ${at} as i, ${text} as t, ${piece} * ${rowsOfPiece} + file_row_number as r, ${reading.refused?.is(text) ?? 'false'} as refused from ${from} where ${failsReading(text, reading)})`,
  );
  const found = await countPatterns(reader, { columns: suspects, selects });
  return new Map(
    looked.map((one, at) => [
      one,
      found
        .filter(({ row }) => Math.floor(row / rowsOfPiece) === at)
        .map((pattern) => ({ ...pattern, row: pattern.row % rowsOfPiece })),
    ]),
  );
}

/** More rows than a piece has. */
const rowsOfPiece = 2 ** 40;

const suspectsOf = (columns: readonly TypedColumn[]) =>
  columns.flatMap(({ from, name, reading, hasProblems }) =>
    reading && hasProblems ? [{ from, name, reading }] : [],
  );
