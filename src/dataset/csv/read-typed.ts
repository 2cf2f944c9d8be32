import type { Reader } from '../dataset.ts';
import { bundlesOf, textBundleBytes } from '../files/bundles.ts';
import { groupNeighbours } from '../files/file-groups.ts';
import type { KeptKey } from '../scratch/kept-key.ts';
import { readScratch } from '../scratch/write-scratch.ts';
import { identifier } from '../sql/quote.ts';
import { chooseTypes, type TypedColumn, type UntypedColumn } from '../typing/choose-types.ts';
import { type GuessedColumn, guessTypes } from '../typing/guess-types.ts';
import { arePlain, markedColumns, markedItems, type ReadColumn } from '../typing/marked-sql.ts';
import { countUnread, marksOf } from '../typing/unread-marks.ts';
import { engineFiles } from './csv-copy.ts';
import { areAsOpened, type CsvFile } from './csv-file.ts';
import { keepPieces, keyOf, piecesKept } from './csv-keep.ts';
import { type CsvPiece, dropRejects, freshRejects, readAgain, readPiece } from './csv-piece.ts';
import { isReadAlike, readCsvSql } from './csv-sql.ts';
import { selectTexts, textColumn } from './csv-texts.ts';

/** CSV files that were read, with the types of their columns. */
export interface TypedCsv {
  readonly pieces: readonly CsvPiece[];
  readonly columns: readonly (TypedColumn & ReadColumn)[];
  /** The number of unreadable fields of the columns that have some. */
  readonly unread: ReadonlyMap<string, number>;
  /** The texts of the columns in which something had to be looked at, in a relation for each piece; empty if there is none. */
  readonly looked: readonly LookedAt[];
}

/** The texts of some columns of a piece, each in a column called by its place among all columns. */
export interface LookedAt {
  readonly piece: CsvPiece;
  /** The path of the scratch file. */
  readonly path: string;
}

/** The number of rows by which types are guessed. */
const sampleRows = 4096;

/**
 * Reads CSV files as the types that their columns have. The types are guessed by a sample, and all rows are read at once with marks
 * for the fields that can't be read so, or may not be, where all of the sample are plainly written. If there are marks, or columns
 * without a value in the sample, the texts of these columns are looked at, and all is read again if that changes a type, or if
 * some field that was in doubt can't be read.
 */
export async function readTyped(
  reader: Reader,
  sources: readonly CsvFile[],
  columns: readonly UntypedColumn[],
): Promise<TypedCsv> {
  const bundles = bundled(sources);
  const guessed = await guessAll(reader, bundles, columns);
  const first = await readAll(reader, bundles, guessed);
  const found = await countMarks(reader, first.fresh, guessed);
  // The sample may hold rows that are none: those behind an open quote, or of lines with other ends.
  const isGuessSafe = first.pieces.every(({ files }) =>
    files.every(
      ({ kept, strict, isRewritten, source }) =>
        kept === null && strict && isRewritten === source.isOdd,
    ),
  );
  const isOpen = (one: GuessedColumn) =>
    (!isGuessSafe && one.readings.length > 0) ||
    (one.reading === null &&
      !one.isSurelyText &&
      !(one.orText && isEmptyIn(one.name, first.pieces)));
  const open = guessed.flatMap((one, at) => (found.has(one.name) || isOpen(one) ? [at] : []));
  const sure = guessed.map((one): TypedColumn & ReadColumn => ({ ...one, hasProblems: false }));
  if (open.length === 0) {
    await keepAll(reader, first);
    return { pieces: first.pieces, columns: sure, unread: found, looked: [] };
  }
  await bringAll(first.pieces);
  const looked: LookedAt[] = [];
  for (const piece of first.pieces)
    looked.push({ piece, path: await lookAt(reader, piece, guessed, open) });
  const texts = readScratch(looked.map(({ path }) => path));
  const rows = first.pieces.reduce((sum, one) => sum + one.rows, 0);
  const chosen = await chooseTypes(
    reader,
    texts,
    rows,
    open.flatMap((at) => columns[at] ?? []),
  );
  const settled = sure.map((one, at) => chosen[open.indexOf(at)] ?? one);
  if (isRight(guessed, settled)) {
    const unread = new Map([...found].filter(([name]) => !doubts(guessed).has(name)));
    if (unread.size === 0 && !guessed.some(isOpen)) await keepAll(reader, first);
    // With the marks that were written.
    const read = settled.map((one, at) => ({ ...one, marksDoubts: marksDoubts(guessed[at]) }));
    return { pieces: first.pieces, columns: read, unread, looked };
  }
  const last = await readAll(reader, bundles, settled);
  await bringAll(last.pieces);
  return {
    pieces: last.pieces,
    columns: settled,
    // Of files that are known from an earlier run, no field is unreadable.
    unread: await countMarks(reader, last.pieces, settled),
    looked: looked.map((one, at) => ({ ...one, piece: last.pieces[at] ?? one.piece })),
  };
}

