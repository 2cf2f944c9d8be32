import type { ColumnHint, Dataset, Opened, Reader } from '../dataset.ts';
import type { DataFile, FileKind } from '../files/data-file.ts';
import { accessTo } from '../files/engine-access.ts';
import { findFiles } from '../files/find/find-files.ts';
import { checkedPlaces, type Location, labelOf, watchOf } from '../files/location.ts';
import { openFiles } from '../files/open-files.ts';
import { locateProblems } from '../files/record-location.ts';
import { sharedFiles } from '../files/shared-files.ts';
import { andMore } from '../listed-names.ts';
import { chooseTypes, type TypedColumn } from '../typing/choose-types.ts';
import { findMisreads, makeTyped, wantedNote } from '../typing/typed-table.ts';
import { columnNames, textColumns } from './csv-columns.ts';
import { type CsvFile, headerProblems, inspectCsv } from './csv-file.ts';
import { findCsvLines, type LoadedCsv, loadCsv, makeTextTable } from './csv-load.ts';
import { type CsvOptions, csvOptions } from './csv-options.ts';
import { mostListed } from './csv-records.ts';
import { csvReproduction } from './csv-reproduction.ts';

export type { CsvOptions } from './csv-options.ts';

const kind: FileKind = { source: 'csv', suggestion: '*.csv' };

/**
 * Reads CSV files: a path, a glob, a URL, or a list of them. Gzip and Zstandard are recognised by the file's name.
 *
 * A CSV file is text, and the contract's schema gives the types of its columns. A column of text stays text (`'01234'`
 * keeps its zero). A column of numbers, dates (ISO 8601, or `dateFormat`) or booleans is read as such. A column that
 * the schema does not name becomes numbers, dates or booleans only if all its values are written so: `1.50` and `1.5`
 * are then one number. Name it in the schema or in `types` if its characters matter.
 *
 * A record is a problem, reported with its line, if it has too few or too many fields, broken quotes, bytes that are
 * not of the encoding, or a value that is not of its column's type (`1,5` for a number). It is left out, and outcomes
 * are red for it. A blank line in a file of several columns is not a record: it is left out, and a note counts such
 * lines between records. An empty field is NULL. A quoted one, `""`, is the empty text, or NULL in a column that is not
 * text.
 *
 * A path is read wherever it leads, through `..` and links too. A glob stands for the files that exist when the dataset
 * is opened. A match is an error if it is a link that leads nowhere or out of the folder before the first wildcard, a
 * pipe, or a folder. Names that begin with a dot or with `_`, and those of unfinished files (`.part`, `.tmp`), are
 * skipped unless the glob contains them. A file whose own name is the glob (`*.csv`) is an error if the glob matches
 * other files too.
 *
 * @example
 * csv('data/weather.csv')
 * csv('export/*.csv.gz', { delimiter: ';', nullText: ['', 'NA'], dateFormat: '%d.%m.%Y' })
 */
export function csv(location: Location | readonly Location[], options: CsvOptions = {}): Dataset {
  const where = checkedPlaces('csv', location);
  const known = csvOptions(options);
  return Object.freeze({
    kind: 'csv',
    engine: 'duckdb',
    label: labelOf(where),
    watch: watchOf(where),
    sharing: sharedFiles(kind, where, known),
    access: async (root: string) => accessTo(await findFiles(where, root, kind)),
    open: async (reader: Reader, hints: readonly ColumnHint[], root: string) =>
      openFiles(reader, where, root, kind, (files) => openCsv(reader, files, known, hints)),
  } satisfies Dataset);
}

async function openCsv(
  reader: Reader,
  files: readonly DataFile[],
  options: CsvOptions,
  hints: readonly ColumnHint[],
): Promise<Opened> {
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
    reproduce: csvReproduction(loaded, columns),
    problems: problems.slice(0, mostListed),
    problemCount: sources.flatMap(headerProblems).length + structural + misread.count,
    notes,
  };
}

async function notesOf(
  reader: Reader,
  table: string,
  sources: readonly CsvFile[],
  loaded: readonly LoadedCsv[],
  columns: readonly TypedColumn[],
): Promise<readonly string[]> {
  const notes = [...sources.flatMap((source) => source.notes), ...blankNotes(loaded)];
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
