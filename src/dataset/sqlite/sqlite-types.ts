import type { Reader } from '../dataset.ts';
import { chooseTypes, type TypedColumn } from '../typing/choose-types.ts';
import type { SqliteCandidate } from './sqlite-candidates.ts';
import type { LoadedTable } from './sqlite-load.ts';
import { number } from './sqlite-readings.ts';

/** Chooses the type of each coded column by its values. Other columns keep theirs. */
export async function chooseSqliteTypes(
  reader: Reader,
  { table, types, rows }: LoadedTable,
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
  types: readonly (string | undefined)[],
  candidates: readonly SqliteCandidate[],
): readonly string[] {
  return candidates.flatMap(({ column, wanted }, at) => {
    const type = types[at];
    if (wanted.length === 0 || wanted.some((reading) => reading.type === type)) return [];
    const words = [...new Set(wanted.map((reading) => reading.words))].join(' or ');
    return [`Column "${column.name}" is read as ${type}: no value in it is ${words}.`];
  });
}
