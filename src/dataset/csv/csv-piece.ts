import { DatasetError, type Reader, type ReadProblem } from '../dataset.ts';
import type { RowRange } from '../files/record-location.ts';
import { unreadable } from '../files/remote/remote-files.ts';
import { type ScratchFooter, scratchFooter } from '../scratch/scratch-footer.ts';
import { type Scratch, writeScratch } from '../scratch/write-scratch.ts';
import { identifier } from '../sql/quote.ts';
import { bytesToCount, engineFiles, rewrite } from './csv-copy.ts';
import { countCsv } from './csv-count.ts';
import type { CsvFile } from './csv-file.ts';
import { badRecord, fromRejects, fromScan } from './csv-problems.ts';
import { type Rejects, readCsvSql } from './csv-sql.ts';
import { isDump } from './csv-way.ts';
import { type CsvScan, lineEndsProblem, scanFile, scanOptionsOf } from './scan-file.ts';

/** A CSV file that was read, with the rows that it fills in its piece. */
export interface ReadCsv extends RowRange {
  readonly source: CsvFile;
  readonly problems: readonly ReadProblem[];
  readonly problemCount: number;
  /**
   * True if DuckDB read the file in its strict mode, which finds records with broken quotes or with another number of
   * fields.
   */
  readonly strict: boolean;
  /** The number of records to keep, counted from the start of the file; null to keep all. */
  readonly kept: number | null;
  /** True if the engine read a copy of the file's sound records, for it would have read some of them otherwise. */
  readonly isRewritten: boolean;
  /** The number of blank lines between records; 0 for a file of one column, where a blank line is a record. */
  readonly blanks: number;
  /** The number of comments. */
  readonly comments: number;
}

/** Files that were read together into one scratch file. */
export interface CsvPiece extends Scratch {
  readonly files: readonly [ReadCsv, ...ReadCsv[]];
  readonly footer: ScratchFooter;
  /** Writes the scratch file, if it is not there yet: of files that are known from an earlier run. */
  readonly make?: () => Promise<void>;
}

/** The way in which a file, or several that are read alike, are read. */
export interface CsvForm {
  readonly strict: boolean;
  readonly kept: number | null;
  readonly isRewritten: boolean;
}

/** Returns a SELECT from SQL (to follow FROM) that reads a file's texts in columns `c0`, `c1`, ... */
export type SelectTexts = (source: CsvFile, from: string) => string;

/**
 * Reads files that are alike into scratch files, by a SELECT of their texts. While the engine reads, this process counts the
 * records. If the counts agree and nothing was rejected, no record was lost; else each file is read by itself, and every byte of
 * it is looked at to say what is wrong with which record.
 */
export async function readPiece(
  reader: Reader,
  sources: readonly [CsvFile, ...CsvFile[]],
  select: SelectTexts,
): Promise<readonly CsvPiece[]> {
  const [first, ...more] = sources;
  if (first.canScan && !first.isOdd) {
    const piece = await readSound(reader, sources, select);
    if (piece !== null) return [piece];
  }
  if (more.length === 0) return [await readDoubtful(reader, first, select)];
  const pieces: CsvPiece[] = [];
  for (const source of sources) pieces.push(...(await readPiece(reader, [source], select)));
  return pieces;
}

/** Reads files in which nothing is wrong; null if something may be. */
async function readSound(
  reader: Reader,
  sources: readonly [CsvFile, ...CsvFile[]],
  select: SelectTexts,
): Promise<CsvPiece | null> {
  const rejects = freshRejects(reader);
  const files = await engineFiles(reader, sources, false);
  const from = readCsvSql(sources[0], files, true, rejects);
  const reading = writeScratch(reader, select(sources[0], from)).then(
    (scratch) => ({ scratch }),
    (error: unknown) => ({ error }),
  );
  const counts = await countAll(reader, sources);
  const read = await reading;
  if ('error' in read || counts === null) return null;
  const [rejected] = await reader.query(`select count(*) as n from ${identifier(rejects.errors)}`);
  await dropRejects(reader, rejects);
  const records = counts.reduce((sum, { records: own }) => sum + own, 0);
  if (Number(rejected?.n) > 0 || records !== read.scratch.rows) return null;
  let end = 0;
  const ranges = sources.map((source, at): ReadCsv => {
    const { records: own = 0, blanks = 0, comments = 0 } = counts[at] ?? {};
    const range = { from: end, to: end + own };
    end += own;
    return { source, file: source.file, ...range, blanks, comments, ...sound };
  });
  const footer = await scratchFooter(read.scratch.path);
  return { ...read.scratch, footer, files: ranges as [ReadCsv, ...ReadCsv[]] };
}

const sound = {
  problems: [],
  problemCount: 0,
  strict: true,
  kept: null,
  isRewritten: false,
} as const;

