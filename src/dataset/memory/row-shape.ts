import { withArticle } from '../../value/kind-in-words.ts';
import { identifier } from '../sql/quote.ts';
import { checkMapKeys } from './map-keys.ts';
import { UnsupportedValue } from './unsupported-value.ts';

/** The shape of a value in memory, or of all values of a column. */
export type ValueShape =
  | { readonly kind: 'null' | 'boolean' | 'double' | 'text' | 'instant' | 'binary' | 'mixed' }
  | { readonly kind: 'integer'; readonly least: bigint; readonly most: bigint }
  | { readonly kind: 'list'; readonly of: ValueShape }
  | { readonly kind: 'map'; readonly keys: ValueShape; readonly values: ValueShape }
  | { readonly kind: 'struct'; readonly entries: ReadonlyMap<string, ValueShape> };

const simple = (kind: 'null' | 'boolean' | 'double' | 'text' | 'instant' | 'binary' | 'mixed') =>
  Object.freeze({ kind });

/** The shape of null and undefined. */
export const nullShape: ValueShape = simple('null');
const mixed: ValueShape = simple('mixed');
const double: ValueShape = simple('double');
const ofType = {
  boolean: simple('boolean'),
  text: simple('text'),
  instant: simple('instant'),
  binary: simple('binary'),
} as const;

const small: ValueShape = Object.freeze({ kind: 'integer', least: 0n, most: 0n });

/** The most levels of nested values. An object that contains itself would never end. */
const deepest = 100;

/** Returns the shape of a value. */
export function valueShape(value: unknown, depth = 0): ValueShape {
  switch (typeof value) {
    case 'undefined':
      return nullShape;
    case 'boolean':
      return ofType.boolean;
    case 'number':
      // No BIGINT holds -0.
      return Number.isSafeInteger(value) && !Object.is(value, -0) ? small : double;
    case 'bigint':
      return { kind: 'integer', least: value, most: value };
    case 'string':
      if (!value.isWellFormed())
        throw new UnsupportedValue('holds text with half a surrogate pair, which is no character');
      return ofType.text;
    case 'object':
      return value === null ? nullShape : shapeOfObject(value, depth);
    default:
      throw new UnsupportedValue(`holds a ${typeof value}, which is no data`);
  }
}

function shapeOfObject(value: object, depth: number): ValueShape {
  if (value instanceof Date) {
    if (Number.isNaN(value.getTime())) throw new UnsupportedValue('holds an Invalid Date');
    return ofType.instant;
  }
  if (value instanceof Uint8Array) return ofType.binary;
  if (depth === deepest)
    throw new UnsupportedValue(`nests deeper than ${deepest} levels, or holds itself`);
  if (Array.isArray(value) || value instanceof Set)
    return { kind: 'list', of: shapeOfAll(value, depth) };
  if (value instanceof Map) {
    const [keys, values] = [shapeOfAll(value.keys(), depth), shapeOfAll(value.values(), depth)];
    checkMapKeys(value.keys());
    return { kind: 'map', keys, values };
  }
  if (!isPlain(value)) {
    const name: unknown = value.constructor?.name;
    throw new UnsupportedValue(
      `holds ${withArticle(String(name))}, where only plain objects, arrays, Sets, Maps, Dates and bytes are data`,
    );
  }
  const entries = Object.entries(value).map(
    ([name, item]) => [checkName(name), valueShape(item, depth + 1)] as const,
  );
  return { kind: 'struct', entries: new Map(entries) };
}

/** Returns the shape that holds all items of a list. */
function shapeOfAll(items: Iterable<unknown>, depth: number): ValueShape {
  let of: ValueShape = nullShape;
  for (const item of items) of = mergeShapes(of, valueShape(item, depth + 1));
  return of;
}

function checkName(name: string): string {
  if (!name.isWellFormed())
    throw new UnsupportedValue('has a key with half a surrogate pair, which is no character');
  return name;
}

