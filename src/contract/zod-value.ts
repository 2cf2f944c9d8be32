import type { Family } from '../metric/expression.ts';
import type { Decimal } from './numeric.ts';
import { approximate } from './numeric.ts';
import { definition, innerOf, type Schema } from './zod-core.ts';
import { nullFor } from './zod-nulls.ts';

/** A value of an engine as the value that zod is to judge. */
export type Convert = (value: unknown) => unknown;

/**
 * How a column's values are handed to its schema. Engines say more by type than JavaScript does, so the schema guides:
 * an integer is a number or a bigint, whichever is wanted (a number that can't hold it exactly stays a bigint, which
 * zod refuses), a decimal is the nearest number, a map is a `Map` or a plain object, a list is an array or a `Set`.
 * NULL is `null`, or `undefined` where the schema takes that but not `null`. JSON text is parsed: where `family` says
 * that it is JSON, or where the schema wants what text can't be.
 */
export function zodConverter(schema: Schema, family?: Family): Convert {
  const convert = nullable(schema, converter(schema, []));
  if (family !== 'json') return convert;
  return (value) => convert(typeof value === 'string' ? parsed(value) : value);
}

/** As {@link zodConverter}, of one value. */
export const toZodValue = (value: unknown, schema: Schema, family?: Family): unknown =>
  zodConverter(schema, family)(value);

function nullable(schema: Schema, convert: Convert): Convert {
  const nil = nullFor(schema);
  return (value) => (value === null || value === undefined ? nil : convert(value));
}

function converter(schema: Schema, above: readonly Schema[]): Convert {
  if (above.includes(schema)) return later(() => nullable(schema, converter(schema, [])));
  const path = [...above, schema];
  const inside = (inner: Schema) => nullable(inner, converter(inner, path));
  const def = definition(schema);
  switch (def.type) {
    case 'number':
      return natural;
    case 'bigint':
      return toBigint;
    case 'literal':
    case 'enum':
      return wantsBigint(schema._zod.values) ? toBigint : natural;
    case 'object':
      return structured(shapeConverter(def.shape, inside, def.catchall));
    case 'record':
      return structured(recordConverter(inside(def.valueType)));
    case 'map':
      return structured(mapConverter(inside(def.keyType), inside(def.valueType)));
    case 'array':
      return structured(listConverter(inside(def.element)));
    case 'set':
      return structured((value) => toSet(listConverter(inside(def.valueType))(value)));
    case 'tuple':
      return structured(
        tupleConverter(def.items.map(inside), def.rest ? inside(def.rest) : natural),
      );
    case 'intersection': {
      const [left, right] = [inside(def.left), inside(def.right)];
      return (value) => right(left(value));
    }
    case 'union':
      return unionConverter(def.options, inside);
    case 'pipe':
      return converter(def.in, path);
    default: {
      const inner = innerOf(schema);
      return inner ? converter(inner, path) : natural;
    }
  }
}

/** Made when it is first needed: recursive schemas have no end. */
function later(make: () => Convert): Convert {
  let made: Convert | undefined;
  return (value) => {
    made ??= make();
    return made(value);
  };
}

const wantsBigint = (values: ReadonlySet<unknown> | undefined) =>
  values !== undefined && [...values].some((value) => typeof value === 'bigint');

/** What JavaScript would hold, where the schema wants nothing in particular. */
export function natural(value: unknown): unknown {
  if (typeof value === 'bigint') return exactNumber(value);
  if (Array.isArray(value)) return value.map(natural);
  if (!isPlain(value)) return value;
  return isDecimal(value) ? approximate(value) : mapped(value, natural);
}

function exactNumber(value: bigint): number | bigint {
  const number = Number(value);
  return BigInt(number) === value ? number : value;
}

function toBigint(value: unknown): unknown {
  if (typeof value === 'number') return Number.isInteger(value) ? BigInt(value) : value;
  if (isPlain(value) && isDecimal(value)) {
    const unit = 10n ** BigInt(value.scale);
    return value.digits % unit === 0n ? value.digits / unit : approximate(value);
  }
  return value;
}

const isPlain = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' &&
  value !== null &&
  [Object.prototype, null].includes(Object.getPrototypeOf(value));

const isDecimal = (value: object): value is Decimal =>
  'digits' in value &&
  'scale' in value &&
  typeof value.digits === 'bigint' &&
  typeof value.scale === 'number' &&
  Object.keys(value).length === 2;

