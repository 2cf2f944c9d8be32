import type { Domain, Place } from '../../domain.ts';

/** A way to leave values out of a domain; null where none is left. It returns the domain itself if it leaves none out. */
export type Narrow = (domain: Domain) => Domain | null;

/** Narrows a place; null where a value is needed and none is left. */
export function narrowPlace(place: Place, narrow: Narrow): Place | null {
  if (place.domain === null) return place;
  const domain = narrow(place.domain);
  if (domain === place.domain) return place;
  return domain === null && place.nil === 'never' ? null : { ...place, domain };
}

type Container = Extract<Domain, { kind: 'list' | 'set' | 'tuple' | 'object' | 'entries' }>;

/** Narrows all parts of a value. */
export function narrowParts(domain: Container, narrow: Narrow, place = narrowPlace): Domain | null {
  switch (domain.kind) {
    case 'list':
    case 'set': {
      const of = place(domain.of, narrow);
      if (of === domain.of) return domain;
      if (of !== null) return { ...domain, of };
      const { filters, faker } = domain;
      const none = domain.kind === 'list' ? [] : new Set();
      return domain.minLength > 0 ? null : { kind: 'constants', values: [none], filters, faker };
    }
    case 'tuple': {
      const items = domain.items.map((item) => place(item, narrow));
      const rest = domain.rest && place(domain.rest, narrow);
      if (!items.every((item) => item !== null)) return null;
      const isSame = rest === domain.rest && items.every((item, at) => item === domain.items[at]);
      return isSame ? domain : { ...domain, items, rest };
    }
    case 'object': {
      const fields: Record<string, Place> = {};
      let isSame = true;
      for (const [name, field] of Object.entries(domain.fields)) {
        const narrowed = place(field, narrow);
        if (narrowed === null) return null;
        isSame &&= narrowed === field;
        fields[name] = narrowed;
      }
      return isSame ? domain : { ...domain, fields };
    }
    case 'entries': {
      const keys = narrow(domain.keys);
      const values = place(domain.values, narrow);
      if (keys === domain.keys && values === domain.values) return domain;
      return keys === null || values === null ? null : { ...domain, keys, values };
    }
  }
}
