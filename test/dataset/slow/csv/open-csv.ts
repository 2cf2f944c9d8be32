import type { CsvOptions } from '../../../../src/dataset/csv/csv-options.ts';
import type { ColumnHint, Reader } from '../../../../src/dataset/dataset.ts';
import type { DataFile } from '../../../../src/dataset/files/data-file.ts';
import { andMore } from '../../../../src/dataset/listed-names.ts';
import { locateProblems, mostListed } from '../record-location.ts';
import type { SlowOpened } from '../slow-opened.ts';
import { chooseTypes, type TypedColumn } from '../typing/choose-types.ts';
import { findMisreads, makeTyped, wantedNote } from '../typing/typed-table.ts';
import { columnNames, textColumns } from './csv-columns.ts';
import { type CsvFile, headerProblems, inspectCsv } from './csv-file.ts';
import { findCsvLines, type LoadedCsv, loadCsv, makeTextTable } from './csv-load.ts';

/** Reads CSV files into a table with the columns and types that the contract wants. */
export async function openCsv(
  reader: Reader,
  files: readonly DataFile[],
  options: CsvOptions,
  hints: readonly ColumnHint[],
): Promise<SlowOpened> {
  const sources: CsvFile[] = [];
  for (const file of files) {
    sources.push(
      await inspectCsv(
        reader,
        file,
        options,
        hints.map(({ name }) => name),
      ),
    );
  }
  const names = columnNames(sources, options);
  const table = await makeTextTable(reader, names.length);
  const loaded: LoadedCsv[] = [];
  for (const source of sources) loaded.push(await loadCsv(reader, table, names, source));
  const rows = loaded.reduce((sum, { from, to }) => sum + to - from, 0);
  const columns = await chooseTypes(reader, table, rows, textColumns(names, options, hints));
  const misread = await findMisreads(reader, table, columns, mostListed);
  const relation = await makeTyped(reader, table, columns);
  const notes = await notesOf(reader, table, sources, loaded, columns);
  await reader.query(`drop table ${table}`);
  const problems = [
    ...sources.flatMap(headerProblems),
    ...loaded.flatMap((one) => one.problems),
    ...(await locateProblems(loaded, misread.listed, findCsvLines)),
  ];
  const structural = loaded.reduce((sum, one) => sum + one.problemCount, 0);
  return {
    relation,
    problems: problems.slice(0, mostListed),
    problemCount: sources.flatMap(headerProblems).length + structural + misread.count,
    notes,
    misread: { rows: misread.count, fields: misread.fields },
  };
}

async function notesOf(
  reader: Reader,
  table: string,
  sources: readonly CsvFile[],
  loaded: readonly LoadedCsv[],
  columns: readonly TypedColumn[],
): Promise<readonly string[]> {
  const notes = [
    ...sources.flatMap((source) => source.notes),
    ...blankNotes(loaded),
    ...emptyNotes(loaded),
  ];
  for (const column of columns.filter(({ wanted }) => wanted !== undefined))
    notes.push(await wantedNote(reader, table, column));
  const [unseen, ...others] = sources.filter(({ canScan }) => !canScan);
  if (unseen) {
    notes.push(
      `${andMore(unseen.file.shown, others.length)} could not be checked apart from DuckDB: records that it drops after an open quote are not counted.`,
    );
  }
  return [...new Set(notes)];
}

/** Reports files without a row beside others that have some. */
function emptyNotes(loaded: readonly LoadedCsv[]): readonly string[] {
  const empty = loaded.filter(({ from, to }) => from === to).map(({ file }) => file.shown);
  const [first] = empty;
  if (first === undefined || empty.length === loaded.length) return [];
  const have = empty.length === 1 ? 'has' : 'have';
  return [`${andMore(first, empty.length - 1)} ${have} no row, beside files that have some.`];
}

/** Reports the blank lines that were left out, since one may have been meant as a record. */
function blankNotes(loaded: readonly LoadedCsv[]): readonly string[] {
  const [first, ...others] = loaded.filter(({ blanks }) => blanks > 0);
  if (!first) return [];
  const lines = `${first.blanks} blank line${first.blanks === 1 ? '' : 's'}`;
  const more =
    others.length === 0
      ? ''
      : `, and ${others.length} more ${others.length === 1 ? 'file has' : 'files have'} some`;
  return [`${first.file.shown} has ${lines} between its records, which are left out${more}.`];
}
