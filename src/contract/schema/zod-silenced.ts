import { definition, type Schema } from './zod-core.ts';
import { partsOf } from './zod-parts.ts';

/**
 * The wrapper, anywhere in a schema, that makes its rules say nothing: what they refuse is replaced by `.catch()`, and is
 * an answer to `z.success()`. Null where there is none.
 */
export function silencerIn(schema: Schema): '.catch()' | 'z.success()' | null {
  for (const part of partsOf(schema)) {
    const { type } = definition(part);
    if (type === 'catch') return '.catch()';
    if (type === 'success') return 'z.success()';
  }
  return null;
}
