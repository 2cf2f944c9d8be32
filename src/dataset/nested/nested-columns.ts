import type { Dataset, Opened, Reader, Unreadable } from '../dataset.ts';
import { DatasetError } from '../dataset.ts';
import { identifier, literal } from '../sql/quote.ts';

/** A field within a column of objects, and the name that it has as a column: `'address.zip'`, `'items[].sku'`. */
export interface NestedColumn {
  readonly name: string;
  /** The column, and the fields from the outside in; `[]` for the elements of a list. */
  readonly path: readonly string[];
}

/** The part of a path that stands for the elements of a list. */
const element = '[]';

/** True if the engine of a dataset can read fields within its columns. */
export const readsNested = ({ engine }: Pick<Dataset, 'engine'>): boolean => engine === 'duckdb';

/**
 * Returns a dataset with fields of its columns as further columns, the last ones. A field of an object that is NULL is
 * NULL. A field is left out where the column is none of objects with that field. The rows are those of one relation: what files say of their columns in advance is about whole columns.
 *
 * If some of the fields are of the elements of a list, which is then the same for all of these, each element is a row, beside the
 * columns of the row that the list is in. A row without elements is none.
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
  const over = overRows(found, names);
  refuseUnreadLists(opened, found, label);
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

/** Returns a function that adds the fields to a relation. */
function overRows(
  fields: readonly NestedColumn[],
  taken: readonly string[],
): (relation: string) => string {
  const itemsOf = (some: readonly NestedColumn[], sqlOf: (one: NestedColumn) => string) =>
    some.map((one) => `, ${sqlOf(one)} as ${identifier(one.name)}`).join('');
  const within = fields.filter(({ path }) => path.includes(element));
  const plain = fields.filter(({ path }) => !path.includes(element));
  const [first] = within;
  if (first === undefined)
    return (relation) => `(select *${itemsOf(plain, fieldSql)} from ${relation})`;
  const name = freeName(taken);
  const list = fieldSql({ path: first.path.slice(0, first.path.indexOf(element)) });
  const inElement = ({ path }: NestedColumn) =>
    fieldSql({ path: [name, ...path.slice(path.indexOf(element) + 1)] });
  return (relation) =>
    `(select * exclude (${identifier(name)})${itemsOf(plain, fieldSql)}${itemsOf(within, inElement)} from (select *, unnest(${list}) as ${identifier(name)} from ${relation}))`;
}

function freeName(taken: readonly string[]): string {
  let name = 'element';
  while (taken.includes(name)) name = `_${name}`;
  return name;
}

/** Refuses a list that could not be read in some rows: its elements would be missed. */
function refuseUnreadLists(
  { unreadable }: Opened,
  fields: readonly NestedColumn[],
  label: string,
): void {
  const lists = fields.filter(({ path }) => path.includes(element));
  for (const { name, path } of lists) {
    const unread = unreadable?.columns.get(path[0] ?? '');
    if (unread)
      throw new DatasetError(
        'DATASET_UNREADABLE',
        `The values of column('${path[0]}') can't be read in ${unread.count} rows of ${label}, so the elements of column('${name}') are not all known.`,
      );
  }
}

const fieldSql = ({ path: [column = '', ...fields] }: Pick<NestedColumn, 'path'>): string =>
  fields.reduce(
    (of, field) => (field === element ? `${of}[1]` : `struct_extract(${of}, ${literal(field)})`),
    identifier(column),
  );

/** True if the column and the objects in it have the fields by these very names: in SQL, case does not count. */
async function hasField(reader: Reader, shape: string, { path }: NestedColumn): Promise<boolean> {
  try {
    for (const [at, field] of path.entries()) {
      if (at === 0) continue;
      if (field === element) {
        if (!(await isList(reader, shape, path.slice(0, at)))) return false;
        continue;
      }
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

async function isList(reader: Reader, shape: string, path: readonly string[]): Promise<boolean> {
  const [row] = await reader.query(
    `select column_type from (describe select ${fieldSql({ path })} from ${shape})`,
  );
  return /\[\d*\]$/.test(String(row?.column_type));
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
