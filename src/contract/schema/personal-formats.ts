import { rowColumns } from './row-kinds.ts';
import { checksOf, type Schema } from './zod-core.ts';
import { partsOf } from './zod-parts.ts';

/** The formats of texts that name a person, a line or a machine of one, or a secret. */
const personal: ReadonlySet<unknown> = new Set(['email', 'e164', 'ipv4', 'ipv6', 'jwt']);

/**
 * Returns the columns whose schema says that their texts are personal, as `z.email()` does. A text that is none, and looks like
 * nothing personal for that, may be one with a slip of the pen in it.
 */
export const personallyFormatted = (schema: Schema): ReadonlySet<string> =>
  new Set(
    Object.entries<Schema>(rowColumns(schema)).flatMap(([name, field]) =>
      [...partsOf(field)].some(isPersonal) ? [name] : [],
    ),
  );

const isPersonal = (part: Schema): boolean =>
  checksOf(part).some(({ def }) => personal.has(def.format));
