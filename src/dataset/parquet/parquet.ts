import type { ColumnHint, Dataset, Opened, Parts, Reader } from '../dataset.ts';
import { type DataFile, enginePath, type FileKind, pathInSql } from '../files/data-file.ts';
import { accessTo } from '../files/engine-access.ts';
import { findFiles } from '../files/find-files.ts';
import { checkedPlaces, type Location, labelOf, watchOf } from '../files/location.ts';
import { openFiles } from '../files/open-files.ts';
import { checkOptions, flag, type OptionRules } from '../option-rules.ts';
import { makeReproduction } from '../reproduction.ts';
import { exactPath, literals } from '../sql/quote.ts';
import { selected } from '../sql/selection.ts';
import { fieldsOf } from '../typing/described-fields.ts';
import { typesOption, withNullTypes, withoutNullTypes } from './null-columns.ts';
import { type CheckedFile, checkFiles, finerNotes } from './pages/parquet-check.ts';
import { identifyParquet } from './parquet-identity.ts';
import {
  folderNotes,
  nullNotes,
  type PartitionColumn,
  readPartitions,
} from './parquet-partitions.ts';
import { checkParquetMagic, checkSame, readSchemas } from './parquet-schema.ts';
import { checkUnion } from './parquet-union.ts';
import { partitionedFiles, partitionedRelation } from './partitioned.ts';

/** How Parquet files are read. */
export interface ParquetOptions {
  /**
   * Takes columns from folder names such as `year=2026/`, of the types that the contract's schema has for them. One that
   * the schema does not name holds numbers, dates or booleans where all its folders are written as those are printed
   * (`1.5`), else text (`1.50`). Escapes (`%2F`) are read, `__HIVE_DEFAULT_PARTITION__` alone is NULL, and a folder that
   * is no value of its column's type is an error. So is a file with a column of that name whose rows say anything else
   * than its folder.
   */
  readonly hivePartitioning?: boolean;
  /**
   * Takes the union of the files' columns by name, NULL where a file lacks one. A column may have a narrower type in some
   * of them (INTEGER beside BIGINT); types of which neither holds all values of the other, and names that differ by case
   * alone, are an error. All files must have the same columns of the same types unless given,
   * but for Arrow's null type, which fits any.
   */
  readonly unionByName?: boolean;
}

const rules: OptionRules<ParquetOptions> = { hivePartitioning: flag, unionByName: flag };

const kind: FileKind = {
  source: 'parquet',
  suggestion: '*.parquet',
  inFolder: '**/*.parquet',
  isOfTables: true,
  isReadInPlace: true,
};

/**
 * Rows of Parquet files: a path, a glob, a folder, a URL, or a list of them. They are read where they lie, each query
 * anew. Files of one dataset must have the same columns of the same types: a file that differs is an error that names it.
 *
 * A path is read wherever it leads, through `..` and links too: whoever wrote it meant it. A glob or a folder stands for
 * what lies in it when the dataset is opened: what comes later belongs to the next run. A link in it that leads out of the
 * folder in front of the first star, or leads nowhere, is an error, and so is a pipe or a folder with a fitting name.
 * Names that begin with a dot or with `_` (`_temporary/`, but not `_key=1/`), and the names of unfinished files, are
 * passed over unless the glob writes them out. A file whose own name is the glob (`*.parquet`) is an error where the glob
 * matches another file too. Files of a Delta, an Iceberg or a Hudi table are refused unless each is named: rows that the
 * table has no longer would count.
 *
 * @example
 * parquet('data/flights.parquet')
 * parquet('data/year=*\/*.parquet', { hivePartitioning: true })
 */
export function parquet(
  location: Location | readonly Location[],
  options: ParquetOptions = {},
): Dataset {
  const where = checkedPlaces('parquet', location);
  const known = checkOptions('parquet', options, rules);
  return Object.freeze({
    kind: 'parquet',
    engine: 'duckdb',
    label: labelOf(where),
    watch: watchOf(where).flatMap((path) => (mayBeFolder(path) ? [path, `${path}/**`] : [path])),
    access: async (root: string) => accessTo(await findFiles(where, root, kind)),
    open: async (reader: Reader, hints: readonly ColumnHint[], root: string) =>
      openFiles(reader, where, root, kind, (files) => openParquet(reader, files, known, hints)),
  } satisfies Dataset);
}

const mayBeFolder = (path: string) => !/[*?[{]|\.parquet$/i.test(path);

async function openParquet(
  reader: Reader,
  files: readonly DataFile[],
  options: ParquetOptions,
  hints: readonly ColumnHint[],
): Promise<Opened> {
  const { hivePartitioning = false, unionByName = false } = options;
  for (const file of files) await checkParquetMagic(file);
  // The engine believes what it reads, and what it does not read is not looked at by it at all.
  const checked = await checkFiles(files, reader.granted);
  const schemas = await readSchemas(reader, files);
  const typed = await withNullTypes(reader, schemas, checked);
  const types = unionByName ? ', union_by_name=true' : typesOption(typed);
  const read = (paths: readonly string[], more = '') =>
    `read_parquet(${literals(paths)}, hive_partitioning=false${types}${more})`;
  if (unionByName)
    await checkUnion(reader, schemas, await fieldsOf(reader, read(files.map(enginePath))));
  else checkSame(typed);
  const columns = hivePartitioning ? await readPartitions(reader, files, hints) : [];
  const partitioned = await partitionedFiles(reader, columns, schemas, read);
  const items = withoutNullTypes(
    typed,
    hints,
    columns.map(({ name }) => name),
  );
  const from = (paths: readonly string[]) =>
    selected(
      items,
      partitioned === null
        ? read(paths)
        : partitionedRelation(partitioned, (more) => read(paths, more)),
    );
  const relation = reader.freshName();
  await reader.query(
    `create temp view ${relation} as select * from ${from(files.map(enginePath))}`,
  );
  const names = [...schemas.values()].flatMap((fields) => fields.map(({ name }) => name));
  return {
    relation,
    reproduce: makeReproduction(from(files.map(pathInSql))),
    problems: [],
    problemCount: 0,
    parts: isUniform(files, options) ? partsOf(checked, columns, from) : null,
    notes: [
      ...(hivePartitioning ? nullNotes(columns, files) : folderNotes(files, names)),
      ...finerNotes(checked),
    ],
  };
}

/** Files that each have all columns of the dataset, of the same types, and lie where they can be known again. */
const isUniform = (files: readonly DataFile[], { unionByName = false }: ParquetOptions) =>
  !unionByName && files.every(({ remote }) => !remote);

function partsOf(
  files: ReadonlyMap<DataFile, CheckedFile>,
  columns: readonly PartitionColumn[],
  from: (paths: readonly string[]) => string,
): Parts {
  return {
    ofFolders: new Set(columns.map(({ name }) => name)),
    list: [...files].map(([{ path, shown, size }, { rows, writer }]) => ({
      shown,
      footer: exactPath(path),
      bytes: size,
      rows,
      writer,
      identify: (kind) => identifyParquet(path, kind),
    })),
    relation: (of) => from(of.map(({ footer }) => footer)),
  };
}
