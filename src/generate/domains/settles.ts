import type { Check } from '../../contract/schema/zod-core.ts';

const samples: readonly unknown[] = ['', ' Ab-1 é ', 'ZZ', 0, -1.5, 7, 3n, new Date(1e12)];

/**
 * True unless a check changes values for good: the change of a changed value changes it again, as adding 1 does. After
 * trimming or lower case, a value that later rules accept is often one that passes as it is.
 */
export function settles({ def }: Check): boolean {
  const change = 'tx' in def ? def.tx : null;
  if (typeof change !== 'function') return true;
  return samples.every((sample) => {
    try {
      const once: unknown = change(sample);
      return Object.is(change(once), once);
    } catch {
      return true; // A sample of another type.
    }
  });
}
