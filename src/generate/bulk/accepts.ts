import { isMultiple } from '../../value/multiple.ts';
import type { Domain } from '../domain.ts';
import { keyOf } from './column-source.ts';
import { acceptsText } from './draw-text.ts';

/** Returns a test of values of a domain, nested ones aside: of those it only asks the filters. */
export function acceptsOf(domain: Domain): (value: unknown) => boolean {
  const inShape = acceptsShape(domain);
  return (value) => inShape(value) && domain.filters.every(({ accepts }) => accepts(value));
}

function acceptsShape(domain: Domain): (value: unknown) => boolean {
  switch (domain.kind) {
    case 'constants': {
      const members = new Set(domain.values.map(keyOf));
      return (value) => members.has(keyOf(value));
    }
    case 'number': {
      const { minimum, maximum, whole, steps } = domain;
      const all = whole ? [1, ...steps] : steps;
      return (value) =>
        typeof value === 'number' &&
        value >= minimum &&
        value <= maximum &&
        all.every((step) => isMultiple(value, step));
    }
    case 'bigint':
      return (value) =>
        typeof value === 'bigint' &&
        value >= domain.minimum &&
        value <= domain.maximum &&
        value % domain.step === 0n;
    case 'instant':
      return (value) =>
        value instanceof Date &&
        value.getTime() >= domain.minimum &&
        value.getTime() <= domain.maximum;
    case 'text': {
      const accepts = acceptsText(domain);
      return (value) => typeof value === 'string' && accepts(value);
    }
    case 'choice': {
      const options = domain.options.map(acceptsOf);
      return (value) => options.some((accepts) => accepts(value));
    }
    default:
      return () => true;
  }
}
