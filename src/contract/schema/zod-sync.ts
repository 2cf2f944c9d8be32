import { checksOf, definition, type Schema } from './zod-core.ts';
import { isDeclarative } from './zod-nulls.ts';
import { partsOf } from './zod-parts.ts';

/** Types that only hold other schemas, and run no code of the user's. */
const containers: ReadonlySet<string> = new Set([
  'nullable',
  'optional',
  'nonoptional',
  'readonly',
  'array',
  'object',
  'tuple',
  'union',
  'any',
  'unknown',
  'never',
  'null',
  'undefined',
]);

/** True if nothing in a schema but zod's own code runs, which never waits. */
export const isSync = (schema: Schema): boolean =>
  [...partsOf(schema)].every(
    (part) =>
      isDeclarative(part) || (containers.has(definition(part).type) && checksOf(part).length === 0),
  );

/** True for a schema whose output is its input, and in which only zod's own code runs. */
export const isPlain = (schema: Schema): boolean =>
  isSync(schema) &&
  [...partsOf(schema)].every((part) => {
    const def = definition(part);
    // A NaN equals no other, so that the two of an intersection can't be merged.
    return def.type !== 'nan' && !('coerce' in def && def.coerce);
  });

const atOnce = { async: false } as const;

/**
 * Returns a schema that accepts the same, faster where it can. zod has a compiled way to parse an object, which it takes
 * only if nothing may wait. If the fields are zod's own code, only the checks of the whole object may: a copy of the
 * schema parses the fields that way, and runs its checks as any other does.
 */
export function waitsOnlyInChecks(schema: Schema): Schema {
  const def = definition(schema);
  if (def.type !== 'object') return schema;
  const fields = [...Object.values<Schema>(def.shape), ...(def.catchall ? [def.catchall] : [])];
  if (!fields.every(isSync)) return schema;
  const copy = copied(schema, {});
  const { parse } = copy._zod;
  copy._zod.parse = (payload) => parse(payload, atOnce);
  return copy;
}

/** Returns a copy of an object's schema that takes any value for one whose fields are parsed, and runs its checks alone. */
export function checksAlone(schema: Schema): Schema {
  const copy = copied(schema, {});
  copy._zod.parse = (payload) => payload;
  return copy;
}

/**
 * Returns what parses some fields of an object's schema, which are zod's own code alone, and runs none of its checks. It returns
 * null if one is refused.
 */
export function parsedAtOnce(
  schema: Schema,
  shape: Readonly<Record<string, Schema>>,
): (value: object) => Record<string, unknown> | null {
  const { parse } = copied(schema, { shape, catchall: undefined, checks: [] })._zod;
  return (value) => {
    const result = parse({ value, issues: [] }, atOnce);
    // Only code of the user's makes a promise.
    if (result instanceof Promise || result.issues.length > 0) return null;
    return result.value as Record<string, unknown>;
  };
}

/** Returns a schema of the same kind, by the same definition but for some parts. */
function copied(schema: Schema, change: object): Schema {
  const { constr: Copy } = schema._zod;
  const copy: Schema = new Copy({ ...definition(schema), ...change });
  // The first call puts zod's own function in place.
  copy._zod.parse({ value: {}, issues: [] }, atOnce);
  return copy;
}
