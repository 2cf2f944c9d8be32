import type { Domain } from '../domain.ts';

/** Returns the greatest number of distinct values in a domain; infinite where they are too many to matter. */
export function countValues(domain: Domain): number {
  switch (domain.kind) {
    case 'constants':
      return domain.values.length;
    case 'number': {
      const { minimum, maximum, whole, steps } = domain;
      if (minimum === maximum) return 1;
      if (!whole) return Infinity;
      const step = Math.max(1, ...steps);
      return Math.floor(maximum / step) - Math.ceil(minimum / step) + 1;
    }
    case 'bigint':
      return Number((domain.maximum - domain.minimum) / domain.step) + 1;
    case 'instant':
      return domain.maximum - domain.minimum + 1;
    case 'text':
      return domain.maxLength === 0 ? 1 : Infinity;
    case 'choice':
      return domain.options.reduce((sum, option) => sum + countValues(option), 0);
    case 'list':
    case 'set':
    case 'tuple':
    case 'object':
    case 'entries':
      return Infinity;
  }
}
