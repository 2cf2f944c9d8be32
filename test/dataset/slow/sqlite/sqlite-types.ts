import type { Reader } from '../../../../src/dataset/dataset.ts';
import { mostListed } from '../record-location.ts';
import type { SlowOpened } from '../slow-opened.ts';
import { type CastTrial, castFailureSql } from '../typing/cast-failures.ts';
import { chooseTypes, type TypedColumn } from '../typing/choose-types.ts';
import { textPattern } from '../typing/text-pattern.ts';
import { countFields } from '../typing/typed-table.ts';
import type { LoadedTable, SqliteCandidate } from './sqlite-load.ts';
import { number } from './sqlite-readings.ts';

/** Chooses the type of each coded column by its values. Other columns keep theirs. */
export async function chooseSqliteTypes(
  reader: Reader,
  { table, types }: LoadedTable,
  rows: number,
  candidates: readonly SqliteCandidate[],
): Promise<readonly TypedColumn[]> {
  const found = new Map<number, TypedColumn>();
  // A list that no value fits gives way to the next.
  for (const round of [0, 1, 2]) {
    const open = candidates.flatMap(({ column, readings }, at) => {
      const list = readings[round];
      const isOpen = types[at] === null && !found.has(at);
      const plain = { at, from: `c${at}`, name: column.name, orText: false };
      return isOpen && list ? [{ ...plain, readings: list }] : [];
    });
    for (const [index, one] of (await chooseTypes(reader, table, rows, open)).entries())
      if (one.reading) found.set(open[index]?.at ?? -1, one);
  }
  return candidates.map(({ column }, at): TypedColumn => {
    const plain = { from: `c${at}`, name: column.name, readings: [], orText: true };
    if (types[at] !== null) return { ...plain, reading: null, hasProblems: false };
    // Of reals alone that no digits tell exactly, every row is a problem.
    return found.get(at) ?? { ...plain, reading: number, hasProblems: true };
  });
}

/** Returns notes on columns of which no value is of the type that the schema wants. */
export function unwantedNotes(
  settled: readonly TypedColumn[],
  { types }: LoadedTable,
  candidates: readonly SqliteCandidate[],
): readonly string[] {
  return candidates.flatMap(({ column, wanted }, at) => {
    const type = types[at] ?? settled[at]?.reading?.type;
    if (wanted.length === 0 || wanted.some((reading) => reading.type === type)) return [];
    const words = [...new Set(wanted.map((reading) => reading.words))].join(' or ');
    return [`Column "${column.name}" is read as ${type}: no value in it is ${words}.`];
  });
}

const kinds: Readonly<Record<string, string>> = {
  i: 'an integer',
  r: 'a real',
  t: 'text',
  b: 'a blob',
  x: 'a real that its digits do not represent exactly',
};

/** Finds rows with a value that can't be read as its column's type. */
export async function findSqliteMisreads(
  reader: Reader,
  table: string,
  columns: readonly TypedColumn[],
  file: string,
): Promise<Pick<SlowOpened, 'problems' | 'problemCount' | 'misread'>> {
  const suspects = columns.flatMap(({ from, reading, hasProblems }) =>
    reading && hasProblems ? [{ from, reading }] : [],
  );
  if (suspects.length === 0)
    return { problems: [], problemCount: 0, misread: { rows: 0, fields: new Map() } };
  const { ordered, list, any } = castFailureSql(suspects);
  const texts = ordered.map(({ from }) => from);
  const rows = await reader.query(
    `select r, list_position(${list}, true) as i, [${texts.join(', ')}][i] as t from ${table} where ${any} order by rowid limit ${mostListed}`,
  );
  const [row] = await reader.query(`select count(*) as n from ${table} where ${any}`);
  const problems = rows.map(({ r, i, t }) => {
    const { from, reading } = ordered[Number(i) - 1] as CastTrial;
    return {
      file,
      line: r === null ? null : Number(r),
      column: columns.find((one) => one.from === from)?.name ?? null,
      message: `the value is not ${reading.words}: it is ${stored(String(t))}`,
    };
  });
  const count = Number(row?.n ?? 0);
  const fields = await countFields(reader, table, columns);
  return { problems, problemCount: count, misread: { rows: count, fields } };
}

/** Returns how SQLite stores a value, without the value. */
function stored(coded: string): string {
  const kind = kinds[coded.slice(0, 1)] ?? 'something else';
  if (!coded.startsWith('t')) return `kept as ${kind}`;
  const text = coded.slice(1);
  return text === ''
    ? 'kept as text, and empty'
    : `kept as text, written like ${textPattern(text)}`;
}
