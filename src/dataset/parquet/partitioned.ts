import { freeName } from '../../value/free-name.ts';
import { DatasetError, type Reader } from '../dataset.ts';
import { type DataFile, enginePath } from '../files/data-file.ts';
import { folderText } from '../files/find/partition-folders.ts';
import { identifier, literal } from '../sql/quote.ts';
import type { Field } from '../typing/described-fields.ts';
import { sameAsText } from '../typing/same-as-text.ts';
import type { PartitionColumn } from './parquet-partitions.ts';

/** The way to read Parquet files with columns from folders. */
export interface Partitioned {
  readonly columns: readonly PartitionColumn[];
  /** The names of columns that some of the files have themselves. */
  readonly own: readonly string[];
  /** The name of the column that holds the file's path while rows are read. No file has a column of that name. */
  readonly path: string;
}

/**
 * Returns SQL for the columns of the files and those of their folders, which replace a file's own columns of that name.
 */
export function partitionedRelation(
  { columns, own, path }: Partitioned,
  from: (options: string) => string,
): string {
  const file = identifier(path);
  const left = [path, ...own].map(identifier).join(', ');
  const items = columns.map(({ key, name, reading }) => {
    const text = folderText(key, file);
    return `${reading ? reading.cast(text) : text} as ${identifier(name)}`;
  });
  return `(select * exclude (${left}), ${items.join(', ')} from ${from(`, filename=${literal(path)}`)})`;
}

/** Returns SQL that reads files, with additional options. */
type Read = (paths: readonly string[], more?: string) => string;

/**
 * Returns the way to read files with columns from folders; null if there are none. A file that has such a column itself
 * must have the folder's value in every row, else it may lie in the wrong folder.
 */
export async function partitionedFiles(
  reader: Reader,
  columns: readonly PartitionColumn[],
  schemas: ReadonlyMap<DataFile, readonly Field[]>,
  read: Read,
): Promise<Partitioned | null> {
  if (columns.length === 0) return null;
  const path = freeName(
    'file',
    [...schemas.values()].flat().map(({ name }) => name),
  );
  const own: string[] = [];
  for (const column of columns) {
    const having = filesWith(column, schemas);
    if (having.length === 0) continue;
    await checkOwnColumn(reader, column, having, path, read);
    own.push(column.name);
  }
  return { columns, own, path };
}

function filesWith(
  { key, name }: PartitionColumn,
  schemas: ReadonlyMap<DataFile, readonly Field[]>,
): readonly DataFile[] {
  const isAlike = (field: Field) => field.name.toLowerCase() === name.toLowerCase();
  const having = [...schemas].filter(([, fields]) => fields.some(isAlike));
  for (const [{ shown }, fields] of having) {
    const own = fields.find(isAlike);
    if (own?.name === name) continue;
    throw new DatasetError(
      'DATASET_INVALID',
      `${shown} has a column "${own?.name}" and lies in a folder ${key}=.../, which SQL takes for one column: spell them alike, or read it without hivePartitioning.`,
    );
  }
  return having.map(([file]) => file);
}

async function checkOwnColumn(
  reader: Reader,
  { key, name }: PartitionColumn,
  files: readonly DataFile[],
  path: string,
  read: Read,
): Promise<void> {
  const [file, column] = [identifier(path), identifier(name)];
  const from = read(files.map(enginePath), `, filename=${literal(path)}`);
  const [described] = await reader.query(`describe select ${column} from ${from}`);
  const text = folderText(key, file);
  const same = sameAsText(column, String(described?.column_type), text);
  const differs = `not (${text} is null and ${column} is null or coalesce(${same}, false))`;
  const [row] = await reader.query(
    `select ${file} as f, count(*) as n, count(*) over () as files from ${from} where ${differs} group by ${file} order by ${file} limit 1`,
  );
  if (row === undefined) return;
  const shown = files.find((one) => one.path === row.f)?.shown;
  const others = Number(row.files) - 1;
  throw new DatasetError(
    'DATASET_UNREADABLE',
    `${shown} has a column "${name}" of its own, and ${row.n} of its rows hold another value there than its folder ${key}=.../ says${others > 0 ? ` (as do rows of ${others} more files)` : ''}: write them where they belong, or read the files without hivePartitioning.`,
  );
}
