import { isFromJson } from '../../value/from-json.ts';
import { type Convert, isPlain, natural, objectOf } from './zod-natural.ts';

/** The origin of a value, as far as its form does not show it. */
export interface Origin {
  /** True if a list of pairs may be a map, as engines return maps. */
  readonly pairs: boolean;
  /** True if text may be JSON, as engines return it. */
  readonly text: boolean;
  /** True if null may mean an absent value, since SQL has no other word for it. */
  readonly nulls: boolean;
  /** The conversion of fields that the schema does not name. */
  readonly others: Convert;
  /** Returns the origin of the value's parts. */
  readonly parts: () => Origin;
}

/** The origin of a value within another from an engine, which parses JSON there. */
const engineParts: Origin = {
  pairs: true,
  text: false,
  nulls: true,
  others: natural,
  parts: () => engineParts,
};

/** The origin of a value from an engine, of unknown type. */
export const engineValue: Origin = { ...engineParts, text: true };

/** The origin of a value from parsed JSON, whose form shows everything. */
export const jsonValue: Origin = {
  pairs: false,
  text: false,
  nulls: false,
  others: natural,
  parts: () => jsonValue,
};

/** Parses JSON; text that is not JSON is returned as it is. */
export function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}

/** Returns the conversion of a container. If its text may be JSON, that is parsed first. What was JSON is converted as such. */
export function structured(origin: Origin, make: (origin: Origin) => Convert): Convert {
  const convert = make(origin);
  if (!origin.nulls) return convert;
  const ofJson = later(() => make({ ...jsonValue, others: origin.others }));
  if (!origin.text) return (value) => (isFromJson(value) ? ofJson(value) : convert(value));
  return (value) => (typeof value === 'string' ? ofJson(parsed(value)) : convert(value));
}

/** Returns a conversion that is created when it is first needed, since recursive schemas have no end. */
export function later(make: () => Convert): Convert {
  let made: Convert | undefined;
  return (value) => {
    made ??= make();
    return made(value);
  };
}

type Pairs = readonly (readonly [key: unknown, value: unknown])[];

const isPairs = (value: unknown): value is Pairs =>
  Array.isArray(value) && value.every((one) => Array.isArray(one) && one.length === 2);

/** Returns the entries of a struct, a JSON object or a map. */
function entriesOf(value: unknown, { pairs }: Origin): Pairs | undefined {
  if (pairs && isPairs(value)) return value;
  return isPlain(value) ? Object.entries(value) : undefined;
}

/** The conversion of a field; `omits` leaves a NULL out. */
export interface Field {
  readonly convert: Convert;
  readonly omits: boolean;
}

/** Returns the conversion of an object, field by field. */
export const shapeConverter =
  (fields: ReadonlyMap<string, Field>, origin: Origin): Convert =>
  (value) => {
    const entries = entriesOf(value, origin);
    if (!entries) return natural(value);
    const given = entries.flatMap(([key, one]): readonly (readonly [string, unknown])[] => {
      const name = String(key);
      const field = fields.get(name);
      if (field?.omits && origin.nulls && one === null) return [];
      return [[name, (field?.convert ?? origin.others)(one)]];
    });
    return objectOf(given);
  };

/** Returns the conversion of a record. */
export const recordConverter =
  (convert: Convert, origin: Origin): Convert =>
  (value) => {
    const entries = entriesOf(value, origin);
    if (!entries) return natural(value);
    return objectOf(entries.map(([key, one]) => [String(natural(key)), convert(one)]));
  };

/** Returns the conversion of a map. A JSON object is a map with text as keys; zod's own maps are never JSON. */
export const mapConverter =
  (ofKey: Convert, ofValue: Convert, origin: Origin): Convert =>
  (value) => {
    const entries = entriesOf(value, origin);
    if (!entries) return natural(value);
    return new Map(entries.map(([key, one]) => [ofKey(key), ofValue(one)]));
  };

/** Returns the conversion of a list. */
export const listConverter =
  (convert: Convert): Convert =>
  (value) =>
    Array.isArray(value) ? value.map(convert) : natural(value);

/** Returns the conversion of a set. */
export const setConverter = (convert: Convert): Convert => {
  const ofList = listConverter(convert);
  return (value) => (Array.isArray(value) ? new Set(ofList(value) as unknown[]) : natural(value));
};

/** Returns the conversion of a tuple. */
export const tupleConverter =
  (items: readonly Convert[], rest: Convert): Convert =>
  (value) =>
    Array.isArray(value) ? value.map((one, at) => (items[at] ?? rest)(one)) : natural(value);
