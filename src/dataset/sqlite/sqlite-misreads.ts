import type { Reader, ReadProblem, Unreadable } from '../dataset.ts';
import { mostListed } from '../files/record-location.ts';
import { freshFile, readScratch, type Scratch, writeScratch } from '../scratch/write-scratch.ts';
import { identifier } from '../sql/quote.ts';
import { castFailureSql } from '../typing/cast-failures.ts';
import type { TypedColumn } from '../typing/choose-types.ts';
import { countSuspects, type Suspect, suspectsOf, unreadSql } from '../typing/suspects.ts';
import { textPattern } from '../typing/text-pattern.ts';
import { markItems } from '../typing/unread-marks.ts';
import type { LoadedTable } from './sqlite-load.ts';

/** The values that can't be read as their column's type. */
export interface SqliteMisreads {
  readonly problems: readonly ReadProblem[];
  readonly problemCount: number;
  readonly unreadable: Unreadable | null;
}

/** Returns the items of a SELECT that read values as the types of their columns. One that can't be read is NULL. */
export const readItems = (columns: readonly TypedColumn[]): readonly string[] =>
  columns.map(({ from, name, reading, hasProblems }) => {
    const value = reading ? reading.cast(from) : from;
    const isUnread = reading && hasProblems ? unreadSql(from, reading) : null;
    return `${isUnread === null ? value : `if(${isUnread}, null, ${value})`} as ${identifier(name)}`;
  });

/** Returns the items of a SELECT that mark the values which can't be read, for hidden columns. */
export const misreadMarks = (columns: readonly TypedColumn[]): readonly string[] =>
  markItems(suspectsOf(columns));

/** Writes the rows with typed columns. A value that can't be read is NULL, and marked in a hidden column. */
export async function writeTyped(
  reader: Reader,
  { table }: LoadedTable,
  columns: readonly TypedColumn[],
  stretch: number,
): Promise<Scratch> {
  const items = [...readItems(columns), ...misreadMarks(columns)];
  const select = `select ${items.join(', ')} from ${table}`;
  return writeScratch(reader, select, freshFile(reader), stretch);
}

/** Finds the values that {@link writeTyped} could not read: counts them all, and describes the first ones. */
export async function findSqliteMisreads(
  reader: Reader,
  loaded: LoadedTable,
  written: Scratch,
  columns: readonly TypedColumn[],
  file: string,
): Promise<SqliteMisreads> {
  const suspects = suspectsOf(columns);
  if (suspects.length === 0) return { problems: [], problemCount: 0, unreadable: null };
  return {
    problems: await firstMisreads(reader, loaded, suspects, file),
    ...(await countSuspects(reader, suspects, readScratch([written.path]))),
  };
}

async function firstMisreads(
  reader: Reader,
  { path }: LoadedTable,
  suspects: readonly Suspect[],
  file: string,
): Promise<readonly ReadProblem[]> {
  const { ordered, list, any } = castFailureSql(suspects);
  const texts = ordered.map(({ from }) => from);
  const rows = await reader.query(
    `select r, ${list} as bad, [${texts.join(', ')}] as texts from ${readScratch([path], ', file_row_number=true')} where ${any} order by file_row_number limit ${mostListed}`,
  );
  const places = new Map(suspects.map(({ from }, at) => [from, at]));
  const problems = rows.flatMap(({ r, bad, texts }) => {
    const found = (bad as readonly unknown[]).flatMap((isBad, at) => {
      const place = places.get(ordered[at]?.from ?? '') ?? 0;
      return isBad === true ? [{ place, text: String((texts as readonly unknown[])[at]) }] : [];
    });
    return found
      .toSorted((one, other) => one.place - other.place)
      .map(({ place, text }): ReadProblem => {
        const { name, reading } = suspects[place] as Suspect;
        return {
          file,
          line: r === null ? null : Number(r),
          column: name,
          message: `the value is not ${reading.words}: it is ${stored(text)}`,
        };
      });
  });
  return problems.slice(0, mostListed);
}

const kinds: Readonly<Record<string, string>> = {
  i: 'an integer',
  r: 'a real',
  t: 'text',
  b: 'a blob',
  x: 'a real that its digits do not represent exactly',
};

/** Returns how SQLite stores a value, without the value. */
function stored(coded: string): string {
  const kind = kinds[coded.slice(0, 1)] ?? 'something else';
  if (!coded.startsWith('t')) return `kept as ${kind}`;
  const text = coded.slice(1);
  return text === ''
    ? 'kept as text, and empty'
    : `kept as text, written like ${textPattern(text)}`;
}
