import type { Domain, Place } from '../../domain.ts';
import { type Narrow, narrowParts, narrowPlace } from './narrow-parts.ts';

const largest = BigInt(Number.MAX_SAFE_INTEGER);

/** Leaves out what JSON does not hold as it is; null where nothing is left. */
export function inJson(domain: Domain): Domain | null {
  switch (domain.kind) {
    case 'constants': {
      const values = domain.values.filter(isWritten);
      if (values.length === domain.values.length) return domain;
      return values.length === 0 ? null : { ...domain, values };
    }
    case 'text':
      return domain;
    case 'number':
      return domain.nan || domain.infinite ? { ...domain, nan: false, infinite: false } : domain;
    case 'bigint': {
      const minimum =
        domain.minimum < -largest ? -(largest - (largest % domain.step)) : domain.minimum;
      const maximum = domain.maximum > largest ? largest - (largest % domain.step) : domain.maximum;
      if (minimum > maximum) return null;
      const isSame = minimum === domain.minimum && maximum === domain.maximum;
      return isSame ? domain : { ...domain, minimum, maximum };
    }
    case 'instant':
      return null;
    case 'choice': {
      const options = domain.options.map(inJson);
      const left = options.filter((option) => option !== null);
      const isSame = options.every((option, at) => option === domain.options[at]);
      if (isSame) return domain;
      return left.length === 0 ? null : { ...domain, options: left };
    }
    case 'list':
    case 'set':
    case 'tuple':
      return narrowParts(domain, inJson, itemInJson);
    case 'object':
      return narrowParts(domain, inJson);
    case 'entries':
      return domain.as === 'map' ? null : narrowParts(domain, inJson);
  }
}

/** In a list of JSON nothing is undefined. */
function itemInJson(place: Place, narrow: Narrow): Place | null {
  const narrowed = narrowPlace(place, narrow);
  if (narrowed === null || narrowed.nil === 'null' || narrowed.nil === 'never') return narrowed;
  return narrowed.domain === null ? null : { ...narrowed, nil: 'never' };
}

const isWritten = (value: unknown): boolean =>
  typeof value === 'number'
    ? Number.isFinite(value)
    : typeof value === 'bigint'
      ? value <= largest && value >= -largest
      : !(value instanceof Date || value instanceof Map);
