import {
  type ColumnHint,
  type Dataset,
  DatasetError,
  type Opened,
  type Reader,
} from './dataset.ts';
import {
  type DataFile,
  extensionsOf,
  type FileKind,
  findFiles,
  firstBytes,
  foldersOf,
} from './files.ts';
import { type Location, labelOf, places, watchOf } from './location.ts';
import { checkOptions, flag, type OptionRules } from './options.ts';
import { exactPath, literals, struct } from './quote.ts';

/** How Parquet files are read. */
export interface ParquetOptions {
  /** Take columns from folder names such as `year=2026/`. */
  readonly hivePartitioning?: boolean;
  /** Take the union of the files' columns by name, NULL where a file lacks one. All must have the same unless given. */
  readonly unionByName?: boolean;
}

const rules: OptionRules<ParquetOptions> = { hivePartitioning: flag, unionByName: flag };

const kind: FileKind = { source: 'parquet', suggestion: '*.parquet', inFolder: '**/*.parquet' };

/**
 * Rows of Parquet files: a path, a glob, a folder, a URL, or a list of them. They are read where they lie, each query
 * anew. Files of one dataset must have the same columns of the same types: a file that differs is an error that names it.
 *
 * @example
 * parquet('data/flights.parquet')
 * parquet('data/year=*\/*.parquet', { hivePartitioning: true })
 */
export function parquet(
  location: Location | readonly Location[],
  options: ParquetOptions = {},
): Dataset {
  const where = places('parquet', location);
  const known = checkOptions('parquet', options, rules);
  return Object.freeze({
    kind: 'parquet',
    label: labelOf(where),
    watch: watchOf(where),
    access: async (root: string) => {
      const files = await findFiles(where, root, kind);
      return { directories: foldersOf(files), extensions: extensionsOf(files), setup: [] };
    },
    open: async (reader: Reader, hints: readonly ColumnHint[], root: string) =>
      openParquet(reader, await findFiles(where, root, kind), known, hints),
  } satisfies Dataset);
}

async function openParquet(
  reader: Reader,
  files: readonly DataFile[],
  options: ParquetOptions,
  hints: readonly ColumnHint[],
): Promise<Opened> {
  for (const file of files) await checkMagic(file);
  await checkSchemas(reader, files, options);
  const partitions = partitionsOf(files);
  const types = options.hivePartitioning ? hiveTypes(partitions, hints) : '';
  const from = (paths: readonly string[]) =>
    `read_parquet(${literals(paths)}${settings(options)}${types})`;
  const relation = reader.freshName();
  await reader.query(
    `create temp view ${relation} as select * from ${from(files.map(({ path }) => exactPath(path)))}`,
  );
  return {
    relation,
    reproduce: from(files.map(({ shown }) => shown)),
    problems: [],
    problemCount: 0,
    notes: options.hivePartitioning ? [] : partitionNotes(partitions),
  };
}

const settings = ({ hivePartitioning = false, unionByName = false }: ParquetOptions) =>
  `, hive_partitioning=${hivePartitioning}${unionByName ? ', union_by_name=true' : ''}`;

interface Partition {
  readonly name: string;
  readonly values: readonly string[];
}

/** What the folders of the files say, `month=01`. */
function partitionsOf(files: readonly DataFile[]): readonly Partition[] {
  const pairs = files.flatMap(({ path }) => [...path.matchAll(/([^/\\]+)=([^/\\]*)[/\\]/g)]);
  const byName = Map.groupBy(pairs, ([, name = '']) => name);
  return [...byName].map(([name, found]) => ({
    name,
    values: found.map(([, , value = '']) => value),
  }));
}

/** The contract decides whether month=01 is a number or a text; else DuckDB does. */
function hiveTypes(partitions: readonly Partition[], hints: readonly ColumnHint[]): string {
  const types = partitions.flatMap(({ name, values }): (readonly [string, string])[] => {
    const families = hints.find((hint) => hint.name === name)?.families ?? [];
    if (families.includes('text')) return [[name, 'VARCHAR']];
    const isInteger =
      families.includes('integer') && values.every((value) => /^\d{1,18}$/.test(value));
    return isInteger ? [[name, 'BIGINT']] : [];
  });
  return types.length === 0 ? '' : `, hive_types=${struct(types)}`;
}

const partitionNotes = ([first]: readonly Partition[]): readonly string[] =>
  first
    ? [
        `Folders are named like ${first.name}=${first.values[0]}: with { hivePartitioning: true } "${first.name}" is a column.`,
      ]
    : [];

const magic = 'PAR1';

/** A file that begins or ends otherwise is none, or was cut short while it was written. */
async function checkMagic({ path, shown, remote }: DataFile): Promise<void> {
  if (remote) return;
  const start = (await firstBytes(path, magic.length)).toString('latin1');
  if (start === 'PARE') {
    throw unreadable(`${shown} is an encrypted Parquet file, which can't be read here.`);
  }
  if (start !== magic) {
    throw unreadable(`${shown} is not a Parquet file: its first bytes are not ${magic}.`);
  }
}

const unreadable = (message: string) => new DatasetError('DATASET_UNREADABLE', message);

interface Field {
  readonly name: string;
  readonly type: string;
}

/** DuckDB takes the first file's columns for those of all; that a file lacks one, or types it otherwise, must be told. */
async function checkSchemas(
  reader: Reader,
  files: readonly DataFile[],
  { unionByName = false }: ParquetOptions,
): Promise<void> {
  const [first, ...others] = files;
  if (!first) return;
  const expected = await fieldsOf(reader, first);
  for (const file of others) {
    const found = await fieldsOf(reader, file);
    if (unionByName) continue;
    const difference = differenceOf(expected, found);
    if (difference === null) continue;
    throw unreadable(
      `${file.shown} has other columns than ${first.shown}: ${difference}. Write it anew, or read both with { unionByName: true } if that is right.`,
    );
  }
}

async function fieldsOf(reader: Reader, { path, shown }: DataFile): Promise<readonly Field[]> {
  try {
    const rows = await reader.query(
      `describe select * from read_parquet(${literals([exactPath(path)])}, hive_partitioning=false)`,
    );
    return rows.map((row) => ({ name: String(row.column_name), type: String(row.column_type) }));
  } catch {
    throw unreadable(
      `${shown} can't be read as Parquet: it is truncated or damaged. Write it anew, and look whether what wrote it had ended.`,
    );
  }
}

function differenceOf(expected: readonly Field[], found: readonly Field[]): string | null {
  const missing = expected.find(({ name }) => !found.some((field) => field.name === name));
  if (missing) return `it lacks "${missing.name}"`;
  const extra = found.find(({ name }) => !expected.some((field) => field.name === name));
  if (extra) return `it adds "${extra.name}"`;
  const typed = expected.find(({ name, type }) =>
    found.some((field) => field.name === name && field.type !== type),
  );
  if (!typed) return null;
  const other = found.find(({ name }) => name === typed.name);
  return `its "${typed.name}" is ${other?.type} and not ${typed.type}`;
}
