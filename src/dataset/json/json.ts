import { mostListed } from '../csv/csv-records.ts';
import {
  type ColumnHint,
  type Dataset,
  DatasetError,
  type Opened,
  type Reader,
} from '../dataset.ts';
import { compressionOf } from '../files/bytes/file-bytes.ts';
import type { DataFile, FileKind } from '../files/data-file.ts';
import { accessTo } from '../files/engine-access.ts';
import { findFiles } from '../files/find/find-files.ts';
import { checkedPlaces, type Location, labelOf, watchOf } from '../files/location.ts';
import { openFiles } from '../files/open-files.ts';
import { locateProblems } from '../files/record-location.ts';
import { sharedFiles } from '../files/shared-files.ts';
import { identifier } from '../sql/quote.ts';
import { checkColumnNames } from '../typing/column-names.ts';
import { hintedType } from '../typing/hinted-type.ts';
import { readColumns } from './json-columns.ts';
import { removeFaults } from './json-faults.ts';
import { findJsonLines, type LoadedJson, loadJson } from './json-load.ts';
import { formatOf, type JsonOptions, jsonOptions } from './json-options.ts';
import { jsonReproduction } from './json-reproduction.ts';

export type { JsonOptions } from './json-options.ts';

/** Returns the kind of the files. Only an uncompressed file of one record a line may have 0 bytes. */
const kindOf = (options: JsonOptions): FileKind => ({
  source: 'json',
  suggestion: '*.json',
  mayBeEmpty: (path) =>
    ['lines', 'values'].includes(formatOf(path, options) ?? '') &&
    (options.compression ?? compressionOf(path)) === 'none',
});

/**
 * Reads JSON files with an object for each row: one array, or one record a line (NDJSON). Takes a path, a glob, a URL,
 * or a list of them. Gzip and Zstandard are recognised by the file's name.
 *
 * An empty array is a dataset of no rows, and so is an empty file of one record a line (`.ndjson`, `.jsonl`, or with
 * that `format`); `allowEmpty` lets it pass. Any other file of 0 bytes is an error, since it contains no JSON.
 *
 * Each key of any record is a column. It is NULL where a record has null or lacks the key: SQL does not distinguish the
 * two. `.optional()`, `.nullable()` and `.nullish()` therefore all accept both, although zod itself does not. Values
 * keep their type: a column with values of several types is JSON, text does not become a number, and integers keep all
 * digits. Text is read as a date (ISO 8601, or `dateFormat`) if the contract's schema has a date.
 *
 * A record is a problem, reported with its line, if it is not valid JSON, is not an object, names a key twice at any
 * depth, or has text that should be a date and is not. It is left out, and outcomes are red for it.
 *
 * A path is read wherever it leads, through `..` and links too. A glob stands for the files that exist when the dataset
 * is opened. A match is an error if it is a link that leads nowhere or out of the folder before the first wildcard, a
 * pipe, or a folder. Names that begin with a dot or with `_`, and those of unfinished files (`.part`, `.tmp`), are
 * skipped unless the glob contains them. A file whose own name is the glob (`*.json`) is an error if the glob matches
 * other files too.
 *
 * @example
 * json('data/movies.json')
 * json('events/*.ndjson.gz', { format: 'lines' })
 */
export function json(location: Location | readonly Location[], options: JsonOptions = {}): Dataset {
  const where = checkedPlaces('json', location);
  const known = jsonOptions(options);
  const kind = kindOf(known);
  return Object.freeze({
    kind: 'json',
    engine: 'duckdb',
    label: labelOf(where),
    watch: watchOf(where),
    sharing: sharedFiles(kind, where, known),
    access: async (root: string) => accessTo(await findFiles(where, root, kind)),
    open: async (reader: Reader, hints: readonly ColumnHint[], root: string) =>
      openFiles(reader, where, root, kind, (files) =>
        openJson(reader, files, known, hints, labelOf(where)),
      ),
  } satisfies Dataset);
}

async function openJson(
  reader: Reader,
  files: readonly DataFile[],
  options: JsonOptions,
  hints: readonly ColumnHint[],
  label: string,
): Promise<Opened> {
  const table = identifier(reader.freshName());
  await reader.query(`create temp table ${table} (json JSON)`);
  const loaded: LoadedJson[] = [];
  for (const file of files) loaded.push(await loadJson(reader, table, file, options));
  const twice = loaded.flatMap((one) => one.twice);
  const faults = await removeFaults(reader, table, twice);
  const columns = await readColumns(reader, table, hints, options.dateFormat);
  if (columns === null && hints.length > 0 && loaded.every(({ isEmpty }) => isEmpty))
    return withoutRecords(reader, loaded, hints, label);
  if (columns === null) {
    throw new DatasetError(
      'DATASET_UNREADABLE',
      `${label} has no record with a key in it${besides(faults.count, twice.length)}, so it has no columns.`,
    );
  }
  await reader.query(`drop table ${table}`);
  const rowProblems = [...faults.listed, ...columns.misread.listed];
  const problems = [
    ...loaded.flatMap((one) => one.problems),
    ...columns.problems.map((problem) => ({ file: files[0]?.shown ?? '', line: null, ...problem })),
    ...(await locateProblems(loaded, rowProblems, findJsonLines)),
  ];
  const beside = problems.length - rowProblems.length;
  return {
    relation: columns.relation,
    reproduce: jsonReproduction(loaded, {
      ...columns.read,
      kept: [...faults.kept, ...columns.read.kept],
    }),
    problems: problems.slice(0, mostListed),
    problemCount: beside + faults.count + columns.misread.count,
    notes: [
      ...loaded.flatMap((one) => one.notes),
      ...columns.notes,
      ...loaded
        .filter(({ isEmpty }) => isEmpty)
        .map(({ file }) => `${file.shown} has no record.`)
        .slice(0, mostListed),
    ],
  };
}

/** Opens a dataset without records. Its columns are those that the contract names. */
async function withoutRecords(
  reader: Reader,
  loaded: readonly LoadedJson[],
  hints: readonly ColumnHint[],
  label: string,
): Promise<Opened> {
  const relation = reader.freshName();
  const columns = hints.map(({ name, families }) => ({ name, type: hintedType(families) }));
  checkColumnNames(
    label,
    columns.map(({ name }) => name),
  );
  await reader.insert(relation, columns, []);
  return {
    relation: identifier(relation),
    reproduce: jsonReproduction(loaded, {
      keys: columns.map((one) => ({ ...one, key: one.name })),
      settled: [],
      kept: [],
    }),
    problems: [],
    problemCount: 0,
    notes: [`${label} has no record: its columns are those of the schema.`],
  };
}

/** Returns in parentheses how many records were left out, and why; an empty text if none were. */
function besides(faults: number, twice: number): string {
  const others = Math.max(0, faults - twice);
  const said = [
    ...(others > 0 ? [`${others} that are no objects`] : []),
    ...(twice > 0 ? [`${twice} that name a key twice`] : []),
  ];
  return said.length > 0 ? ` (and ${said.join(', ')})` : '';
}
