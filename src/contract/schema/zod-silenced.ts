import { definition, type Schema } from './zod-core.ts';
import { partsOf } from './zod-parts.ts';

/**
 * Finds a wrapper that silences a schema's rules, at any depth: `.catch()` replaces what they refuse, and `z.success()`
 * turns it into an answer. Null if there is none.
 */
export function silencerIn(schema: Schema): '.catch()' | 'z.success()' | null {
  for (const part of partsOf(schema)) {
    const { type } = definition(part);
    if (type === 'catch') return '.catch()';
    if (type === 'success') return 'z.success()';
  }
  return null;
}
