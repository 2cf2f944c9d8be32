import type { $ZodCheck, $ZodCustomDef, $ZodType, $ZodTypes } from 'zod/v4/core';

/** Any zod 4 schema: classic, mini or core, from whichever copy of zod. */
export type Schema = $ZodType;

/**
 * Returns a schema's definition, which `type` distinguishes. A later zod may have a type that is none of these: keep a
 * default.
 */
export const definition = (schema: Schema): $ZodTypes['_zod']['def'] =>
  (schema as $ZodTypes)._zod.def;

/** A check of a schema, as plain data; which fields there are depends on `check`. */
export interface CheckDefinition {
  readonly check: string;
  readonly when?: unknown;
  readonly value?: unknown;
  readonly inclusive?: boolean;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly length?: number;
  readonly size?: number;
  readonly format?: string;
  readonly pattern?: RegExp;
  readonly prefix?: string;
  readonly suffix?: string;
  readonly includes?: string;
  readonly position?: number;
  readonly fn?: $ZodCustomDef['fn'];
  readonly error?: unknown;
}

/** A check of a schema, with its traits. */
export interface Check {
  readonly traits: ReadonlySet<string>;
  readonly def: CheckDefinition;
}

const said = (check: $ZodCheck | Schema): Check => ({
  traits: '_zod' in check && 'traits' in check._zod ? check._zod.traits : new Set(),
  def: check._zod.def as unknown as CheckDefinition,
});

/** The checks that describe a value without testing it. */
const remarks: ReadonlySet<string> = new Set(['describe', 'meta']);

/** True for `z.instanceof(Uint8Array)`: the type of a column of bytes. */
export const isBytes = (schema: Schema): boolean =>
  definition(schema).type === 'custom' &&
  'Class' in schema._zod.bag &&
  schema._zod.bag.Class === Uint8Array;

/** The checks of a schema in the order in which zod runs them; a format such as `z.email()` is its own first check. */
export function checksOf(schema: Schema): readonly Check[] {
  const { traits, def } = schema._zod;
  const own = traits.has('$ZodCheck') && !isBytes(schema) ? [schema] : [];
  return [...own, ...(def.checks ?? [])].map(said).filter((one) => !remarks.has(one.def.check));
}

/** The schema that a wrapper changes the meaning of; undefined for a schema of its own. */
export function innerOf(schema: Schema): Schema | undefined {
  const def = definition(schema);
  switch (def.type) {
    case 'optional':
    case 'nullable':
    case 'default':
    case 'prefault':
    case 'nonoptional':
    case 'readonly':
    case 'catch':
    case 'success':
    case 'promise':
      return def.innerType;
    case 'lazy':
      return resolved(schema);
    default:
      return undefined;
  }
}

/** Returns the schema of a `z.lazy`, once it exists: it may name one that is declared later. */
function resolved(schema: Schema): Schema | undefined {
  try {
    return (schema as Schema & { _zod: { innerType?: Schema } })._zod.innerType;
  } catch {
    return undefined;
  }
}
