import { areAlike, folded } from '../../value/alike.ts';
import { parsed } from './zod-containers.ts';
import { definition, innerOf, type Schema } from './zod-core.ts';
import type { RawIssue } from './zod-messages.ts';
import { isPlain } from './zod-natural.ts';
import { mayBeAbsent } from './zod-nulls.ts';

/** Watches the keys of objects within the values of a column, in the form in which zod is handed them. */
export interface KeyWatch {
  /**
   * Returns an issue for each object that has keys which its schema does not name, where the contract is strict. `stored` is the
   * value before NULLs were left out of it: a key that holds one is there.
   */
  readonly see: (value: unknown, stored: unknown) => readonly RawIssue[];
  /**
   * Returns a sentence on an optional key that no object had since it was asked last, while some had one that looks like it; else
   * null.
   */
  readonly misspelt: () => string | null;
}

/** The keys that a schema describes at one place of a value. */
interface Place {
  /** The name of the place, as a contract writes it: `address`, `items[]`. */
  readonly name: string;
  /** The keys that objects may have; null where the schema describes no object. */
  keys: Map<string, Place> | null;
  /** The optional keys that no object had so far, by their folded names. */
  readonly unseen: Map<string, string>;
  /** The optional keys that stand in objects under another name. */
  readonly slips: Map<string, string>;
  /** The keys that the schema does not name and that were compared with the unseen ones. */
  readonly others: Set<string>;
  /** True if the schema says that objects may have other keys. */
  isLoose: boolean;
  /** The elements of a list or the values of a record. */
  parts: Place | null;
  items: readonly Place[];
}

/** The most keys of a place that are remembered as compared. Others are compared each time. */
const remembered = 10_000;

const seen: readonly RawIssue[] = [];

/**
 * Returns a watch over the keys of a column's objects; null if the schema has nothing to watch. Keys that a schema allows to be
 * absent pass if they are spelt otherwise in the data, since zod leaves out what it does not know.
 */
export function keyWatch(column: string, schema: Schema, isStrict: boolean): KeyWatch | null {
  const root = placesIn()(column, schema);
  const places = allWithin(root);
  const objects = places.filter(({ keys }) => keys !== null);
  const optional = objects.map((place) => ({ place, keys: [...place.unseen] }));
  const count = objects.reduce((sum, { unseen }) => sum + unseen.size, 0);
  let open = count;
  if (objects.length === 0 || (open === 0 && !isStrict)) return null;

  const see = (
    value: unknown,
    stored: unknown,
    place: Place,
    path: readonly string[],
    issues: RawIssue[],
  ): void => {
    if (value === null || typeof value !== 'object') return;
    if (Array.isArray(value) || value instanceof Set) {
      let at = 0;
      for (const one of value) {
        const part = place.items[at] ?? place.parts;
        const own: unknown = Array.isArray(stored) ? stored[at] : one;
        if (part) see(one, own, part, [...path, String(at)], issues);
        at += 1;
      }
    } else if (value instanceof Map) {
      for (const [key, one] of value)
        if (place.parts) see(one, one, place.parts, [...path, String(key)], issues);
    } else if (isPlain(value))
      seeObject(value, isPlain(stored) ? stored : value, place, path, issues);
  };

  const seeObject = (
    value: Readonly<Record<string, unknown>>,
    stored: Readonly<Record<string, unknown>>,
    place: Place,
    path: readonly string[],
    issues: RawIssue[],
  ): void => {
    let isUnknown = false;
    for (const key of place.unseen.keys())
      if (Object.hasOwn(stored, key) && place.unseen.delete(key)) open -= 1;
    for (const key of Object.keys(value)) {
      const inner = place.keys?.get(key);
      if (inner) {
        see(value[key], stored[key], inner, [...path, key], issues);
        continue;
      }
      isUnknown = true;
      if (place.unseen.size > 0 && (value[key] ?? null) !== null) compare(key, place);
      if (place.parts) see(value[key], stored[key], place.parts, [...path, key], issues);
    }
    if (isStrict && isUnknown && place.keys !== null && !place.isLoose)
      issues.push({ path, inst: { _zod: { def: { error: () => strictWords } } } });
  };

  return {
    see: (value, stored) => {
      if (open === 0 && !isStrict) return seen;
      const issues: RawIssue[] = [];
      see(
        value,
        open > 0 && typeof stored === 'string' ? parsed(stored) : stored,
        root,
        [],
        issues,
      );
      return issues;
    },
    misspelt: () => {
      const found = slipIn(objects);
      for (const { place, keys } of optional) {
        for (const [key, word] of keys) place.unseen.set(key, word);
        place.slips.clear();
        place.others.clear();
      }
      open = count;
      return found;
    },
  };
}

