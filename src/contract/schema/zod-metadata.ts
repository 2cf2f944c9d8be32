import { globalRegistry } from 'zod/v4/core';
import type { Family } from '../../metric/expression.ts';
import { rowColumns } from './row-kinds.ts';
import { readColumn } from './zod-column.ts';
import { definition, innerOf, type Schema } from './zod-core.ts';

/** The title and description of a column. */
export interface ColumnMeta {
  readonly title: string | null;
  readonly description: string | null;
}

const shapeOf = (schema: Schema): readonly (readonly [string, Schema])[] =>
  Object.entries(rowColumns(schema));

/** The types that a source without types of its own should read each column as; none where any will do. */
export function columnHints(
  schema: Schema,
): readonly { readonly name: string; readonly families: readonly Family[] }[] {
  return shapeOf(schema).flatMap(([name, field]) => {
    const { families } = readColumn(name, field);
    return families ? [{ name, families }] : [];
  });
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
