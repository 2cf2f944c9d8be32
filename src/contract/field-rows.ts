import { element, type NestedField } from './schema/nested-fields.ts';

/** A row by the names of its columns. */
type Row = Readonly<Record<string, unknown>>;

/**
 * Returns a row with the fields within its columns as further columns; with a list, `'items[]'`, a row for each of its elements.
 * A field of an object that is NULL or lacks it is NULL.
 */
export function rowsWithFields(
  row: Row,
  fields: readonly NestedField[],
  list: readonly string[] | null,
): readonly Row[] {
  const plain = fields.filter(({ path }) => !path.includes(element));
  const whole = { ...row, ...valuesOf(plain, row, (path) => path) };
  if (list === null) return [whole];
  const elements = valueAt(row, list);
  const within = fields.filter(({ path }) => path.includes(element));
  return Array.isArray(elements)
    ? elements.map((one: unknown) => ({
        ...whole,
        ...valuesOf(within, { element: one }, (path) => [
          'element',
          ...path.slice(list.length + 1),
        ]),
      }))
    : [];
}

/** Returns the path of the list that elements of fields are in; null if none of them is of elements. */
export function listPath(fields: readonly NestedField[]): readonly string[] | null {
  const [path] = fields.map((field) => field.path).filter((one) => one.includes(element));
  return path === undefined ? null : path.slice(0, path.indexOf(element));
}

const valuesOf = (
  fields: readonly NestedField[],
  row: Row,
  at: (path: readonly string[]) => readonly string[],
): Row => Object.fromEntries(fields.map(({ name, path }) => [name, valueAt(row, at(path))]));

const valueAt = (row: Row, path: readonly string[]): unknown =>
  path.reduce<unknown>((value, part) => {
    if (typeof value !== 'object' || value === null || !Object.hasOwn(value, part)) return null;
    return Reflect.get(value, part) ?? null;
  }, row);