/** True if all types are as they were guessed, and each field that was in doubt can be read. */
const isRight = (guessed: readonly GuessedColumn[], settled: readonly TypedColumn[]): boolean =>
  settled.every(
    ({ reading, hasProblems }, at) =>
      reading === guessed[at]?.reading && !(hasProblems && marksDoubts(guessed[at])),
  );

const marksDoubts = (column: GuessedColumn | undefined): boolean => column?.marksDoubts ?? false;

/** Returns the names of the columns whose marks are doubts. */
const doubts = (columns: readonly GuessedColumn[]): ReadonlySet<string> =>
  new Set(columns.filter(marksDoubts).map(({ name }) => name));

/** True if a column has no value in any piece, not even an empty text. */
const isEmptyIn = (name: string, pieces: readonly CsvPiece[]) =>
  pieces.every(
    ({ rows, footer }) =>
      rows === 0 || footer.columns.some((one) => one.name === name && one.nulls === rows),
  );

/** Writes the scratch files that are not there yet. */
async function bringAll(pieces: readonly CsvPiece[]): Promise<void> {
  for (const { make } of pieces) await make?.();
}

/** Puts files that can be read together into bundles. */
function bundled(sources: readonly CsvFile[]) {
  const wanted = textBundleBytes(sources.map(({ file }) => ({ bytes: file.size })));
  return groupNeighbours(sources, isReadAlike).flatMap((alike) =>
    bundlesOf(
      alike.map((source) => ({ source, key: source.file.path, bytes: source.file.size })),
      wanted,
    ).map((bundle) => bundle.map(({ source }) => source) as [CsvFile, ...CsvFile[]]),
  );
}

/** The pieces that files were read into. */
interface ReadPieces {
  readonly pieces: readonly CsvPiece[];
  /** Those that were read now. No field of the others is unreadable. */
  readonly fresh: readonly CsvPiece[];
  /** The bundles that were read now. */
  readonly bundles: readonly ReadBundle[];
}

interface ReadBundle {
  readonly key: KeptKey;
  readonly pieces: readonly CsvPiece[];
}

/** Reads all files; those that an earlier run has read, only if their rows are asked for. */
async function readAll(
  reader: Reader,
  bundles: readonly (readonly [CsvFile, ...CsvFile[]])[],
  columns: readonly (ReadColumn & UntypedColumn)[],
): Promise<ReadPieces> {
  const names = columns.map(({ name }) => name);
  const items = markedItems(columns, textColumn);
  const select = selectTexts(names, items);
  const pieces: CsvPiece[] = [];
  const fresh: CsvPiece[] = [];
  const read: ReadBundle[] = [];
  for (const bundle of bundles) {
    const key = await keyOf(reader, bundle, ['pieces with facts', names, items]);
    const kept = key && piecesKept(reader, key, bundle, select);
    if (kept) {
      pieces.push(...kept);
      continue;
    }
    const own = await readPiece(reader, bundle, select);
    pieces.push(...own);
    fresh.push(...own);
    if (key) read.push({ key, pieces: own });
  }
  return { pieces, fresh, bundles: read };
}

/** Keeps what was read now for later runs. No field of it may be unreadable. */
async function keepAll(reader: Reader, { bundles }: ReadPieces): Promise<void> {
  for (const { key, pieces } of bundles) await keepPieces(reader, key, pieces);
}

