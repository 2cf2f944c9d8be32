import type { Domain, Place } from '../../domain.ts';
import { type Narrow, narrowParts, narrowPlace } from './narrow-parts.ts';

/** True if all values of a domain have one type in a database. */
export const isOfOneType = (domain: Domain): boolean => inOneType(domain) === domain;

/** Leaves the values of one type, that which is named first; null where each value has parts of several types. */
export function inOneType(domain: Domain): Domain | null {
  switch (domain.kind) {
    case 'constants': {
      const [first] = domain.values;
      const values = domain.values.filter((value) => typeOf(value) === typeOf(first));
      return values.length === domain.values.length ? domain : { ...domain, values };
    }
    case 'text':
    case 'number':
    case 'bigint':
    case 'instant':
      return domain;
    case 'choice':
      return choiceInOneType(domain);
    case 'list':
    case 'set':
      return narrowParts(domain, inOneType);
    case 'tuple':
      return tupleInOneType(domain);
    case 'object':
      return hasPlainNames(domain.fields) ? narrowParts(domain, inOneType, presentPlace) : null;
    case 'entries':
      // Objects with different keys are no STRUCT.
      return domain.as === 'record' ? null : narrowParts(domain, inOneType);
  }
}

type Of<Kind extends Domain['kind']> = Extract<Domain, { kind: Kind }>;

function choiceInOneType(domain: Of<'choice'>): Domain | null {
  const left = domain.options.flatMap((option) => inOneType(option) ?? []);
  const [first] = left;
  if (first === undefined) return null;
  const type = scalarType(first);
  const options = type === null ? [first] : left.filter((one) => scalarType(one) === type);
  const isSame =
    options.length === domain.options.length &&
    options.every((option, at) => option === domain.options[at]);
  return isSame ? domain : { ...domain, options };
}

function tupleInOneType(domain: Of<'tuple'>): Domain | null {
  const types = [...domain.items, ...(domain.rest ? [domain.rest] : [])].flatMap((place) =>
    place.domain === null ? [] : [scalarType(place.domain)],
  );
  const isMixed = types.some((type) => (type === null ? types.length > 1 : type !== types[0]));
  return isMixed ? null : narrowParts(domain, inOneType);
}

/** A field that may be absent is always there, or never: an object without it would be of another type. */
function presentPlace(place: Place, narrow: Narrow): Place | null {
  const narrowed = narrowPlace(place, narrow);
  if (narrowed?.nil !== 'absent') return narrowed;
  return narrowed.domain === null ? narrowed : { ...narrowed, nil: 'never' };
}

/** SQL ignores the case of names, and has no STRUCT of nothing. */
function hasPlainNames(fields: Readonly<Record<string, Place>>): boolean {
  const names = Object.keys(fields);
  const distinct = new Set(names.map((name) => name.toLowerCase()));
  return names.length > 0 && distinct.size === names.length && !distinct.has('');
}

/** The type of values without parts; null for those with parts. */
function scalarType(domain: Domain): string | null {
  switch (domain.kind) {
    case 'constants':
      return typeOf(domain.values[0]);
    case 'text':
      return 'string';
    case 'number':
    case 'bigint':
      return domain.kind;
    case 'instant':
      return 'date';
    case 'choice':
      return domain.options[0] ? scalarType(domain.options[0]) : null;
    case 'list':
    case 'set':
    case 'tuple':
    case 'object':
    case 'entries':
      return null;
  }
}

function typeOf(value: unknown): string | null {
  if (value instanceof Date) return 'date';
  return typeof value === 'object' ? null : typeof value;
}