/** Counts the records of all files; null if it is not sure of one of them. */
async function countAll(reader: Reader, sources: readonly CsvFile[]) {
  const counts: Awaited<ReturnType<typeof countCsv>>[] = [];
  for (const source of sources) {
    const count = await countCsv(bytesToCount(reader, source), scanOptionsOf(source)).catch(
      // Whatever it is, it is met again, and told, where the file is looked at by itself.
      () => null,
    );
    if (!count?.isSure) return null;
    counts.push(count);
  }
  return counts;
}

/** Reads a file in which something may be wrong. */
async function readDoubtful(
  reader: Reader,
  source: CsvFile,
  select: SelectTexts,
): Promise<CsvPiece> {
  const { scan, isRewritten } = await scanDoubtful(reader, source);
  refuseLineEnds(source, scan);
  const strict = scan === null || isRewritten || scan.lineEnds === 'alike';
  // DuckDB goes on somewhere behind an open quote, with what may be halves of records.
  const kept = scan?.unclosed && !isRewritten ? scan.good : null;
  const form = { strict, kept, isRewritten };
  const rejects = freshRejects(reader);
  const sql = await selectOf(reader, [source], form, select, rejects);
  const scratch = await writeScratch(reader, sql).catch((error: unknown) => {
    const [first] = scan?.bad ?? [];
    // The engine refuses the whole file for one such byte.
    if (source.encoding === 'latin-1' && first) throw badRecord(source, first);
    throw unreadable(source.file, "can't be read as CSV", error);
  });
  const found = scan
    ? fromScan(source, scan, scratch.rows)
    : await fromRejects(reader, source, rejects);
  await dropRejects(reader, rejects);
  const { blanks = 0, comments = 0 } = scan ?? {};
  const range = { from: 0, to: scratch.rows };
  return {
    ...scratch,
    footer: await scratchFooter(scratch.path),
    files: [{ source, file: source.file, ...range, ...form, blanks, comments, ...found }],
  };
}

/** Scans a file, and writes its sound records anew where the engine would not read them as they are meant. */
async function scanDoubtful(
  reader: Reader,
  source: CsvFile,
): Promise<{ readonly scan: CsvScan | null; readonly isRewritten: boolean }> {
  const { canScan, characters, options, isOdd } = source;
  if (!canScan) return { scan: null, isRewritten: false };
  const isRewritten = isOdd || isDump(characters) || options.comment !== undefined;
  if (!isRewritten) {
    const scan = await scanFile(source, []);
    if (!scan.spaced) return { scan, isRewritten };
  }
  const { scan } = await rewrite(reader, source);
  return { scan, isRewritten: true };
}

/** Returns the SELECT of the texts of files in the form in which they are read. */
async function selectOf(
  reader: Reader,
  sources: readonly [CsvFile, ...CsvFile[]],
  { strict, kept, isRewritten }: CsvForm,
  select: SelectTexts,
  rejects: Rejects | null,
  where = '',
): Promise<string> {
  const files = await engineFiles(reader, sources, isRewritten);
  const read = readCsvSql(sources[0], files, strict, rejects);
  const whole = where === '' ? read : `(from ${read} where ${where})`;
  return select(sources[0], kept === null ? whole : `(from ${whole} limit ${kept})`);
}

/** Reads the files of a piece again, as they were read before, into a scratch file. */
export async function readAgain(
  reader: Reader,
  [first, ...more]: readonly [ReadCsv, ...ReadCsv[]],
  select: SelectTexts,
  path?: string,
): Promise<Scratch> {
  const { source, problemCount, isRewritten } = first;
  const sources: [CsvFile, ...CsvFile[]] = [source, ...more.map((one) => one.source)];
  // Where a record is broken, the engine reads other rows if it stores no rejects.
  const rejects = freshRejects(reader);
  const where = problemCount > 0 && !isRewritten ? readsAll(source) : '';
  const sql = await selectOf(reader, sources, first, select, rejects, where);
  const scratch = await writeScratch(reader, sql, path);
  await dropRejects(reader, rejects);
  return scratch;
}

/**
 * Returns SQL that is true, and reads every column of a file. Of a record that is broken in a column that nothing reads,
 * DuckDB makes a row, or fails within itself.
 */
const readsAll = ({ names }: CsvFile): string =>
  `hash(${names.map((_, at) => `c${at}`).join(', ')}) is not null`;

/** Returns names for the tables of rejected records. */
export const freshRejects = (reader: Reader): Rejects => ({
  errors: reader.freshName(),
  scans: reader.freshName(),
});

/** Drops the tables of rejected records. */
export async function dropRejects(reader: Reader, { errors, scans }: Rejects): Promise<void> {
  for (const name of [errors, scans])
    await reader.query(`drop table if exists ${identifier(name)}`);
}

/**
 * Refuses a file whose line ends differ if DuckDB would lose data. It reads such a file only outside of its strict
 * mode, where broken records pass, and where the first character after a bare carriage return is lost.
 */
function refuseLineEnds(source: CsvFile, scan: CsvScan | null): void {
  const problem = scan === null ? null : lineEndsProblem(source, scan);
  if (problem !== null) throw new DatasetError('DATASET_UNREADABLE', problem);
}
