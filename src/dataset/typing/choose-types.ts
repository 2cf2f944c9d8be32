import type { Reader } from '../dataset.ts';
import { countCastFailures } from './cast-failures.ts';
import type { Candidates, Reading } from './text-types.ts';

/** A column of a table that holds text, and what it may become. */
export interface UntypedColumn extends Candidates {
  /** Its name in that table, quoted. */
  readonly from: string;
  /** The name it is to have. */
  readonly name: string;
  /** True if the user named its type: it stays, though no text can be read so. */
  readonly isDeclared?: boolean;
}

/** What a column is read as. */
export interface TypedColumn extends UntypedColumn {
  /** Null where it stays text. */
  readonly reading: Reading | null;
  /** Whether some of its texts can't be read so. */
  readonly hasProblems: boolean;
  /** Set where no text at all could be read as what was wanted, so that it stays text. */
  readonly wanted?: string;
}

const sampleRows = 4096;

/**
 * Choose for each column the first type that all its values can be read as: by a sample first, which rules most out,
 * then by all rows. Empty text is no value here.
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

/** Move each column on to its first candidate that all rows of the source can be read as. */
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
