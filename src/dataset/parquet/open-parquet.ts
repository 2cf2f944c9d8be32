import type { ColumnHint, Opened, Parts, Reader } from '../dataset.ts';
import { type DataFile, enginePath, pathInSql } from '../files/data-file.ts';
import { fileRowsOf, lackingColumns, mayBeNumbered, withFileIndex } from '../files/file-rows.ts';
import { makeReproduction } from '../reproduction.ts';
import { exactPath, literals } from '../sql/quote.ts';
import { selected } from '../sql/selection.ts';
import { fieldsOf } from '../typing/described-fields.ts';
import { typesOption, withNullTypes, withoutNullTypes } from './null-columns.ts';
import { numberedRows } from './numbered-rows.ts';
import { checkFiles, finerNotes, type OpenedFile } from './pages/parquet-check.ts';
import { identifyParquet } from './parquet-identity.ts';
import type { ParquetOptions } from './parquet-options.ts';
import {
  folderNotes,
  nullNotes,
  type PartitionColumn,
  readPartitions,
} from './parquet-partitions.ts';
import { checkSame, readSchemas } from './parquet-schema.ts';
import { checkUnion } from './parquet-union.ts';
import { partitionedFiles, partitionedRelation } from './partitioned.ts';

/** Checks Parquet files, and makes a view of their rows that reads them anew in each query. */
export async function openParquet(
  reader: Reader,
  files: readonly DataFile[],
  options: ParquetOptions,
  hints: readonly ColumnHint[],
): Promise<Opened> {
  const { hivePartitioning = false, unionByName = false } = options;
  // The engine believes what it reads, and what it does not read is not looked at by it at all.
  const checked = await checkFiles(files, reader.granted);
  const schemas = await readSchemas(reader, files, checked);
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
  const from = (paths: readonly string[], rows = (source: string) => source) =>
    selected(
      items,
      partitioned === null
        ? rows(read(paths))
        : partitionedRelation(partitioned, (more) => rows(read(paths, more))),
    );
  const relation = reader.freshName();
  await reader.query(
    `create temp view ${relation} as select * from ${from(files.map(enginePath))}`,
  );
  const names = [...schemas.values()].flatMap((fields) => fields.map(({ name }) => name));
  const parts = isUniform(files, options) ? partsOf(checked, columns, from) : null;
  const paths = files.map(enginePath);
  return {
    relation,
    reproduce: makeReproduction(from(files.map(pathInSql))),
    problems: [],
    problemCount: 0,
    parts,
    numbered:
      parts !== null && types === '' && mayBeNumbered(names)
        ? (column) => from(paths, (rows) => numberedRows(rows, column, parts.list))
        : null,
    fileRows: fileRowsOf(
      files.map(({ shown }) => shown),
      names,
      {
        lacking: () => lackingColumns(files.map((file) => schemas.get(file) ?? [])),
        relation: (column) => from(paths, (rows) => withFileIndex(rows, column)),
      },
    ),
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
  files: ReadonlyMap<DataFile, OpenedFile>,
  folders: readonly PartitionColumn[],
  from: (paths: readonly string[]) => string,
): Parts {
  return {
    folderColumns: new Set(folders.map(({ name }) => name)),
    list: [...files].map(([{ path, shown, size }, { rows, writer, columns, stamp }]) => ({
      shown,
      footer: exactPath(path),
      bytes: size,
      rows,
      writer,
      columns,
      stamp,
      identify: (kind) => identifyParquet(path, kind),
    })),
    relation: (of) => from(of.map(({ footer }) => footer)),
  };
}
