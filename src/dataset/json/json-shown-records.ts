import { literal } from '../sql/quote.ts';
import type { JsonRange } from './json-load.ts';
import { pointerOf } from './json-types.ts';
import type { Within } from './json-within.ts';

/** The records of a JSON file, and those among them that were left out. */
export interface ShownRange extends JsonRange {
  /** The ordinals of the records that were left out, ascending; null if there are too many to list. */
  readonly odd: LeftOutOrdinals;
}

type LeftOutOrdinals = readonly number[] | null;

/** The most records that are left out by their ordinals. */
export const mostShown = 1000;

/**
 * Returns SQL (to follow FROM) for the records that lie within documents, which are read as a whole. Those that were left out are
 * left out by their ordinals: taken out of its document, a record has neither the digits of its numbers any more nor, with a key
 * added, a key that it names twice.
 */
export function recordsWithin(documents: string, within: Within, odd: LeftOutOrdinals): string {
  const { path, key } = within;
  const found =
    path.length === 0 ? 'json' : `json_extract(json, ${literal(path.map(pointerOf).join(''))})`;
  const all = key === null ? listed(found, documents) : keyed(found, documents, key);
  if (odd === null)
    return `(select ${all.json} as json from ${all.from} /* It may have more rows than were judged: more than ${mostShown} records were left out, of which SQL can't know each. */)`;
  if (odd.length === 0) return `(select ${all.json} as json from ${all.from})`;
  const numbered = `select ${all.json} as json, ${all.ordinal} as n from ${all.from}`;
  return `(select json from (${numbered}) where n not in (${odd.map((at) => at + 1).join(', ')}))`;
}

/** SQL for records within documents. */
interface RecordsSql {
  readonly json: string;
  /** The ordinal of a record, which counts from one. */
  readonly ordinal: string;
  readonly from: string;
}

const listed = (found: string, documents: string): RecordsSql => {
  const list = `json_transform(${found}, '["JSON"]')`;
  return {
    json: `unnest(${list})`,
    ordinal: `generate_subscripts(${list}, 1)`,
    from: documents,
  };
};

function keyed(found: string, documents: string, key: string): RecordsSql {
  const record = `json_merge_patch(value, json_object(${literal(key)}, key))`;
  return {
    json: `case when json_type(value) = 'OBJECT' then ${record} else value end`,
    ordinal: 'row_number() over (order by id)',
    from: `${documents}, json_each(${found})`,
  };
}
