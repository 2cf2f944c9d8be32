import { type Convert, isPlain, natural, objectOf } from './zod-natural.ts';

/** Where a value comes from, as far as its own form does not tell. */
export interface Origin {
  /** A list of pairs may be a map: engines hand maps over as such. */
  readonly pairs: boolean;
  /** Text may be JSON: engines hand it over as such. */
  readonly text: boolean;
  /** Null may stand for what is not there: SQL has no other word for it. */
  readonly nulls: boolean;
  /** How fields are handed over that the schema does not name. */
  readonly others: Convert;
  /** What the parts of the value come from. */
  readonly parts: () => Origin;
}

/** Of an engine, where the type is not known. */
export const engineValue: Origin = {
  pairs: true,
  text: true,
  nulls: true,
  others: natural,
  parts: () => engineValue,
};

/** Of JSON that is parsed already: everything is what it looks like. */
export const jsonValue: Origin = {
  pairs: false,
  text: false,
  nulls: false,
  others: natural,
  parts: () => jsonValue,
};

/** What JSON says; text that is no JSON stays what it is. */
export function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}

/** A container as it comes; where it may be JSON in text, that is parsed first. */
export function structured(origin: Origin, make: (origin: Origin) => Convert): Convert {
  const convert = make(origin);
  if (!origin.text) return convert;
  const ofJson = later(() => make(jsonValue));
  return (value) => (typeof value === 'string' ? ofJson(parsed(value)) : convert(value));
}

/** Made when it is first needed: recursive schemas have no end. */
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

/** The entries of a struct, a JSON object or a map. */
function entriesOf(value: unknown, { pairs }: Origin): Pairs | undefined {
  if (pairs && isPairs(value)) return value;
  return isPlain(value) ? Object.entries(value) : undefined;
}

/** How a field is handed over; `omits` leaves a NULL out. */
export interface Field {
  readonly convert: Convert;
  readonly omits: boolean;
}

/** The fields of an object, each in its own way. */
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

export const recordConverter =
  (convert: Convert, origin: Origin): Convert =>
  (value) => {
    const entries = entriesOf(value, origin);
    if (!entries) return natural(value);
    return objectOf(entries.map(([key, one]) => [String(natural(key)), convert(one)]));
  };

/** A JSON object is a map of text; zod's own maps are never JSON. */
export const mapConverter =
  (ofKey: Convert, ofValue: Convert, origin: Origin): Convert =>
  (value) => {
    const entries = entriesOf(value, origin);
    if (!entries) return natural(value);
    return new Map(entries.map(([key, one]) => [ofKey(key), ofValue(one)]));
  };

export const listConverter =
  (convert: Convert): Convert =>
  (value) =>
    Array.isArray(value) ? value.map(convert) : natural(value);

export const setConverter = (convert: Convert): Convert => {
  const ofList = listConverter(convert);
  return (value) => (Array.isArray(value) ? new Set(ofList(value) as unknown[]) : natural(value));
};

export const tupleConverter =
  (items: readonly Convert[], rest: Convert): Convert =>
  (value) =>
    Array.isArray(value) ? value.map((one, at) => (items[at] ?? rest)(one)) : natural(value);