/** True for a plain object, of any realm or without a prototype. */
function isPlain(value: object): boolean {
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === null || Object.getPrototypeOf(prototype) === null;
}

const least = (one: bigint, other: bigint) => (other < one ? other : one);

/** Returns the shape that holds values of both shapes. */
export function mergeShapes(one: ValueShape, other: ValueShape): ValueShape {
  if (one === other || other.kind === 'null') return one;
  if (one.kind === 'null') return other;
  if (one.kind === 'integer' && other.kind === 'integer') {
    return {
      kind: 'integer',
      least: least(one.least, other.least),
      most: -least(-one.most, -other.most),
    };
  }
  // A number and a fraction are both numbers; a bigint and a fraction are two types.
  if (one === small && other.kind === 'double') return other;
  if (one.kind === 'double' && other === small) return one;
  if (one.kind === 'list' && other.kind === 'list')
    return { kind: 'list', of: mergeShapes(one.of, other.of) };
  if (one.kind === 'map' && other.kind === 'map') {
    const [keys, values] = [
      mergeShapes(one.keys, other.keys),
      mergeShapes(one.values, other.values),
    ];
    return { kind: 'map', keys, values };
  }
  if (one.kind === 'struct' && other.kind === 'struct') return mergeStructs(one, other);
  return mixed;
}

type Struct = Extract<ValueShape, { kind: 'struct' }>;

/**
 * Merges the shapes of two objects. Objects with different keys are no STRUCT, since an absent key would come back as
 * null.
 */
function mergeStructs(one: Struct, other: Struct): ValueShape {
  if (one.entries.size !== other.entries.size) return mixed;
  const entries = new Map<string, ValueShape>();
  for (const [name, shape] of one.entries) {
    const second = other.entries.get(name);
    if (second === undefined) return mixed;
    entries.set(name, mergeShapes(shape, second));
  }
  return { kind: 'struct', entries };
}

const beyond = (least: bigint, most: bigint, bits: number) =>
  BigInt.asIntN(bits, least) !== least || BigInt.asIntN(bits, most) !== most;

/** Returns the SQL type that holds values of a shape without loss: JSON if no other does, null if there is no value. */
export function sqlType(shape: ValueShape): string | null {
  return shape.kind === 'null' ? null : (exactType(shape) ?? 'JSON');
}

/** Returns the exact SQL type of a shape; null if only JSON holds it. */
function exactType(shape: ValueShape): string | null {
  switch (shape.kind) {
    case 'null':
      return 'VARCHAR';
    case 'boolean':
      return 'BOOLEAN';
    case 'double':
      return 'DOUBLE';
    case 'text':
      return 'VARCHAR';
    case 'instant':
      return 'TIMESTAMP';
    case 'binary':
      return 'BLOB';
    case 'mixed':
      return null;
    case 'integer':
      if (beyond(shape.least, shape.most, 128))
        throw new UnsupportedValue('holds a bigint of more than 128 bits: give it as text');
      return beyond(shape.least, shape.most, 64) ? 'HUGEINT' : 'BIGINT';
    case 'list': {
      const type = exactType(shape.of);
      return type === null ? null : `${type}[]`;
    }
    case 'map': {
      const [keys, values] = [exactType(shape.keys), exactType(shape.values)];
      return keys === null || values === null ? null : `MAP(${keys}, ${values})`;
    }
    case 'struct':
      return structType(shape);
  }
}

function structType({ entries }: Struct): string | null {
  // SQL does not tell names by their case, and has no STRUCT of nothing.
  const distinct = new Set([...entries.keys()].map((name) => name.toLowerCase()));
  if (entries.size === 0 || distinct.size < entries.size || distinct.has('')) return null;
  const types: string[] = [];
  for (const [name, shape] of entries) {
    const type = exactType(shape);
    if (type === null || name.includes('\0')) return null;
    types.push(`${identifier(name)} ${type}`);
  }
  return `STRUCT(${types.join(', ')})`;
}
