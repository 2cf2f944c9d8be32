import { definition, innerOf, type Schema } from './zod-core.ts';

/**
 * The wrapper, anywhere in a schema, that makes its rules say nothing: what they refuse is replaced by `.catch()`, and is
 * an answer to `z.success()`. Null where there is none.
 */
export function silencerIn(
  schema: Schema,
  seen = new Set<Schema>(),
): '.catch()' | 'z.success()' | null {
  if (seen.has(schema)) return null;
  seen.add(schema);
  const { type } = definition(schema);
  if (type === 'catch') return '.catch()';
  if (type === 'success') return 'z.success()';
  for (const part of partsOf(schema)) {
    const found = silencerIn(part, seen);
    if (found !== null) return found;
  }
  return null;
}

/** The schemas that a schema is made of. */
function partsOf(schema: Schema): readonly Schema[] {
  const def = definition(schema);
  switch (def.type) {
    case 'object':
      return [...Object.values(def.shape), ...(def.catchall ? [def.catchall] : [])];
    case 'array':
      return [def.element];
    case 'set':
      return [def.valueType];
    case 'record':
    case 'map':
      return [def.keyType, def.valueType];
    case 'tuple':
      return [...def.items, ...(def.rest ? [def.rest] : [])];
    case 'union':
      return def.options;
    case 'intersection':
      return [def.left, def.right];
    case 'pipe':
      return [def.in, def.out];
    default: {
      const inner = innerOf(schema);
      return inner ? [inner] : [];
    }
  }
}
