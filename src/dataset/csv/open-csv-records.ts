import type { Opened, Reader } from '../dataset.ts';
import type { DataFile } from '../files/data-file.ts';
import { readScratch } from '../scratch/write-scratch.ts';
import { identifier } from '../sql/quote.ts';
import { columnNames } from './csv-columns.ts';
import { type CsvFile, headerProblems } from './csv-file.ts';
import type { CsvOptions } from './csv-options.ts';
import { type CsvPiece, readPiece } from './csv-piece.ts';
import { selectTexts, textColumn } from './csv-texts.ts';
import { inspectCsv } from './inspect-csv.ts';

/** Reads the records of CSV files into scratch files of their texts. */
export async function openCsvRecords(
  reader: Reader,
  files: readonly DataFile[],
  options: CsvOptions,
): Promise<Opened> {
  const sources: CsvFile[] = [];
  for (const file of files) sources.push(await inspectCsv(reader, file, options, []));
  const names = columnNames(sources, options);
  const select = selectTexts(
    names,
    names.map((_, at) => textColumn(at)),
  );
  const pieces: CsvPiece[] = [];
  for (const source of sources) pieces.push(...(await readPiece(reader, [source], select)));
  const relation = identifier(reader.freshName());
  const from = readScratch(pieces.map(({ path }) => path));
  await reader.query(`create temp view ${relation} as select * from ${from}`);
  const loaded = pieces.flatMap((piece) => piece.files);
  const headers = sources.flatMap(headerProblems);
  const leftOut = headers.length + loaded.reduce((sum, one) => sum + one.problemCount, 0);
  return {
    relation,
    problems: [...headers, ...loaded.flatMap((one) => one.problems)],
    problemCount: leftOut,
    leftOut,
    notes: [],
  };
}
