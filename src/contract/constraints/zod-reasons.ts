import type { $ZodTypes } from 'zod/v4/core';
import { readCheck } from '../schema/zod-checks.ts';
import { checksOf, definition, innerOf, type Schema } from '../schema/zod-core.ts';
import { isRule } from '../schema/zod-rule.ts';
import { readType } from '../schema/zod-types.ts';

/** Why only zod can judge a schema, so that its rules can't be merged with others. */
export type ZodReason =
  | 'refinement'
  | 'transform'
  | 'coercion'
  | 'union'
  | 'nested'
  | 'values'
  | 'format';

type ZodType = $ZodTypes['_zod']['def']['type'];

/** The reason that lies in each type itself; a type that a later zod brings does not compile until it has an entry. */
const ofType: Readonly<Record<ZodType, ZodReason | null>> = {
  any: null,
  unknown: null,
  string: null,
  number: null,
  bigint: null,
  boolean: null,
  date: null,
  nan: null,
  template_literal: null,
  null: null,
  undefined: null,
  void: null,
  never: null,
  symbol: null,
  literal: 'values',
  enum: 'values',
  file: 'nested',
  function: 'nested',
  object: 'nested',
  record: 'nested',
  array: 'nested',
  tuple: 'nested',
  set: 'nested',
  map: 'nested',
  union: 'union',
  intersection: null,
  optional: null,
  nullable: null,
  default: null,
  prefault: null,
  nonoptional: null,
  readonly: null,
  lazy: null,
  success: 'transform',
  catch: 'transform',
  promise: 'nested',
  pipe: 'transform',
  transform: 'transform',
  custom: 'refinement',
};

/** The reason that lies in a check that can't be read as a rule; of a limit that can't, the reason is its type. */
const ofCheck: Readonly<Record<string, ZodReason>> = {
  custom: 'refinement',
  string_format: 'format',
  overwrite: 'transform',
};

/** Why zod judges a schema itself, as far as the schema's types and checks say it. */
export function zodReasons(schema: Schema, above: readonly Schema[] = []): readonly ZodReason[] {
  if (above.includes(schema)) return ['nested'];
  const def = definition(schema);
  const inside = (part: Schema) => zodReasons(part, [...above, schema]);
  const { judged, kind } = readType(schema);
  const type = 'coerce' in def && def.coerce ? 'coercion' : (ofType[def.type] ?? null);
  const own = judged ? type : null;
  const checks = checksOf(schema).flatMap((check) => {
    const reason = ofCheck[check.def.check];
    return reason === undefined || isRule(readCheck(check, kind)) ? [] : [reason];
  });
  const inner = innerOf(schema);
  const parts = [
    ...(inner ? [inner] : []),
    ...(def.type === 'intersection' ? [def.left, def.right] : []),
    ...(def.type === 'pipe' ? [def.in] : []),
  ];
  return [...new Set([...(own ? [own] : []), ...checks, ...parts.flatMap(inside)])];
}
