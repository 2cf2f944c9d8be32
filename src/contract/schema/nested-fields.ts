import type { Family } from '../../metric/expression.ts';
import { rowColumns } from './row-kinds.ts';
import { definition, innerOf, type Schema } from './zod-core.ts';
import { mayBeAbsent } from './zod-nulls.ts';
import { readType } from './zod-types.ts';

/**
 * A field within a column of objects, by the name that it has as a column: `'address.zip'`; or the elements of a list, and
 * their fields: `'tags[]'`, `'items[].sku'`.
 */
export interface NestedField {
  readonly name: string;
  /** The column, and the fields from the outside in; {@link element} stands for the elements of what is before it. */
  readonly path: readonly string[];
  /** True for each part of the path that is a key which objects may lack. */
  readonly optional: readonly boolean[];
  readonly schema: Schema;
}

/** The part of a path that stands for the elements of a list. */
export const element = '[]';

/** The deepest fields that have a name, counted from the column. The compiler knows as many. */
const deepest = 3;

const known = new WeakMap<Schema, readonly NestedField[]>();

/** Returns the fields of the columns that are objects. A column that is itself called `address.zip` is no field. */
export function nestedFields(schema: Schema): readonly NestedField[] {
  const columns = rowColumns(schema);
  const found =
    known.get(schema) ??
    Object.entries<Schema>(columns)
      .flatMap(([name, field]) => fieldsWithin({ path: [name], optional: [false] }, field))
      .filter(({ name }) => !Object.hasOwn(columns, name));
  known.set(schema, found);
  return found;
}

type Place = Pick<NestedField, 'path' | 'optional'>;

function fieldsWithin({ path, optional }: Place, schema: Schema): readonly NestedField[] {
  if (path.filter((part) => part !== element).length > deepest) return [];
  const within = (part: string, field: Schema, mayLack: boolean) => {
    const own = { path: [...path, part], optional: [...optional, mayLack] };
    return [{ ...own, name: nameOf(own.path), schema: field }, ...fieldsWithin(own, field)];
  };
  const inner = path.includes(element) ? null : elementIn(schema);
  if (inner !== null) return within(element, inner, false);
  const object = objectIn(schema);
  if (object === null) return [];
  return Object.entries<Schema>(object).flatMap(([name, field]) =>
    within(name, field, mayBeAbsent(field)),
  );
}

/** Returns the column types that a field takes; none where any would do. */
export const fieldFamilies = ({ schema }: Pick<NestedField, 'schema'>): readonly Family[] =>
  readType(unwrapped(schema)).families ?? [];

const nameOf = (path: readonly string[]) => path.join('.').replaceAll('.[]', '[]');

/** The fields of an object, within wrappers that say if it may be missing; null for any other schema. */
function objectIn(schema: Schema): Readonly<Record<string, Schema>> | null {
  const def = definition(unwrapped(schema));
  return def.type === 'object' ? def.shape : null;
}

/** The schema of the elements of a list, within the same wrappers; null for any other schema. */
function elementIn(schema: Schema): Schema | null {
  const def = definition(unwrapped(schema));
  return def.type === 'array' ? def.element : null;
}

const wrappers: ReadonlySet<string> = new Set([
  'optional',
  'nullable',
  'readonly',
  'default',
  'nonoptional',
]);

function unwrapped(schema: Schema): Schema {
  const inner = wrappers.has(definition(schema).type) ? innerOf(schema) : undefined;
  return inner ? unwrapped(inner) : schema;
}
