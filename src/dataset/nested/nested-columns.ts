import type { Family } from '../../metric/expression.ts';
import { freeName } from '../../value/free-name.ts';
import type { Dataset, Opened, Reader, Unreadable } from '../dataset.ts';
import { DatasetError } from '../dataset.ts';
import { identifier } from '../sql/quote.ts';
import { hintedType } from '../typing/hinted-type.ts';
import { element, fieldSql, findField, type HeldField } from './find-field.ts';

/** A field within a column of objects, and the name that it has as a column: `'address.zip'`, `'items[].sku'`. */
export interface NestedColumn {
  readonly name: string;
  /** The column, and the fields from the outside in; `[]` for the elements of a list. */
  readonly path: readonly string[];
  /** True for each part of the path that is a key which objects may lack. */
  readonly optional: readonly boolean[];
  /** The types that the contract allows, for a field that holds no value. */
  readonly families: readonly Family[];
}

/** A field that the column can have, and how much of its path is there. */
type FoundColumn = NestedColumn & HeldField;

/** True if the engine of a dataset can read fields within its columns. */
export const readsNested = ({ engine }: Pick<Dataset, 'engine'>): boolean => engine === 'duckdb';

/**
 * Returns a dataset with fields of its columns as further columns, the last ones. A field of an object that is NULL is
 * NULL. A field that no row holds is a column of NULLs: its objects or lists are all NULL or empty, or lack a key that
 * they may lack. A field is left out where the column is none of objects with that field. The rows are those of one
 * relation: what files say of their columns in advance is about whole columns.
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
  given: Opened,
  nested: readonly NestedColumn[],
  reader: Reader,
  label: string,
): Promise<Opened> {
  const opened = madeOnce(given);
  const shape = opened.shape ?? opened.relation;
  const columns = await reader.query(`select column_name from (describe select * from ${shape})`);
  const names = columns.map((row) => String(row.column_name).toLowerCase());
  const twice = nested.find(({ name }) => names.includes(name.toLowerCase()));
  if (twice)
    throw new DatasetError(
      'DATASET_UNREADABLE',
      `${label} has a column that is called '${twice.name}', beside a field of that path: name it in the schema to mean the column, or leave it out of a query().`,
    );
  const found: FoundColumn[] = [];
  const fieldNotes = new Map<string, string>();
  for (const one of nested) {
    const held = await findField(reader, opened, names, one);
    const note = 'why' in held ? held.why : held.note;
    if (note !== null) fieldNotes.set(one.name, note);
    if ('isHeld' in held) found.push({ ...one, ...held });
  }
  if (found.length === 0) return { ...opened, fieldNotes };
  const over = overRows(found, names);
  refuseUnreadLists(opened, found, label);
  const { reproduce } = opened;
  return {
    ...opened,
    fieldNotes,
    relation: over(opened.relation),
    within: { relation: opened.relation, over, fields: found },
    shape: over(shape),
    parts: null,
    numbered: null,
    unreadable: opened.unreadable ? unreadWithin(opened.unreadable, found) : null,
    ...(reproduce && {
      reproduce: { ...reproduce, from: (query) => over(reproduce.from({ ...query, sql: null })) },
    }),
  };
}

/** Returns a dataset whose pending relations are made once, also if a field is looked for in the rows before a session needs them. */
function madeOnce(opened: Opened): Opened {
  if (!opened.pending) return opened;
  const pending = [...opened.pending].map(([text, make]) => {
    let made: Promise<void> | undefined;
    return [
      text,
      () => {
        made ??= make();
        return made;
      },
    ] as const;
  });
  return { ...opened, pending: new Map(pending) };
}

/** Returns a function that adds the fields to a relation. */
function overRows(
  fields: readonly FoundColumn[],
  taken: readonly string[],
): (relation: string) => string {
  const within = fields.filter(({ path }) => path.includes(element));
  const plain = fields.filter(({ path }) => !path.includes(element));
  const [first] = within;
  const plainItems = itemsOf(plain, fieldSql);
  if (first === undefined) return (relation) => `(select *${plainItems} from ${relation})`;
  // A list that no row fills has no elements, and its type may be none of a list.
  if (!first.hasElements) {
    const items = plainItems + itemsOf(within, fieldSql);
    return (relation) => `(select *${items} from ${relation} where false)`;
  }
  const name = freeName('element', taken);
  const list = fieldSql({ path: first.path.slice(0, first.path.indexOf(element)) });
  const inElement = ({ path }: FoundColumn) =>
    fieldSql({ path: [name, ...path.slice(path.indexOf(element) + 1)] });
  const items = plainItems + itemsOf(within, inElement);
  return (relation) =>
    `(select * exclude (${identifier(name)})${items} from (select *, unnest(${list}) as ${identifier(name)} from ${relation}))`;
}

const itemsOf = (some: readonly FoundColumn[], sqlOf: (one: FoundColumn) => string): string =>
  some
    .map((one) => {
      const sql = one.isHeld ? sqlOf(one) : `null::${hintedType(one.families)}`;
      return `, ${sql} as ${identifier(one.name)}`;
    })
    .join('');

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

/** A field of a column that can't be read can't be read either. */
function unreadWithin(unreadable: Unreadable, nested: readonly NestedColumn[]): Unreadable {
  const columns = new Map(unreadable.columns);
  for (const { name, path } of nested) {
    const root = columns.get(path[0] ?? '');
    if (root) columns.set(name, root);
  }
  return { ...unreadable, columns };
}