/** Guesses the types by the first rows, or as they were guessed in an earlier run. */
async function guessAll(
  reader: Reader,
  bundles: readonly (readonly [CsvFile, ...CsvFile[]])[],
  columns: readonly UntypedColumn[],
): Promise<readonly GuessedColumn[]> {
  const candidates = columns.map(({ name, readings, orText, isDeclared }) => [
    name,
    orText,
    isDeclared ?? false,
    readings.map(({ type, fits }) => [type, fits('x')]),
  ]);
  const key = await keyOf(reader, bundles[0] ?? [], ['types and doubts', candidates]);
  const kept = key && reader.recall?.get(key.files, key.question);
  if (kept)
    return columns.map((one, at) => {
      const [place, isSurelyText, marksDoubts] = (kept as readonly KeptGuess[])[at] ?? nothing;
      return { ...one, reading: one.readings[place] ?? null, isSurelyText, marksDoubts };
    });
  const guessed = await guessNow(reader, bundles, columns);
  const fact = guessed.map(
    ({ readings, reading, isSurelyText, marksDoubts = false }): KeptGuess => [
      reading === null ? -1 : readings.indexOf(reading),
      isSurelyText,
      marksDoubts,
    ],
  );
  if (key && (await areAsOpened(bundles[0] ?? [])))
    reader.recall?.put(key.files, key.question, fact);
  return guessed;
}

type KeptGuess = readonly [place: number, isSurelyText: boolean, marksDoubts: boolean];
const nothing: KeptGuess = [-1, false, false];

async function guessNow(
  reader: Reader,
  bundles: readonly (readonly [CsvFile, ...CsvFile[]])[],
  columns: readonly UntypedColumn[],
): Promise<readonly GuessedColumn[]> {
  const [first] = bundles;
  if (first === undefined || columns.every(({ readings }) => readings.length === 0))
    return columns.map((one) => ({ ...one, reading: null, isSurelyText: true }));
  const table = identifier(reader.freshName());
  const names = columns.map(({ name }) => name);
  const items = names.map((_, at) => textColumn(at));
  // With rejects, for the engine reads other rows of a file with broken records without them.
  const rejects = freshRejects(reader);
  const files = await engineFiles(reader, first, first[0].isOdd);
  const from = readCsvSql(first[0], files, true, rejects);
  const sample = `select * from (${selectTexts(names, items)(first[0], from)}) limit ${sampleRows}`;
  // Whatever is wrong with the first rows is told where all are read.
  const isRead = await reader.query(`create temp table ${table} as ${sample}`).then(
    () => true,
    () => false,
  );
  await dropRejects(reader, rejects);
  if (!isRead)
    return columns.map((one) => ({
      ...one,
      reading: null,
      isSurelyText: one.readings.length === 0,
    }));
  const guessed = await guessTypes(reader, table, columns);
  const plain = await arePlain(reader, table, guessed, textColumn);
  await reader.query(`drop table ${table}`);
  return guessed.map((one, at) => ({ ...one, marksDoubts: plain[at] ?? false }));
}

/** Counts the unreadable fields of each marked column. */
async function countMarks(
  reader: Reader,
  pieces: readonly CsvPiece[],
  columns: readonly ReadColumn[],
): Promise<TypedCsv['unread']> {
  const marked = markedColumns(columns);
  if (marked.length === 0 || pieces.length === 0) return new Map();
  const isSet = [...marksOf(marked).keys()].some((mark) =>
    pieces.some((piece) => !isZeroIn(mark, piece)),
  );
  if (!isSet) return new Map();
  const from = readScratch(pieces.map(({ path }) => path));
  const items = marked.map((column, at) => `${countUnread(column)} as n${at}`);
  const [row = {}] = await reader.query(`select ${items.join(', ')} from ${from}`);
  const counts = marked.map(({ name }, at) => [name, Number(row[`n${at}`] ?? 0)] as const);
  return new Map(counts.filter(([, count]) => count > 0));
}

/** True if a mark has no bit in any row of a piece, by the footer of its file. */
const isZeroIn = (mark: string, { rows, footer }: CsvPiece): boolean =>
  rows === 0 ||
  footer.columns.some(
    ({ name, greatest, least }) => name === mark && least === 0n && greatest === 0n,
  );

/** Reads the texts of some columns of a piece into a scratch file of their own, and returns its path. */
async function lookAt(
  reader: Reader,
  { files, rows }: CsvPiece,
  columns: readonly UntypedColumn[],
  open: readonly number[],
): Promise<string> {
  const select = selectTexts(
    columns.map(({ name }) => name),
    open.map(textColumn),
  );
  const scratch = await readAgain(reader, files, select);
  if (scratch.rows !== rows)
    throw new TypeError(`${scratch.rows} rows were read where ${rows} had been`);
  return scratch.path;
}
