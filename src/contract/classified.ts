import { globalRegistry } from 'zod/v4/core';
import { type Sensitivity, sensitivity, together } from './classification.ts';
import { definition, innerOf, type Schema } from './zod-core.ts';

/** The sensitivity of a contract's data. */
export interface Classified {
  /** The sensitivity of the rows as a whole, by the contract's term or by `.meta()` on the schema of a row. */
  readonly rows: Sensitivity | null;
  /** The sensitivity of each column by its own schema; columns that say nothing are left out. */
  readonly columns: ReadonlyMap<string, Sensitivity>;
  /** The sensitivity of columns that the schema does not name, by its catchall. */
  readonly others: Sensitivity | null;
}

type Read = (value: unknown, where: string) => Sensitivity;

/**
 * How sensitive each column is, by `.meta({ classification })` on its schema, below its wrappers, or on anything that
 * it is made of: the most sensitive part counts.
 *
 * @throws {ContractError} of `read`, for a classification that is none.
 */
export function classifiedBy(
  { schema, classification }: { readonly schema: Schema; readonly classification?: unknown },
  read: Read = sensitivity,
): Classified {
  const meta = (part: Schema, where: string) => readMeta(part, where, read);
  const parts = (field: Schema, where: string) =>
    together([...partsOf(field)].flatMap((part) => meta(part, where)));
  const def = definition(schema);
  const [shape, catchall] = def.type === 'object' ? [def.shape, def.catchall] : [{}, undefined];
  const term = classification === undefined ? [] : [read(classification, 'It')];
  return {
    rows: together([...term, ...meta(schema, 'The schema of its rows')]),
    columns: new Map(
      Object.entries<Schema>(shape).flatMap(([name, field]) => {
        const said = parts(field, `Its column '${name}'`);
        return said === null ? [] : [[name, said] as const];
      }),
    ),
    others: catchall ? parts(catchall, "Its schema's catchall") : null,
  };
}

function readMeta(part: Schema, where: string, read: Read): readonly Sensitivity[] {
  const value: unknown = globalRegistry.get(part)?.classification;
  return value === undefined ? [] : [read(value, where)];
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
    case 'template_literal':
      return def.parts.filter((part) => typeof part === 'object' && part !== null);
    default: {
      const inner = innerOf(schema);
      return inner ? [inner] : [];
    }
  }
}
