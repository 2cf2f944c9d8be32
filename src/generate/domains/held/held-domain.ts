import type { Domain } from '../../domain.ts';
import { inJson } from './in-json.ts';
import { inOneType, isOfOneType } from './one-type.ts';

/**
 * Narrows the domain of a column to values that a column of a database holds as they are. Values of several types are
 * kept as JSON, which has no dates, no bigints and no NaN: where the domain has such, its values are those of one type,
 * or else those that JSON holds. A domain of which nothing would be left stays as it is.
 */
export function heldDomain(domain: Domain): Domain {
  if (isOfOneType(domain)) return domain;
  const written = inJson(domain);
  if (written === domain) return domain;
  return inOneType(domain) ?? written ?? domain;
}
