import { DatasetError, type Reader } from '../dataset.ts';
import { type DataFile, enginePath } from '../files/data-file.ts';
import { unreadable as unreadableFile } from '../files/remote/remote-files.ts';
import { literals } from '../sql/quote.ts';
import { type Field, fieldsOf } from '../typing/described-fields.ts';
import type { CheckedFile } from './pages/parquet-check.ts';
import { checkParquetNames } from './parquet-names.ts';

const unreadable = (message: string) => new DatasetError('DATASET_UNREADABLE', message);

/**
 * Reads the columns of each file, once for files whose checked footers have the same schema. Throws if one is not Parquet,
 * or has names that SQL takes for one.
 */
export async function readSchemas(
  reader: Reader,
  files: readonly DataFile[],
  checked: ReadonlyMap<DataFile, CheckedFile>,
): Promise<ReadonlyMap<DataFile, readonly Field[]>> {
  const remote = files.filter((file) => !checked.has(file));
  const areRemoteAlike = remote.length > 1 && (await areAlike(reader, remote));
  const kindOf = (file: DataFile) =>
    checked.get(file)?.schema ?? (areRemoteAlike ? 'remote' : file.path);
  const kinds = new Map<string, readonly Field[]>();
  const found = new Map<DataFile, readonly Field[]>();
  for (const file of files) {
    const fields = kinds.get(kindOf(file)) ?? (await fieldsIn(reader, file));
    kinds.set(kindOf(file), fields);
    found.set(file, fields);
  }
  return found;
}

/** The name that stands for the type of a column of Arrow's null type, which holds no values and fits any type. */
export const nullType = 'NULL';

/** Refuses files with other columns or types than the first, whose columns DuckDB takes for those of all. */
export function checkSame(schemas: ReadonlyMap<DataFile, readonly Field[]>): void {
  const [first] = schemas;
  if (first === undefined) return;
  const seen = new Set<readonly Field[]>();
  const types = new Map<string, readonly [string, DataFile]>();
  for (const [file, fields] of schemas) {
    if (seen.has(fields)) continue;
    seen.add(fields);
    const difference = differenceOf(first[1], fields);
    if (difference !== null) throw unlike(file, first[0], difference);
    for (const { name, type } of fields) {
      if (type === nullType) continue;
      const [before, where] = types.get(name) ?? [type, file];
      if (before !== type) throw unlike(file, where, `its "${name}" is ${type} and not ${before}`);
      types.set(name, [before, where]);
    }
  }
}

const unlike = (file: DataFile, other: DataFile, difference: string) =>
  unreadable(
    `${file.shown} has other columns than ${other.shown}: ${difference}. Write it again, or read both with { unionByName: true } if that is right.`,
  );

/** True if all footers have the same fields in the same order. One query compares them all. */
async function areAlike(reader: Reader, files: readonly DataFile[]): Promise<boolean> {
  const urls = literals(files.map(enginePath));
  const fields = [
    'name',
    'type',
    'duckdb_type',
    'logical_type',
    'num_children',
    'scale',
    'precision',
  ];
  const [row] = await reader
    .query(
      `select count(*) as files, count(distinct fields) as kinds from (select file_name, string_agg(concat_ws('|', ${fields.map((field) => `coalesce(cast(${field} as varchar), '-')`).join(', ')}), chr(10) order by column_id) as fields from parquet_schema(${urls}) where column_id > 0 group by file_name)`,
    )
    .catch(() => []);
  return Number(row?.files) === files.length && Number(row?.kinds) === 1;
}

async function fieldsIn(reader: Reader, file: DataFile): Promise<readonly Field[]> {
  const { shown } = file;
  const url = literals([enginePath(file)]);
  const fields = await fieldsOf(reader, `read_parquet(${url}, hive_partitioning=false)`).catch(
    (error: unknown) => {
      // Of a file of this machine it is known by now that its parts are where they should be.
      throw unreadableFile(file, "can't be read as Parquet", error);
    },
  );
  await checkParquetNames(
    reader,
    shown,
    url,
    fields.map(({ name }) => name),
  );
  return fields;
}

function differenceOf(expected: readonly Field[], found: readonly Field[]): string | null {
  const missing = expected.find(({ name }) => !found.some((field) => field.name === name));
  if (missing) return `it lacks "${missing.name}"`;
  const extra = found.find(({ name }) => !expected.some((field) => field.name === name));
  return extra ? `it adds "${extra.name}"` : null;
}
