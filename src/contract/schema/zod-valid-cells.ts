import {
  and,
  column,
  compare,
  type Family,
  isNull,
  literal,
  notNull,
  or,
  type Predicate,
} from '../../metric/expression.ts';
import { readColumn } from './zod-column.ts';
import { checksOf, definition, innerOf, type Schema } from './zod-core.ts';
import { isDeclarative } from './zod-nulls.ts';
import type { Rule } from './zod-rule.ts';
import { isSync } from './zod-sync.ts';

/**
 * Returns for columns of an object the rows in which zod accepts their value, and hands it on as it is. It may accept others.
 * Columns that are left out are those of which no predicate says as much. Empty where the parse of the fields may run code of
 * the user's, or few columns are found.
 */
export function validCells(
  schema: Schema,
  families: ReadonlyMap<string, Family>,
): ReadonlyMap<string, Predicate> {
  const def = definition(schema);
  if (def.type !== 'object' || checksOf(schema).length === 0) return new Map();
  const fields = Object.entries<Schema>(def.shape);
  if (!fields.every(([name, field]) => isSync(field) && !(name in Object.prototype)))
    return new Map();
  const found = fields.flatMap(([name, field]) => {
    const family = families.get(name);
    const valid = family === undefined ? null : validWhere(name, field, family);
    return valid === null ? [] : [[name, valid] as const];
  });
  return new Map(found.length * 2 < fields.length ? [] : found);
}

function validWhere(name: string, field: Schema, family: Family): Predicate | null {
  const core = withoutNulls(field);
  if (core === null) return null;
  const { families, rules, residue, nulls } = readColumn(name, field);
  const isRead = families === null || families.includes(family);
  if (!isRead || residue !== null || nulls === 'ask') return null;
  if (!rules.every((rule) => isSameFor(rule, family))) return null;
  const value = column(name);
  const holds = [
    ...rules.map((rule) => rule.holds(value)),
    ...(family === 'integer' && !takesBigint(core) ? [isExact(name)] : []),
  ];
  if (nulls === 'no') return and(notNull(value), ...holds);
  return holds.length === 0 ? { kind: 'always' } : or(isNull(value), and(...holds));
}

/** Returns the schema of the values that are not NULL; null for one that may hand on another value than it was given. */
function withoutNulls(schema: Schema): Schema | null {
  const { type } = definition(schema);
  if (type === 'any' || type === 'unknown' || type === 'nullable' || type === 'optional') {
    if (checksOf(schema).length > 0) return null;
    const inner = innerOf(schema);
    return inner ? withoutNulls(inner) : schema;
  }
  return isDeclarative(schema) ? schema : null;
}

/**
 * True if zod's answer on the JavaScript value is that of the rule on the engine's. A decimal becomes the nearest double, which
 * may lie on the other side of a limit or be a limit; an instant loses what is finer than a millisecond; and zod's multiples of
 * doubles forgive roundings.
 */
function isSameFor({ name }: Rule, family: Family): boolean {
  if (name === 'finite') return true;
  if (family === 'decimal') return false;
  if (family === 'timestamp') return name !== 'above';
  return name !== 'multipleOf' || family === 'integer';
}

/** True for a schema of values that are handed over as bigints, or as anything. */
const takesBigint = (schema: Schema) =>
  ['bigint', 'any', 'unknown'].includes(definition(schema).type);

/** An integer that a double does not hold is handed over as a bigint, which other schemas refuse. */
const isExact = (name: string): Predicate =>
  and(
    compare(column(name), '>=', literal(Number.MIN_SAFE_INTEGER)),
    compare(column(name), '<=', literal(Number.MAX_SAFE_INTEGER)),
  );