/** Build with defined properties: a field may be called `__proto__`. */
const objectOf = (entries: Iterable<readonly [string, unknown]>): Record<string, unknown> =>
  Object.fromEntries(entries);

const mapped = (value: Readonly<Record<string, unknown>>, convert: Convert) =>
  objectOf(Object.entries(value).map(([key, one]) => [key, convert(one)]));

/** JSON kept as text becomes what it says; text that is no JSON stays text, which zod refuses here. */
const structured =
  (convert: Convert): Convert =>
  (value) =>
    convert(typeof value === 'string' ? parsed(value) : value);

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}

type Pairs = readonly (readonly [key: unknown, value: unknown])[];

const isPairs = (value: unknown): value is Pairs =>
  Array.isArray(value) && value.every((one) => Array.isArray(one) && one.length === 2);

/** The entries of a struct, a JSON object or a map. */
function entriesOf(value: unknown): Pairs | undefined {
  if (value instanceof Map) return [...value];
  if (isPairs(value)) return value;
  return isPlain(value) ? Object.entries(value) : undefined;
}

function shapeConverter(
  shape: Readonly<Record<string, Schema>>,
  inside: (inner: Schema) => Convert,
  catchall: Schema | undefined,
): Convert {
  const fields = new Map(Object.entries(shape).map(([name, field]) => [name, inside(field)]));
  const others = catchall ? inside(catchall) : natural;
  return (value) => {
    const entries = entriesOf(value);
    if (!entries) return natural(value);
    return objectOf(
      entries.map(([key, one]) => [String(key), (fields.get(String(key)) ?? others)(one)]),
    );
  };
}

const recordConverter =
  (convert: Convert): Convert =>
  (value) => {
    const entries = entriesOf(value);
    if (!entries) return natural(value);
    return objectOf(entries.map(([key, one]) => [String(natural(key)), convert(one)]));
  };

const mapConverter =
  (ofKey: Convert, ofValue: Convert): Convert =>
  (value) => {
    const entries = entriesOf(value);
    if (!entries) return natural(value);
    return new Map(entries.map(([key, one]) => [ofKey(key), ofValue(one)]));
  };

const listConverter =
  (convert: Convert): Convert =>
  (value) =>
    Array.isArray(value) ? value.map(convert) : natural(value);

const tupleConverter =
  (items: readonly Convert[], rest: Convert): Convert =>
  (value) =>
    Array.isArray(value) ? value.map((one, at) => (items[at] ?? rest)(one)) : natural(value);

const toSet = (value: unknown) => (Array.isArray(value) ? new Set(value) : value);

/**
 * A choice takes a value if one option does, each being handed what it wants; what no option takes is refused in any
 * form. The form that needs no choice comes first, since it is the rule.
 */
function unionConverter(options: readonly Schema[], inside: (inner: Schema) => Convert): Convert {
  if (!options.some((option) => isParticular(option, []))) return natural;
  const choices = options.map((option) => ({ option, convert: inside(option) }));
  return (value) => {
    for (const { option, convert } of choices) {
      const form = convert(value);
      if (takes(option, form)) return form;
    }
    return natural(value);
  };
}

/** Whether the schema wants another form than the natural one. */
function isParticular(schema: Schema, above: readonly Schema[]): boolean {
  if (above.includes(schema)) return false;
  const def = definition(schema);
  switch (def.type) {
    case 'bigint':
    case 'object':
    case 'record':
    case 'map':
    case 'set':
    case 'array':
    case 'tuple':
    case 'intersection':
      return true;
    case 'literal':
    case 'enum':
      return wantsBigint(schema._zod.values);
    case 'union':
      return def.options.some((option) => isParticular(option, [...above, schema]));
    case 'pipe':
      return isParticular(def.in, [...above, schema]);
    default: {
      const inner = innerOf(schema);
      return inner ? isParticular(inner, [...above, schema]) : false;
    }
  }
}

/** An option that must wait, or breaks, is left to the run of the whole schema. */
function takes(option: Schema, value: unknown): boolean {
  try {
    const result = option._zod.run({ value, issues: [] }, { async: false });
    if (!(result instanceof Promise)) return result.issues.length === 0;
    result.catch(() => {});
    return false;
  } catch {
    return false;
  }
}
