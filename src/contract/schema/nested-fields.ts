import { rowColumns } from './row-kinds.ts';
import { definition, innerOf, type Schema } from './zod-core.ts';

/** A field within a column of objects, by the name that it has as a column: `'address.zip'`. */
export interface NestedField {
  readonly name: string;
  /** The column, and the fields from the outside in. */
  readonly path: readonly string[];
  readonly schema: Schema;
}

/** The deepest fields that have a name, counted from the column. The compiler knows as many. */
const deepest = 3;

const known = new WeakMap<Schema, readonly NestedField[]>();

/** Returns the fields of the columns that are objects. A column that is itself called `address.zip` is no field. */
export function nestedFields(schema: Schema): readonly NestedField[] {
  const columns = rowColumns(schema);
  const found =
    known.get(schema) ??
    Object.entries<Schema>(columns)
      .flatMap(([name, field]) => fieldsWithin([name], field))
      .filter(({ name }) => !Object.hasOwn(columns, name));
  known.set(schema, found);
  return found;
}

function fieldsWithin(path: readonly string[], schema: Schema): readonly NestedField[] {
  const object = objectIn(schema);
  if (object === null || path.length > deepest) return [];
  return Object.entries<Schema>(object).flatMap(([name, field]) => {
    const own = [...path, name];
    return [{ name: own.join('.'), path: own, schema: field }, ...fieldsWithin(own, field)];
  });
}

/** The fields of an object, within wrappers that say if it may be missing; null for any other schema. */
function objectIn(schema: Schema): Readonly<Record<string, Schema>> | null {
  const def = definition(schema);
  if (def.type === 'object') return def.shape;
  const isWrapper = ['optional', 'nullable', 'readonly', 'default', 'nonoptional'].includes(
    def.type,
  );
  const inner = isWrapper ? innerOf(schema) : undefined;
  return inner ? objectIn(inner) : null;
}
