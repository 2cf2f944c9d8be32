import type { Plain, Reader } from '../dataset.ts';
import { columnsKept, keptColumns } from '../scratch/kept-footer.ts';
import { type KeptKey, keptKey } from '../scratch/kept-key.ts';
import { refuseOtherRows } from '../scratch/late-rows.ts';
import { freshFile } from '../scratch/write-scratch.ts';
import { areAsOpened, type CsvFile } from './csv-file.ts';
import { type CsvPiece, type ReadCsv, readAgain, type SelectTexts } from './csv-piece.ts';

/** Returns the key of a fact on files as they were opened; null if no facts are kept, or not of such files. */
export async function keyOf(
  { recall = null }: Reader,
  sources: readonly CsvFile[],
  question: unknown,
): Promise<KeptKey | null> {
  if (recall === null || sources.some(({ canScan }) => !canScan)) return null;
  const files = sources.map(({ file, state }) => ({ path: file.path, state }));
  const forms = sources.map(({ options, names, characters, above }) => [
    options,
    names,
    characters,
    above,
  ]);
  return keptKey(recall, 'csv', files, [question, forms]);
}

/** Keeps the pieces that files were read into, if the files are still as they were opened. */
export async function keepPieces(
  reader: Reader,
  key: KeptKey,
  pieces: readonly CsvPiece[],
): Promise<void> {
  const sources = pieces.flatMap(({ files }) => files.map(({ source }) => source));
  if (!(await areAsOpened(sources))) return;
  const isMasked = (name: string) => reader.recall?.isMasked(name) ?? true;
  const fact = pieces.map(
    ({ rows, footer, files }): KeptPiece => [
      rows,
      footer.writer,
      keptColumns(footer.columns, isMasked),
      files.map(factsOf),
    ],
  );
  reader.recall?.put(key.files, key.question, fact);
}

/** Returns all that is known of a file that was read but the file itself, and the names of files in its problems. */
const factsOf = ({ source: _, file: __, problems, ...facts }: ReadCsv) => ({
  ...facts,
  problems: problems.map(({ file: ___, ...problem }) => problem),
});

type KeptFile = ReturnType<typeof factsOf>;

type KeptPiece = readonly [
  rows: number,
  writer: string,
  columns: Plain,
  files: readonly KeptFile[],
];

/** Returns the pieces that an earlier run read the files into; undefined if it is not known. They are read again if need be. */
export function piecesKept(
  reader: Reader,
  { files, question }: KeptKey,
  sources: readonly CsvFile[],
  select: SelectTexts,
): readonly CsvPiece[] | undefined {
  const fact = reader.recall?.get(files, question) as readonly KeptPiece[] | undefined;
  let at = 0;
  return fact?.map(([rows, writer, columns, held]): CsvPiece => {
    const own = held.map((file) => fileOf(sources[at++] as CsvFile, file));
    const path = freshFile(reader);
    const read = own as [ReadCsv, ...ReadCsv[]];
    const make = async () => {
      const scratch = await readAgain(reader, read, select, path);
      const { shown } = read[0].file;
      const what = read.length === 1 ? shown : `${shown}, or one of the files read with it,`;
      const isSame = await areAsOpened(read.map(({ source }) => source));
      refuseOtherRows({ what, kept: rows, found: scratch.rows, areAsOpened: isSame });
    };
    return { rows, path, footer: { writer, columns: columnsKept(columns) }, files: read, make };
  });
}

const fileOf = (source: CsvFile, { problems, ...facts }: KeptFile): ReadCsv => ({
  ...facts,
  source,
  file: source.file,
  problems: problems.map((problem) => ({ ...problem, file: source.file.shown })),
});
