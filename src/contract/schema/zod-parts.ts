import { definition, innerOf, type Schema } from './zod-core.ts';

/** A schema and all that it is made of, at any depth. */
export function partsOf(schema: Schema, found = new Set<Schema>()): ReadonlySet<Schema> {
  if (found.has(schema)) return found;
  found.add(schema);
  for (const part of directParts(schema)) partsOf(part, found);
  return found;
}

/** The schemas that a schema is directly made of. */
function directParts(schema: Schema): readonly Schema[] {
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
    case 'template_literal':
      return def.parts.filter((part) => typeof part === 'object' && part !== null);
    default: {
      const inner = innerOf(schema);
      return inner ? [inner] : [];
    }
  }
}
