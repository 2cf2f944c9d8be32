import { bytesIn, numberIn, structIn, type ThriftStruct } from './thrift.ts';

/** The physical types, in the order of their numbers. */
export const physicalTypes = [
  'BOOLEAN',
  'INT32',
  'INT64',
  'INT96',
  'FLOAT',
  'DOUBLE',
  'BYTE_ARRAY',
  'FIXED_LEN_BYTE_ARRAY',
] as const;
/** A physical type of Parquet. */
export type PhysicalType = (typeof physicalTypes)[number];

/** A field of the schema with its nested fields. */
export interface SchemaField {
  readonly name: string;
  /** The physical type; null for a group. */
  readonly type: PhysicalType | null;
  /** The size of each value in bytes, if it is fixed. */
  readonly length: number;
  readonly repetition: 'required' | 'optional' | 'repeated';
  /** The number of the ConvertedType; -1 for none. */
  readonly converted: number;
  readonly precision: number;
  readonly scale: number;
  /** The number of the LogicalType, -1 for none, and its parameters. */
  readonly logical: number;
  readonly parameters: ThriftStruct;
  readonly fields: readonly SchemaField[];
}

/** A leaf column: values of one physical type, with levels that say where they belong. */
export interface Leaf {
  /** The names from the table's column down to the leaf. */
  readonly path: readonly string[];
  readonly field: SchemaField;
  /** The greatest definition level, at which a value is present. */
  readonly mostDefined: number;
  /** The definition level, for each list around the values, from which on the list has an element. */
  readonly lists: readonly number[];
}

const repetitions = ['required', 'optional', 'repeated'] as const;

/** The most levels of a schema. A level must fit into a byte. */
const deepest = 100;

/** Builds the columns of the table from the fields in preorder; null if they do not form a tree. */
export function schemaOf([root, ...elements]: readonly ThriftStruct[]):
  | readonly SchemaField[]
  | null {
  let at = 0;
  const take = (depth: number): SchemaField | null => {
    const element = elements[at++];
    const name = bytesIn(element, 4);
    if (element === undefined || name === undefined || depth > deepest) return null;
    const count = numberIn(element, 5) ?? 0;
    const type = numberIn(element, 1);
    const fields = takeAll(count, depth + 1);
    const logical = structIn(element, 10);
    const [kind = -1] = logical?.keys() ?? [];
    return (
      fields && {
        name: new TextDecoder().decode(name),
        type: count > 0 || type === undefined ? null : (physicalTypes[type] ?? null),
        length: numberIn(element, 2) ?? 0,
        repetition: repetitions[numberIn(element, 3) ?? 0] ?? 'required',
        converted: numberIn(element, 6) ?? -1,
        precision: numberIn(element, 8) ?? 0,
        scale: numberIn(element, 7) ?? 0,
        logical: kind,
        parameters: structIn(logical, kind) ?? new Map(),
        fields,
      }
    );
  };
  const takeAll = (count: number, depth: number): readonly SchemaField[] | null => {
    if (count < 0 || count > elements.length - at) return null;
    const fields: SchemaField[] = [];
    for (let index = 0; index < count; index++) {
      const field = take(depth);
      if (field === null) return null;
      fields.push(field);
    }
    return fields;
  };
  const fields = takeAll(numberIn(root, 5) ?? 0, 0);
  return at === elements.length ? fields : null;
}

/** Returns the leaves of a schema, in the order of their chunks in each row group. */
export function leavesOf(schema: readonly SchemaField[]): readonly Leaf[] {
  const within = (
    fields: readonly SchemaField[],
    above: Pick<Leaf, 'path' | 'mostDefined' | 'lists'>,
  ): readonly Leaf[] =>
    fields.flatMap((field) => {
      const mostDefined = above.mostDefined + (field.repetition === 'required' ? 0 : 1);
      const own = {
        path: [...above.path, field.name],
        mostDefined,
        lists: field.repetition === 'repeated' ? [...above.lists, mostDefined] : above.lists,
      };
      return field.type === null ? within(field.fields, own) : [{ ...own, field }];
    });
  return within(schema, { path: [], mostDefined: 0, lists: [] });
}
