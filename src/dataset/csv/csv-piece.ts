import { DatasetError, type Reader, type ReadProblem } from '../dataset.ts';
import { readBytes } from '../files/bytes/file-bytes.ts';
import type { RowRange } from '../files/record-location.ts';
import { unreadable } from '../files/remote/remote-files.ts';
import { type ScratchFooter, scratchFooter } from '../scratch/scratch-footer.ts';
import { type Scratch, writeScratch } from '../scratch/write-scratch.ts';
import { identifier } from '../sql/quote.ts';
import { countCsv } from './csv-count.ts';
import type { CsvFile } from './csv-file.ts';
import { fromRejects, fromScan } from './csv-problems.ts';
import { type Rejects, readCsvSql } from './csv-sql.ts';
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
  /** The number of blank lines between records; 0 for a file of one column, where a blank line is a record. */
  readonly blanks: number;
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
  if (first.canScan) {
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
  const reading = writeScratch(reader, select(sources[0], readCsvSql(sources, true, rejects))).then(
    (scratch) => ({ scratch }),
    (error: unknown) => ({ error }),
  );
  const counts = await countAll(sources);
  const read = await reading;
  if ('error' in read || counts === null) return null;
  const [rejected] = await reader.query(`select count(*) as n from ${identifier(rejects.errors)}`);
  await dropRejects(reader, rejects);
  const records = counts.reduce((sum, { records: own }) => sum + own, 0);
  if (Number(rejected?.n) > 0 || records !== read.scratch.rows) return null;
  let from = 0;
  const files = sources.map((source, at): ReadCsv => {
    const { records: own = 0, blanks = 0 } = counts[at] ?? {};
    const range = { from, to: from + own };
    from += own;
    return { source, file: source.file, ...range, blanks, ...sound };
  });
  const footer = await scratchFooter(read.scratch.path);
  return { ...read.scratch, footer, files: files as [ReadCsv, ...ReadCsv[]] };
}

const sound = { problems: [], problemCount: 0, strict: true, kept: null } as const;

/** Counts the records of all files; null if it is not sure of one of them. */
async function countAll(sources: readonly CsvFile[]) {
  const counts: Awaited<ReturnType<typeof countCsv>>[] = [];
  for (const source of sources) {
    const { file, compression, encoding } = source;
    const count = await countCsv(
      readBytes(file, compression, encoding),
      scanOptionsOf(source),
    ).catch(
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
  const scan = source.canScan ? await scanFile(source, []) : null;
  refuseLineEnds(source, scan);
  const strict = scan === null || scan.lineEnds === 'alike';
  // DuckDB goes on somewhere behind an open quote, with what may be halves of records.
  const kept = scan?.unclosed ? scan.good : null;
  const rejects = freshRejects(reader);
  const scratch = await writeScratch(
    reader,
    selectOf(source, { strict, kept }, select, rejects),
  ).catch((error: unknown) => {
    throw unreadable(source.file, "can't be read as CSV", error);
  });
  const found = scan
    ? fromScan(source, scan, scratch.rows)
    : await fromRejects(reader, source, rejects);
  await dropRejects(reader, rejects);
  const blanks = scan?.blanks ?? 0;
  const range = { from: 0, to: scratch.rows };
  return {
    ...scratch,
    footer: await scratchFooter(scratch.path),
    files: [{ source, file: source.file, ...range, strict, kept, blanks, ...found }],
  };
}

/** Returns the SELECT of a file's texts in the form in which it was read before. */
function selectOf(
  source: CsvFile,
  { strict, kept }: CsvForm,
  select: SelectTexts,
  rejects: Rejects | null,
): string {
  const read = readCsvSql([source], strict, rejects);
  return select(source, kept === null ? read : `(from ${read} limit ${kept})`);
}

/** Reads the files of a piece again, as they were read before, into a scratch file. */
export async function readAgain(
  reader: Reader,
  [first, ...more]: readonly [ReadCsv, ...ReadCsv[]],
  select: SelectTexts,
  path?: string,
): Promise<Scratch> {
  const { source, strict, kept, problemCount } = first;
  const sources = [first, ...more].map((one) => one.source) as [CsvFile, ...CsvFile[]];
  // Where a record is broken, the engine reads other rows if it stores no rejects.
  const rejects = freshRejects(reader);
  const read = readCsvSql(sources, strict, rejects);
  const whole = problemCount > 0 ? `(from ${read} where ${readsAll(source)})` : read;
  const from = kept === null ? whole : `(from ${whole} limit ${kept})`;
  const scratch = await writeScratch(reader, select(source, from), path);
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
