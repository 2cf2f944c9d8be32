import { $ZodIntersection, $ZodUnion } from 'zod/v4/core';
import type { Schema } from './zod-core.ts';

/** Returns a schema that accepts what one of several does; a single one stays itself. */
export function eitherOf(options: readonly Schema[]): Schema {
  const [only] = options;
  return only && options.length === 1 ? only : new $ZodUnion({ type: 'union', options });
}

const madeOf = new WeakMap<Schema, WeakMap<Schema, Schema>>();

/** Returns a schema that accepts what both do: the same one for the same two. */
export function everyOf(left: Schema, right: Schema): Schema {
  if (left === right) return left;
  const made = madeOf.get(left) ?? new WeakMap<Schema, Schema>();
  madeOf.set(left, made);
  const found = made.get(right) ?? new $ZodIntersection({ type: 'intersection', left, right });
  made.set(right, found);
  return found;
}
