import type { ColumnHint, Dataset, Opened, Parts, Reader } from '../dataset.ts';
import { type DataFile, enginePath, type FileKind, pathInSql } from '../files/data-file.ts';
import { accessTo } from '../files/engine-access.ts';
import { findFiles } from '../files/find/find-files.ts';
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

/** Options of {@link parquet}. */
export interface ParquetOptions {
  /**
   * Reads columns from folder names such as `year=2026/`, with the types that the contract's schema has for them. A
   * column that the schema does not name gets numbers, dates or booleans if each folder prints back as it is (`1.5`),
   * else text (`1.50`). Escapes (`%2F`) are decoded, and only `__HIVE_DEFAULT_PARTITION__` is NULL. A folder that is no
   * value of its column's type is an error; so is a file with a column of that name whose rows contradict its folder.
   */
  readonly hivePartitioning?: boolean;
  /**
   * Reads the union of the files' columns by name; a column that a file lacks is NULL there. A column may have a
   * narrower type in some files (INTEGER beside BIGINT). Types of which neither holds all values of the other are an
   * error, and so are names that differ only by case. Without it, all files must have the same columns of the same
   * types, except that Arrow's null type fits any.
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
 * Reads Parquet files: a path, a glob, a folder, a URL, or a list of them. Each query reads them anew. All files of a
 * dataset must have the same columns of the same types: a file that differs is an error that names it.
 *
 * A path is read wherever it leads, through `..` and links too. A glob or a folder stands for the files that exist when
 * the dataset is opened; later files belong to the next run. A match is an error if it is a link that leads nowhere or
 * out of the folder before the first wildcard, a pipe, or a folder. Names that begin with a dot or with `_`
 * (`_temporary/`, but not `_key=1/`), and those of unfinished files, are skipped unless the glob contains them. A file
 * whose own name is the glob (`*.parquet`) is an error if the glob matches other files too. Files of a Delta, an
 * Iceberg or a Hudi table are refused unless each is named, since they may hold rows that the table has deleted.
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

/** True if all files are local, and have the same columns since they are not united by name. */
const isUniform = (files: readonly DataFile[], { unionByName = false }: ParquetOptions) =>
  !unionByName && files.every(({ remote }) => !remote);

function partsOf(
  files: ReadonlyMap<DataFile, CheckedFile>,
  columns: readonly PartitionColumn[],
  from: (paths: readonly string[]) => string,
): Parts {
  return {
    folderColumns: new Set(columns.map(({ name }) => name)),
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
