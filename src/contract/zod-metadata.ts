import { globalRegistry } from 'zod/v4/core';
import type { Family } from '../metric/expression.ts';
import { readColumn } from './zod-column.ts';
import { definition, innerOf, type Schema } from './zod-core.ts';

/** What is said of a column for people to read. */
export interface ColumnMeta {
  readonly title: string | null;
  readonly description: string | null;
}

const shapeOf = (schema: Schema): readonly (readonly [string, Schema])[] => {
  const def = definition(schema);
  return def.type === 'object' ? Object.entries(def.shape) : [];
};

/** The types that a source without types of its own should read each column as; none where any will do. */
export function columnHints(
  schema: Schema,
): readonly { readonly name: string; readonly families: readonly Family[] }[] {
  return shapeOf(schema).flatMap(([name, field]) => {
    const { families } = readColumn(name, field);
    return families ? [{ name, families }] : [];
  });
}

/** From the least to the most sensitive; a word of the user's own counts as more than any of them. */
const sensitivity: readonly unknown[] = ['public', 'internal', 'confidential', 'pii', 'phi'];

const rank = (word: string) =>
  sensitivity.includes(word) ? sensitivity.indexOf(word) : sensitivity.length;

/**
 * How sensitive each column is, by `.meta({ classification })` on its schema, below its wrappers, or on anything that
 * it is made of: the most sensitive part counts. Columns that say nothing are left out.
 */
export function classification(schema: Schema): ReadonlyMap<string, string> {
  const found = shapeOf(schema).flatMap(([name, field]) => {
    const words = [...partsOf(field)]
      .map((part) => globalRegistry.get(part)?.classification)
      .filter((word) => typeof word === 'string')
      .sort((a, b) => rank(b) - rank(a));
    return words[0] === undefined ? [] : [[name, words[0]] as const];
  });
  return new Map(found);
}

/** Title and description of each column that has any, by `.meta()` or `.describe()`; the outermost schema's counts. */
export function columnMeta(schema: Schema): ReadonlyMap<string, ColumnMeta> {
  const found = shapeOf(schema).flatMap(([name, field]) => {
    const metas = wrappersOf(field).map((one) => globalRegistry.get(one));
    const said = (key: 'title' | 'description') => metas.find((meta) => meta?.[key])?.[key] ?? null;
    const meta = { title: said('title'), description: said('description') };
    return meta.title === null && meta.description === null ? [] : [[name, meta] as const];
  });
  return new Map(found);
}

/** A schema and what it wraps, from the outside in. */
function wrappersOf(schema: Schema): readonly Schema[] {
  const found: Schema[] = [];
  let next: Schema | undefined = schema;
  while (next && !found.includes(next)) {
    found.push(next);
    const def = definition(next);
    next = def.type === 'pipe' ? def.in : innerOf(next);
  }
  return found;
}

/** A schema and all that it is made of, at any depth. */
function partsOf(schema: Schema, found = new Set<Schema>()): ReadonlySet<Schema> {
  if (found.has(schema)) return found;
  found.add(schema);
  for (const part of directParts(schema)) partsOf(part, found);
  return found;
}

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
    default: {
      const inner = innerOf(schema);
      return inner ? [inner] : [];
    }
  }
}
