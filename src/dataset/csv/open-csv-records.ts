import type { Opened, Reader } from '../dataset.ts';
import type { DataFile } from '../files/data-file.ts';
import { columnNames } from './csv-columns.ts';
import { type CsvFile, headerProblems, inspectCsv } from './csv-file.ts';
import { type LoadedCsv, loadCsv, makeTextTable } from './csv-load.ts';
import type { CsvOptions } from './csv-options.ts';

/** Reads the records of CSV files into a table of their texts. */
export async function openCsvRecords(
  reader: Reader,
  files: readonly DataFile[],
  options: CsvOptions,
): Promise<Opened> {
  const sources: CsvFile[] = [];
  for (const file of files) sources.push(await inspectCsv(reader, file, options, []));
  const names = columnNames(sources, options);
  const relation = await makeTextTable(reader, names.length);
  const loaded: LoadedCsv[] = [];
  for (const source of sources) loaded.push(await loadCsv(reader, relation, names, source));
  const problems = [...sources.flatMap(headerProblems), ...loaded.flatMap((one) => one.problems)];
  const structural = loaded.reduce((sum, one) => sum + one.problemCount, 0);
  return {
    relation,
    problems,
    problemCount: sources.flatMap(headerProblems).length + structural,
    notes: [],
  };
}
