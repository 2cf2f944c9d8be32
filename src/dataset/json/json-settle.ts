import { chunks } from '../../value/chunks.ts';
import type { Reader } from '../dataset.ts';
import type { RowProblem } from '../files/record-location.ts';
import { writeColumns } from '../scratch/write-columns.ts';
import { readScratch, type Scratch } from '../scratch/write-scratch.ts';
import { identifier } from '../sql/quote.ts';
import type { JsonColumn, ReadJsonColumn } from './json-columns.ts';
import type { JsonGuess } from './json-guess.ts';
import type { OddRecords } from './json-odd.ts';
import { rowsAtOnce, widest } from './json-records.ts';
import { dropScratches, type SourceSurvey, writeRaw } from './json-sources.ts';
import {
  chooseReadings,
  countUnread,
  listUnread,
  type RawRows,
  typedNames,
  type UnreadCounts,
  unreadIn,
  writeTyped,
} from './json-typed.ts';

/** The rows of JSON files, with their texts read. */
export interface ReadRows {
  readonly scratches: readonly Scratch[];
  readonly columns: readonly ReadJsonColumn[];
  readonly counts: UnreadCounts;
  /** The first fields that could not be read. */
  readonly unread: readonly RowProblem[];
  readonly notes: readonly string[];
}

type Odd = readonly (OddRecords | null)[];

/** Returns what was read by a guess, as far as that was right; null if the files must be read again. */
export async function settleEarly(
  reader: Reader,
  surveys: readonly SourceSurvey[],
  guess: JsonGuess,
  columns: readonly JsonColumn[],
  odd: Odd,
): Promise<ReadRows | null> {
  const early = surveys.flatMap(({ survey, early }) =>
    early?.rows === survey.records ? [early] : [],
  );
  const isRight =
    early.length === surveys.length && signature(guess.columns) === signature(columns);
  if (isRight && guess.isUnsure) return settleRaw(reader, surveys, early, columns, odd);
  const counts = isRight ? await countUnread(reader, early, guess.columns) : new Map();
  if (!isRight || unreadIn(counts).size > 0) {
    await dropScratches(surveys.map((one) => one.early));
    return null;
  }
  const scratches = await withoutOdd(reader, early, surveys, odd, typedNames(guess.columns));
  return { scratches, columns: guess.columns, counts, unread: [], notes: [] };
}

/** Everything that decides on how a record is read but for the reading of its texts. */
export const signature = (columns: readonly JsonColumn[]) =>
  JSON.stringify(columns.map(({ key, name, type, isInexact }) => [key, name, type, isInexact]));

const rowsOf = ({ path }: Scratch) => readScratch([path], ', file_row_number=true');

const isKept = (odd: OddRecords | null | undefined) =>
  odd ? `file_row_number not in (select r from ${odd.table})` : null;

async function withoutOdd(
  reader: Reader,
  scratches: readonly Scratch[],
  surveys: readonly SourceSurvey[],
  odd: Odd,
  names: readonly string[],
) {
  const kept: Scratch[] = [];
  for (const [at, scratch] of scratches.entries()) {
    const where = isKept(odd[at]);
    if (where === null) kept.push(scratch);
    else {
      const { survey } = surveys[at] as SourceSurvey;
      const selects = chunks(names, widest).map(
        (some) =>
          `select ${some.map(identifier).join(', ')} from ${rowsOf(scratch)} where ${where} order by file_row_number`,
      );
      kept.push(await writeColumns(reader, selects, undefined, rowsAtOnce(survey, 1)));
      await dropScratches([scratch]);
    }
  }
  return kept;
}

/** Reads files whose columns are known. Null if the engine counts other records. */
export async function readAgain(
  reader: Reader,
  surveys: readonly SourceSurvey[],
  columns: readonly JsonColumn[],
  odd: Odd,
): Promise<ReadRows | null> {
  const scratches: Scratch[] = [];
  for (const { source, survey } of surveys) {
    const mayBeOdd = survey.odd.length > survey.twice + survey.rounded;
    const write = (isOdd: boolean) =>
      writeRaw(reader, source, columns, survey, isOdd).catch(() => null);
    const scratch = (mayBeOdd ? null : await write(false)) ?? (await write(true));
    if (scratch) scratches.push(scratch);
    if (scratch?.rows === survey.records) continue;
    await dropScratches(scratches);
    return null;
  }
  return settleRaw(reader, surveys, scratches, columns, odd);
}

async function settleRaw(
  reader: Reader,
  surveys: readonly SourceSurvey[],
  scratches: readonly Scratch[],
  columns: readonly JsonColumn[],
  odd: Odd,
): Promise<ReadRows> {
  const raw = scratches.map(
    (scratch, at): RawRows => ({
      relation: rowsOf(scratch),
      row: `file_row_number + ${surveys[at]?.from ?? 0}`,
      kept: isKept(odd[at]),
    }),
  );
  const rows = surveys.reduce((sum, { survey }) => sum + survey.records, 0);
  const { columns: read, notes } = await chooseReadings(reader, raw, rows, columns);
  const isTyped = read.some(({ reading, isInexact }) => reading !== null || isInexact);
  if (!isTyped)
    return {
      scratches: await withoutOdd(reader, scratches, surveys, odd, typedNames(read)),
      columns: read,
      counts: new Map(),
      unread: [],
      notes,
    };
  const typed: Scratch[] = [];
  for (const [at, one] of raw.entries()) {
    const { survey } = surveys[at] as SourceSurvey;
    typed.push(
      await writeTyped(reader, one, read, rowsAtOnce(survey, Math.min(read.length, widest))),
    );
  }
  const counts = await countUnread(reader, typed, read);
  const unread = await listUnread(reader, raw, read, counts);
  await dropScratches(scratches);
  return { scratches: typed, columns: read, counts, unread, notes };
}
