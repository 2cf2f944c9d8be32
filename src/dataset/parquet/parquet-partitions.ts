import { type ColumnHint, DatasetError, type Reader } from '../dataset.ts';
import type { DataFile } from '../files/data-file.ts';
import {
  decodeFolderName,
  folderName,
  folderText,
  nullFolder,
  partitionFolders,
  partitionKeys,
} from '../files/find/partition-folders.ts';
import { identifier, literals } from '../sql/quote.ts';
import { candidatesFor } from '../typing/candidates.ts';
import { chooseTypes, type TypedColumn } from '../typing/choose-types.ts';
import { familiesOf } from '../typing/hinted-type.ts';
import type { Reading } from '../typing/text-types.ts';

/** A column whose values come from folder names. */
export interface PartitionColumn {
  readonly key: string;
  readonly name: string;
  /** The reading of its text; null if it stays text. */
  readonly reading: Reading | null;
}

/**
 * Returns the columns that folders such as `year=2026` give. The contract decides their types, as it does for CSV; a
 * folder that is no valid value is an error. Without a type in the contract, a key becomes numbers, dates or booleans
 * only if each name prints back as it is.
 */
export async function readPartitions(
  reader: Reader,
  files: readonly DataFile[],
  hints: readonly ColumnHint[],
): Promise<readonly PartitionColumn[]> {
  const keys = partitionKeys(files);
  if (keys.length === 0) return [];
  const families = familiesOf(hints);
  const unsettled = keys.map((key, at) => {
    const name = decodeFolderName(key) ?? key;
    const { readings, orText } = candidatesFor(families(name));
    return {
      from: `c${at}`,
      name,
      readings: orText ? readings.map(printedBack) : readings,
      orText,
    };
  });
  const table = identifier(reader.freshName());
  const texts = keys.map((key, at) => `${folderText(key, 'f')} as c${at}`);
  await reader.query(
    `create temp table ${table} as select f, ${texts.join(', ')} from (select unnest(${literals(files.map(({ path }) => path))}) as f)`,
  );
  const columns: PartitionColumn[] = [];
  for (const [at, settled] of (
    await chooseTypes(reader, table, files.length, unsettled)
  ).entries()) {
    const key = keys[at] ?? '';
    const reading = await readingOf(reader, table, settled, key, files);
    columns.push({ key, name: settled.name, reading });
  }
  await reader.query(`drop table ${table}`);
  return columns;
}

/** Narrows a reading to texts that print back as they are. Otherwise `ver=1.5/` and `ver=1.50/` would be one number. */
const printedBack = (reading: Reading): Reading => ({
  ...reading,
  fits: (column) =>
    // A whole DOUBLE is printed as 1.0, and -0 equals 0.
    `(${reading.fits(column)}) and regexp_replace(${reading.cast(column)}::varchar, '(^-0)?\\.0$', '') = ${column}`,
});

/**
 * Returns the reading of a key, checked against all of its folders. An empty name is no number; NULL has a folder of
 * its own.
 */
async function readingOf(
  reader: Reader,
  table: string,
  { from, name, reading, readings, orText }: TypedColumn,
  key: string,
  files: readonly DataFile[],
): Promise<Reading | null> {
  const wanted = reading ?? (orText ? null : (readings.at(-1) ?? null));
  if (wanted === null) return null;
  const [row] = await reader.query(
    `select min(f) as f from ${table} where ${from} is not null and not coalesce(${from} <> '' and (${wanted.fits(from)}), false)`,
  );
  if (typeof row?.f !== 'string') return wanted;
  if (orText) return null;
  const file = files.find(({ path }) => path === row.f);
  const folder = file && partitionFolders(file).find((one) => one.key === key);
  throw new DatasetError(
    'DATASET_UNREADABLE',
    `${file?.shown} lies in the folder ${folder && folderName(folder)}, and "${name}" is to be ${readings.at(-1)?.words}: rename the folder, or let the schema say text. Only ${nullFolder} is NULL.`,
  );
}

/** Notes folders called `null`. Older versions of DuckDB wrote a NULL so, but the name is read as text. */
export function nullNotes(
  columns: readonly PartitionColumn[],
  files: readonly DataFile[],
): readonly string[] {
  const folders = files.flatMap(partitionFolders);
  return columns.flatMap(({ key }) => {
    const found = folders.find((folder) => folder.key === key && /^null$/i.test(folder.value));
    return found
      ? [
          `Folders called ${folderName(found)} are read as that text: a NULL is called ${nullFolder}.`,
        ]
      : [];
  });
}

/** Returns a note on folders that are not read as columns, for the reader of an outcome. */
export function folderNotes(
  files: readonly DataFile[],
  columns: readonly string[],
): readonly string[] {
  const [first] = files.flatMap(partitionFolders);
  if (first === undefined) return [];
  const { key } = first;
  const what = columns.some((name) => name.toLowerCase() === key.toLowerCase())
    ? `the files' own column "${key}" is checked against them`
    : `"${key}" is a column`;
  return [`Folders are named like ${folderName(first)}: with { hivePartitioning: true } ${what}.`];
}
