import type { Dataset, Opened, Reader, Unreadable } from '../dataset.ts';
import { DatasetError } from '../dataset.ts';
import { identifier, literal } from '../sql/quote.ts';

/** A field within a column of objects, and the name that it has as a column: `'address.zip'`. */
export interface NestedColumn {
  readonly name: string;
  /** The column, and the fields from the outside in. */
  readonly path: readonly string[];
}

/** True if the engine of a dataset can read fields within its columns. */
export const readsNested = ({ engine }: Pick<Dataset, 'engine'>): boolean => engine === 'duckdb';

/**
 * Returns a dataset with fields of its columns as further columns, the last ones. A field of an object that is NULL is
 * NULL. A field is left out where the column is none of objects with that field. The rows are those of one relation: what files say of their columns in advance is about whole columns.
 */
export function withNested(dataset: Dataset, nested: readonly NestedColumn[]): Dataset {
  if (nested.length === 0) return dataset;
  const { sharing: _, ...own } = dataset;
  return {
    ...own,
    open: async (reader, hints, root) =>
      extended(await dataset.open(reader, hints, root), nested, reader, dataset.label),
  };
}

async function extended(
  opened: Opened,
  nested: readonly NestedColumn[],
  reader: Reader,
  label: string,
): Promise<Opened> {
  const shape = opened.shape ?? opened.relation;
  const columns = await reader.query(`select column_name from (describe select * from ${shape})`);
  const names = columns.map((row) => String(row.column_name).toLowerCase());
  const twice = nested.find(({ name }) => names.includes(name.toLowerCase()));
  if (twice)
    throw new DatasetError(
      'DATASET_UNREADABLE',
      `${label} has a column that is called '${twice.name}', beside a field of that path: name it in the schema to mean the column, or leave it out of a query().`,
    );
  const found: NestedColumn[] = [];
  for (const one of nested) if (await hasField(reader, shape, one)) found.push(one);
  if (found.length === 0) return opened;
  const list = found.map((one) => `${fieldSql(one)} as ${identifier(one.name)}`).join(', ');
  const over = (relation: string) => `(select *, ${list} from ${relation})`;
  const { reproduce } = opened;
  return {
    ...opened,
    relation: over(opened.relation),
    shape: over(shape),
    parts: null,
    numbered: null,
    unreadable: opened.unreadable ? unreadWithin(opened.unreadable, found) : null,
    ...(reproduce && {
      reproduce: { ...reproduce, from: (query) => over(reproduce.from({ ...query, sql: null })) },
    }),
  };
}

const fieldSql = ({ path: [column = '', ...fields] }: Pick<NestedColumn, 'path'>): string =>
  fields.reduce((of, field) => `struct_extract(${of}, ${literal(field)})`, identifier(column));

/** True if the column and the objects in it have the fields by these very names: in SQL, case does not count. */
async function hasField(reader: Reader, shape: string, { path }: NestedColumn): Promise<boolean> {
  try {
    for (const [at, field] of path.entries()) {
      if (at === 0) continue;
      const fields = `select unnest(${fieldSql({ path: path.slice(0, at) })}) from ${shape}`;
      const found = await reader.query(`select column_name from (describe ${fields})`);
      if (!found.some((row) => row.column_name === field)) return false;
    }
    return true;
  } catch {
    // The expectation says that there is no such column.
    return false;
  }
}

/** A field of a column that can't be read can't be read either. */
function unreadWithin(unreadable: Unreadable, nested: readonly NestedColumn[]): Unreadable {
  const columns = new Map(unreadable.columns);
  for (const { name, path } of nested) {
    const root = columns.get(path[0] ?? '');
    if (root) columns.set(name, root);
  }
  return { ...unreadable, columns };
}
