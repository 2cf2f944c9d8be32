import { ContractError } from '../../value/contract-error.ts';
import { checksOf, definition, innerOf, type Schema } from './zod-core.ts';
import { eitherOf, everyOf } from './zod-made.ts';
import { isPlain } from './zod-sync.ts';

/** The fields that rows of one kind have: an object, or several that each row satisfies together. */
export interface RowKind {
  readonly fields: Readonly<Record<string, Schema>>;
  /** True if a row of the kind may have no other value. */
  readonly isStrict: boolean;
}

/** The schema of rows as kinds, of which each row is one. */
export interface RowKinds {
  readonly kinds: readonly RowKind[];
  /** True if a row satisfies the schema exactly when its fields satisfy those of one kind. */
  readonly isExact: boolean;
  /** The objects that the schema is made of, and the schemas around them. */
  readonly parts: readonly Schema[];
}

/** The most kinds of rows of a schema. Combined unions have the product of theirs. */
const mostKinds = 200;

const known = new WeakMap<Schema, RowKinds>();

/**
 * Reads the schema of rows: an object, or a union, an intersection, `z.lazy` or `.readonly()` of such.
 *
 * @throws {ContractError} `SCHEMA_INVALID` for any other schema, for one that refers to itself as a row, and for more than
 * 200 kinds.
 */
export function rowKinds(schema: Schema): RowKinds {
  const found = known.get(schema) ?? readKinds(schema, []);
  known.set(schema, found);
  return found;
}

function readKinds(schema: Schema, above: readonly Schema[]): RowKinds {
  if (above.includes(schema))
    throw invalid('refers to itself as a row: let a column refer to it, or leave that option out');
  const path = [...above, schema];
  const def = definition(schema);
  const isPlainRow = checksOf(schema).length === 0;
  switch (def.type) {
    case 'object': {
      const isStrict = def.catchall?._zod.def.type === 'never';
      const kinds = [{ fields: def.shape, isStrict }];
      return { kinds, isExact: isPlainRow, parts: [schema] };
    }
    case 'union': {
      const read = def.options.map((option) => readKinds(option, path));
      return {
        kinds: limited(read.flatMap(({ kinds }) => kinds)),
        isExact: isPlainRow && read.every(({ isExact }) => isExact),
        parts: [schema, ...read.flatMap(({ parts }) => parts)],
      };
    }
    case 'intersection': {
      const [left, right] = [readKinds(def.left, path), readKinds(def.right, path)];
      const kinds = limited(
        left.kinds.flatMap((one) => right.kinds.map((other) => together(one, other))),
      );
      // zod merges what the two sides put out, which differs where one of them changes a value.
      const areUnchanged = kinds.every(({ fields }) => Object.values(fields).every(isPlain));
      return {
        kinds,
        isExact: isPlainRow && areUnchanged && left.isExact && right.isExact,
        parts: [schema, ...left.parts, ...right.parts],
      };
    }
    case 'lazy':
    case 'readonly': {
      const inner = innerOf(schema);
      if (!inner)
        throw invalid('is a z.lazy whose schema does not exist yet: declare that one first');
      const read = readKinds(inner, path);
      return { ...read, isExact: isPlainRow && read.isExact, parts: [schema, ...read.parts] };
    }
    default:
      throw invalid(
        `is a z.${def.type}(), where rows are objects: write z.object({ ... }), or a union or an intersection of such`,
      );
  }
}

function limited(kinds: readonly RowKind[]): readonly RowKind[] {
  if (kinds.length <= mostKinds) return kinds;
  throw invalid(
    `has ${kinds.length} kinds of rows, where ${mostKinds} are the most: write a contract for each part of it, over a query of its rows`,
  );
}

/** Rows that are of both kinds. A key that one side refuses is allowed if the other has it. */
function together(one: RowKind, other: RowKind): RowKind {
  const fields = new Map(Object.entries<Schema>(one.fields));
  for (const [name, field] of Object.entries<Schema>(other.fields)) {
    const first = fields.get(name);
    fields.set(name, first === undefined ? field : everyOf(first, field));
  }
  return { fields: Object.fromEntries(fields), isStrict: one.isStrict && other.isStrict };
}

const invalid = (problem: string) =>
  new ContractError('SCHEMA_INVALID', `The schema of its rows ${problem}.`);

const columnsKnown = new WeakMap<Schema, Readonly<Record<string, Schema>>>();

/**
 * Returns a schema for each column of the rows: of a column that several kinds have, one that accepts what any of them
 * does.
 *
 * @throws {ContractError} as {@link rowKinds} does.
 */
export function rowColumns(schema: Schema): Readonly<Record<string, Schema>> {
  const found = columnsKnown.get(schema) ?? unitedColumns(rowKinds(schema).kinds);
  columnsKnown.set(schema, found);
  return found;
}

function unitedColumns(kinds: readonly RowKind[]): Readonly<Record<string, Schema>> {
  const [only] = kinds;
  if (only && kinds.length === 1) return only.fields;
  const found = new Map<string, Set<Schema>>();
  for (const { fields } of kinds)
    for (const [name, field] of Object.entries<Schema>(fields))
      found.set(name, (found.get(name) ?? new Set<Schema>()).add(field));
  return Object.fromEntries([...found].map(([name, fields]) => [name, eitherOf([...fields])]));
}

/** The names of the columns that the schema of rows has. */
export const rowColumnNames = (schema: Schema): readonly string[] =>
  Object.keys(rowColumns(schema));
