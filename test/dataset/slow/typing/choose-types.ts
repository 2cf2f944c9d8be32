import type { Reader } from '../../../../src/dataset/dataset.ts';
import type { Candidates } from './candidates.ts';
import { countCastFailures } from './cast-failures.ts';
import type { Reading } from './text-types.ts';

/** A text column of a table, with the types that it may be read as. */
export interface UntypedColumn extends Candidates {
  /** The column's name in the table, quoted. */
  readonly from: string;
  /** The column's name in the dataset. */
  readonly name: string;
  /** True if the user gave the type. The column then has it even if no text can be read as it. */
  readonly isDeclared?: boolean;
}

/** A column with the type that was chosen for it. */
export interface TypedColumn extends UntypedColumn {
  /** The chosen reading; null for a column that stays text. */
  readonly reading: Reading | null;
  /** True if some of the texts can't be read as the chosen type. */
  readonly hasProblems: boolean;
  /** Words for the type that the contract wants, if no text at all can be read as it and the column stays text. */
  readonly wanted?: string;
}

const sampleRows = 4096;

/**
 * Chooses for each column the first candidate that can read all of its texts. A sample rules out most candidates before
 * all rows are read. Empty texts are ignored.
 */
export async function chooseTypes(
  reader: Reader,
  table: string,
  rows: number,
  columns: readonly UntypedColumn[],
): Promise<readonly TypedColumn[]> {
  const sample = `(select * from ${table} limit ${sampleRows})`;
  const at = new Map(columns.map((column) => [column, 0]));
  for (const source of rows > sampleRows ? [sample, table] : [table])
    await skipUnfitCandidates(reader, source, at);
  const empty = await emptyColumns(reader, table, columns);
  const settled: TypedColumn[] = [];
  for (const column of columns) {
    // Of a column without a value that nobody asked for, nothing is known.
    if (column.orText && empty.has(column))
      settled.push({ ...column, reading: null, hasProblems: false });
    else settled.push(await chooseType(reader, table, column, at.get(column) ?? 0));
  }
  return settled;
}

async function emptyColumns(reader: Reader, table: string, columns: readonly UntypedColumn[]) {
  const asked = columns.filter(({ readings }) => readings.length > 0);
  if (asked.length === 0) return new Set<UntypedColumn>();
  const items = asked.map(({ from }, index) => `sum((${from} <> '')::int) as v${index}`);
  const [row = {}] = await reader.query(`select ${items.join(', ')} from ${table}`);
  return new Set(asked.filter((_, index) => Number(row[`v${index}`] ?? 0) === 0));
}

/** Advances each column to its first candidate that can read all texts of the source. */
async function skipUnfitCandidates(reader: Reader, source: string, at: Map<UntypedColumn, number>) {
  let open = [...at.keys()];
  while (open.length > 0) {
    const trials = open.flatMap((column) => {
      const reading = column.readings[at.get(column) ?? 0];
      return reading ? [{ column, reading, from: column.from }] : [];
    });
    const unfit = await countCastFailures(reader, source, trials);
    open = trials.filter((trial) => unfit.get(trial) !== 0).map(({ column }) => column);
    for (const column of open) at.set(column, (at.get(column) ?? 0) + 1);
  }
}

async function chooseType(
  reader: Reader,
  table: string,
  column: UntypedColumn,
  at: number,
): Promise<TypedColumn> {
  const { readings, orText, from, isDeclared = false } = column;
  const fitting = readings[at];
  if (fitting) return { ...column, reading: fitting, hasProblems: false };
  if (orText) return { ...column, reading: null, hasProblems: false };
  // None takes them all: the one that takes most of them, and the first of equals.
  const trials = readings.map((reading) => ({ from, reading }));
  const unfit = await countCastFailures(reader, table, trials);
  const [row] = await reader.query(`select sum((${from} <> '')::int) as n from ${table}`);
  const least = Math.min(...unfit.values());
  const best = trials.find((trial) => unfit.get(trial) === least)?.reading;
  if (!best || (least === Number(row?.n) && !isDeclared)) {
    // The last candidate is the widest.
    const wanted = readings.at(-1)?.words ?? 'of its type';
    return { ...column, reading: null, hasProblems: false, wanted };
  }
  return { ...column, reading: best, hasProblems: true };
}
