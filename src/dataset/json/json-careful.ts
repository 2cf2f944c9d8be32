import {
  type ColumnHint,
  DatasetError,
  type Opened,
  type Reader,
  type UnknownFileRows,
} from '../dataset.ts';
import type { DataFile } from '../files/data-file.ts';
import { mostListed } from '../files/record-location.ts';
import { identifier } from '../sql/quote.ts';
import { checkColumnNames } from '../typing/column-names.ts';
import { hintedType } from '../typing/hinted-type.ts';
import { refuseDocument } from './json-advice.ts';
import { columnsOfKeys, type JsonColumn } from './json-columns.ts';
import { type Faults, removeFaults } from './json-faults.ts';
import { kindsInWords, kindsOfColumn } from './json-kinds.ts';
import { locateJson } from './json-line-faults.ts';
import { type LoadedJson, loadJson, placesOfRecords } from './json-load.ts';
import type { JsonOptions } from './json-options.ts';
import { jsonReproduction } from './json-reproduction.ts';
import { mostShown, type ShownRange } from './json-shown-records.ts';
import { keysOf, stage } from './json-stage.ts';
import {
  chooseReadings,
  countUnread,
  listUnread,
  openTyped,
  unreadIn,
  writeTyped,
} from './json-typed.ts';

/**
 * Reads JSON files by way of a table of their records. It takes longer, and is for what {@link openJsonOnce} does not decide:
 * files that only the engine can read, and those that are broken.
 */
export async function openJsonCarefully(
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
  const keys = await keysOf(reader, table);
  if (keys.length === 0 && hints.length > 0 && loaded.every(({ isEmpty }) => isEmpty))
    return withoutRecords(reader, loaded, hints, label);
  if (keys.length === 0) {
    const [first] = await locateJson(loaded, faults.listed.slice(0, 1));
    throw new DatasetError(
      'DATASET_UNREADABLE',
      `${label} has no record with a key in it${besides(faults.count, twice.length)}, so it has no columns.${first ? ` The first is ${first.file}:${first.line ?? '?'}: ${first.message}.` : ''}`,
    );
  }
  const { columns, problems, notes } = columnsOfKeys(keys, hints, options.dateFormat);
  const [first] = loaded;
  if (
    first &&
    hints.length > 0 &&
    areOneDocument(loaded) &&
    !hints.some(({ name }) => isColumn(columns, name))
  )
    await refuseDocument(
      first,
      hints.map(({ name }) => name),
    );
  const raw = await stage(reader, table, columns);
  await reader.query(`drop table ${table}`);
  const read = await chooseReadings(reader, [raw], raw.rows, raw.columns);
  const typed = await writeTyped(reader, raw, read.columns);
  const counts = await countUnread(reader, [typed], read.columns);
  const unread = await listUnread(reader, [raw], read.columns, counts);
  const told = [
    ...loaded.flatMap((one) => one.problems),
    ...problems.map((problem) => ({ file: files[0]?.shown ?? '', line: null, ...problem })),
  ];
  const located = await locateJson(loaded, [...faults.listed, ...unread]);
  const leftOut = loaded.reduce((sum, { problemCount }) => sum + problemCount, 0) + faults.count;
  const kindsOf = async (column: string) => {
    const found = await kindsOfColumn(reader, [raw], read.columns, column);
    const records = found.map(({ first }) => first.row);
    return kindsInWords(found, await placesOfRecords(loaded, records));
  };
  return {
    ...(await openTyped(reader, [typed], read.columns, counts)),
    kindsOf,
    fileRows: unknownRows(loaded),
    reproduce: jsonReproduction(shown(loaded, faults), read.columns, faults.kept, unreadIn(counts)),
    problems: [...told, ...located].slice(0, mostListed),
    problemCount:
      leftOut + problems.length + [...counts.values()].reduce((sum, count) => sum + count, 0),
    leftOut,
    notes: [
      ...notes,
      ...read.notes,
      ...loaded
        .filter(({ isEmpty }) => isEmpty)
        .map(({ file }) => `${file.shown} has no record.`)
        .slice(0, mostListed),
    ],
  };
}

/** True if each file is one record and nothing else, as a document is. */
const areOneDocument = (loaded: readonly LoadedJson[]): boolean =>
  loaded.every(
    ({ format, from, to, problemCount }) =>
      format !== 'array' && to - from === 1 && problemCount === 0,
  );

const isColumn = (columns: readonly JsonColumn[], wanted: string): boolean =>
  columns.some(({ name }) => name === wanted);

/** Returns files with the ordinals of the records that were left out of them. */
const shown = (
  loaded: readonly LoadedJson[],
  { rows }: Pick<Faults, 'rows'>,
): readonly ShownRange[] => {
  const known = rows.length > mostShown ? Number(rows.at(-1)) : Number.POSITIVE_INFINITY;
  return loaded.map((one) => ({
    ...one,
    odd:
      one.to > known
        ? null
        : rows.filter((row) => row >= one.from && row < one.to).map((row) => row - one.from),
  }));
};

/** Returns why the file of a row is not known; null for one file. */
const unknownRows = (loaded: readonly LoadedJson[]): UnknownFileRows | null =>
  loaded.length < 2
    ? null
    : {
        shown: loaded.map(({ file }) => file.shown),
        reason:
          'The files were not compared with each other: one of them has to be read record by record, and then all are read as one. Profile each file by itself.',
      };

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
  const read = columns.map((column) => ({
    ...column,
    key: column.name,
    isInexact: false,
    inexactWithin: [],
    readings: [],
    orText: true,
    reading: null,
  }));
  return {
    relation: identifier(relation),
    reproduce: jsonReproduction(shown(loaded, { rows: [] }), read, [], new Set()),
    problems: [],
    problemCount: 0,
    notes: [`${label} has no record: its columns are those of the schema.`],
  };
}

/** Returns in parentheses how many records were left out, and why; an empty text if none were. */
function besides(faults: number, twice: number): string {
  const others = Math.max(0, faults - twice);
  const said = [
    ...(others > 0 ? [others === 1 ? '1 that is no object' : `${others} that are no objects`] : []),
    ...(twice > 0 ? [`${twice} that ${twice === 1 ? 'names' : 'name'} a key twice`] : []),
  ];
  return said.length > 0 ? ` (and ${said.join(', ')})` : '';
}