function slipIn(places: readonly Place[]): string | null {
  for (const { name, unseen, slips } of places)
    for (const key of unseen.keys()) {
      const like = slips.get(key);
      if (like !== undefined) return sentence(name, key, like);
    }
  return null;
}

const strictWords = 'it has a key that the schema does not name, and the contract is strict';

function compare(key: string, { unseen, slips, others }: Place): void {
  if (others.has(key)) return;
  if (others.size < remembered) others.add(key);
  const word = folded(key);
  for (const [name, other] of unseen)
    if (!slips.has(name) && areAlike(word, other)) slips.set(name, key);
}

/** The longest key that a sentence shows. A longer one is no name. */
const longest = 80;

// Keys stand in double quotes, since those of a classified column are masked there.
const quoted = (key: string) =>
  key.length > longest ? `(a key of ${key.length} characters)` : `"${key.replaceAll('"', '""')}"`;

const sentence = (place: string, key: string, like: string): string =>
  `no ${place.endsWith('[]') ? 'element' : 'object'} of ${place.replace(/\[\]$/, '')} has ${quoted(key)}, which the schema allows, but some have ${quoted(like)}, which the schema does not name: did you mean it? Spell both alike, or name ${quoted(like)} in the schema as well, as z.unknown(), if it is another key.`;

/** The places of schemas, by the schema without its wrappers. */
type Known = ReadonlyMap<Schema, Place>;

/** The most places that one schema has of its own. Beyond them, the places of a schema that is used more than once are one. */
const apart = 500;

/** Returns a function that describes a schema by the places of its values. */
function placesIn(): (name: string, schema: Schema) => Place {
  const all = new Map<Schema, Place>();
  let count = 0;

  /** A schema within itself is one place, named by where it is met first. */
  const placeOf = (name: string, schema: Schema, above: Known): Place => {
    const core = unwrapped(schema);
    const found = above.get(core) ?? (count > apart ? all.get(core) : undefined);
    if (found) return found;
    count += 1;
    const place: Place = {
      name,
      keys: null,
      unseen: new Map(),
      slips: new Map(),
      others: new Set(),
      isLoose: false,
      parts: null,
      items: [],
    };
    all.set(core, place);
    describe(place, core, above);
    return place;
  };

  /** Adds what a schema says to a place. Options of a union and sides of an intersection speak of the same values. */
  const describe = (place: Place, schema: Schema, above: Known): void => {
    const core = unwrapped(schema);
    // An option that is the schema around it: its keys are watched there.
    if (above.has(core)) {
      place.isLoose = true;
      return;
    }
    const { name } = place;
    const path = new Map(above).set(core, place);
    const parts = (inner: string, part: Schema) => {
      if (place.parts) describe(place.parts, part, path);
      else place.parts = placeOf(inner, part, path);
    };
    const def = definition(core);
    switch (def.type) {
      case 'object':
        place.keys ??= new Map();
        if (def.catchall && definition(def.catchall).type !== 'never') place.isLoose = true;
        for (const [key, field] of Object.entries<Schema>(def.shape)) {
          const inner = place.keys.get(key);
          if (inner) describe(inner, field, path);
          else place.keys.set(key, placeOf(`${name}.${key}`, field, path));
          if (mayBeAbsent(field)) place.unseen.set(key, folded(key));
        }
        return;
      case 'array':
        parts(`${name}[]`, def.element);
        return;
      case 'set':
        parts(`${name}[]`, def.valueType);
        return;
      case 'record':
      case 'map':
        place.isLoose = true;
        parts(name, def.valueType);
        return;
      case 'tuple':
        place.items = def.items.map((item) => placeOf(`${name}[]`, item, path));
        if (def.rest) parts(`${name}[]`, def.rest);
        return;
      case 'union':
        for (const option of def.options) describe(place, option, path);
        return;
      case 'intersection':
        for (const side of [def.left, def.right]) describe(place, side, path);
        return;
      case 'pipe':
        describe(place, definition(def.in).type === 'transform' ? def.out : def.in, path);
        return;
      case 'any':
      case 'unknown':
        place.isLoose = true;
        return;
      default:
    }
  };

  return (name, schema) => placeOf(name, schema, new Map());
}

/** Returns the schema within wrappers that keep the form of what they hold. */
function unwrapped(schema: Schema): Schema {
  const inner = innerOf(schema);
  return inner ? unwrapped(inner) : schema;
}

function allWithin(place: Place, found = new Set<Place>()): readonly Place[] {
  if (found.has(place)) return [];
  found.add(place);
  const inner = [...(place.keys?.values() ?? []), ...place.items];
  if (place.parts) inner.push(place.parts);
  for (const one of inner) allWithin(one, found);
  return [...found];
}
