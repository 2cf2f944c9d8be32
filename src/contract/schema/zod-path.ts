import { definition, innerOf, type Schema } from './zod-core.ts';

/** True if a path within a value leads over fields that the schema names and positions of its lists alone. */
export function isDeclaredPath(schema: Schema, path: readonly string[]): boolean {
  let at: Schema | undefined = schema;
  for (const part of path) {
    at = at && stepInto(bare(at), part);
    if (at === undefined) return false;
  }
  return true;
}

function bare(schema: Schema): Schema {
  const inner = innerOf(schema);
  return inner === undefined ? schema : bare(inner);
}

function stepInto(schema: Schema, part: string): Schema | undefined {
  const def = definition(schema);
  if (def.type === 'object')
    return Object.hasOwn(def.shape, part) ? Reflect.get(def.shape, part) : undefined;
  if (!/^\d+$/.test(part)) return undefined;
  if (def.type === 'array') return def.element;
  return def.type === 'tuple' ? (def.items[Number(part)] ?? def.rest ?? undefined) : undefined;
}
