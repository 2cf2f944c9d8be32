import { globalRegistry } from 'zod/v4/core';
import { mostSensitive, type Sensitivity, sensitivity } from '../../privacy/classification.ts';
import { distance } from '../../value/closest.ts';
import { ContractError } from '../../value/contract-error.ts';
import { rowColumns, rowKinds } from './row-kinds.ts';
import { definition, type Schema } from './zod-core.ts';
import { partsOf } from './zod-parts.ts';

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
 * Returns the sensitivity of each column, by `.meta({ classification })` on its schema, below its wrappers, or on
 * anything that it is made of. The most sensitive part counts.
 *
 * @throws {ContractError} of `read`, for a classification that is none.
 */
export function classifiedBy(
  { schema, classification }: { readonly schema: Schema; readonly classification?: unknown },
  read: Read = sensitivity,
): Classified {
  const meta = (part: Schema, where: string) => readMeta(part, where, read);
  const parts = (field: Schema, where: string) =>
    mostSensitive([...partsOf(field)].flatMap((part) => meta(part, where)));
  const objects = rowKinds(schema).parts;
  const catchalls = objects.flatMap((part) => {
    const def = definition(part);
    return def.type === 'object' && def.catchall ? [def.catchall] : [];
  });
  const term = classification === undefined ? [] : [read(classification, 'It')];
  return {
    rows: mostSensitive([
      ...term,
      ...objects.flatMap((part) => meta(part, 'The schema of its rows')),
    ]),
    columns: new Map(
      Object.entries<Schema>(rowColumns(schema)).flatMap(([name, field]) => {
        const said = parts(field, `Its column '${name}'`);
        return said === null ? [] : [[name, said] as const];
      }),
    ),
    others: mostSensitive(catchalls.flatMap((one) => parts(one, "Its schema's catchall") ?? [])),
  };
}

function readMeta(part: Schema, where: string, read: Read): readonly Sensitivity[] {
  const meta = globalRegistry.get(part);
  if (meta === undefined) return [];
  refuseMisspelt(meta, where);
  return meta.classification === undefined ? [] : [read(meta.classification, where)];
}

/**
 * Refuses a key that is nearly `classification`, for its values would be shown. Keys that are far from it are free: a
 * schema's metadata is open to others.
 */
function refuseMisspelt(meta: Readonly<Record<string, unknown>>, where: string): void {
  const key = Object.keys(meta).find((one) => one !== 'classification' && isNear(one));
  if (key === undefined) return;
  throw new ContractError(
    'CLASSIFICATION_INVALID',
    `${where} has the metadata '${key}', which hides nothing: did you mean .meta({ classification: ... })?`,
  );
}

/** True for slips of the key, and for other forms of its word. */
function isNear(key: string): boolean {
  const word = key.toLowerCase().replaceAll(/[^a-z]/g, '');
  if (word === 'clarification') return false;
  return distance(word, 'classification') <= 3 || word === 'classified' || word === 'classify';
}
