import type { Family } from '../../metric/expression.ts';
import {
  engineValue,
  jsonValue,
  later,
  listConverter,
  mapConverter,
  type Origin,
  parsed,
  recordConverter,
  setConverter,
  shapeConverter,
  structured,
  tupleConverter,
} from './zod-containers.ts';
import { definition, innerOf, type Schema } from './zod-core.ts';
import { type Convert, natural, toBigint } from './zod-natural.ts';
import { type Answer, nullFor, omits } from './zod-nulls.ts';

/**
 * Returns the conversion of a column's values to those that its schema checks. Engines distinguish more types than
 * JavaScript, so the schema decides: an integer is a number or a bigint, whichever is wanted (a number that can't hold
 * it exactly stays a bigint, which zod refuses), a decimal is the nearest number, a map is a `Map` or a plain object, a
 * list is an array or a `Set`. NULL is `null`, or `undefined` if the schema surely accepts that and may refuse `null`.
 * JSON comes as text and is parsed if `family` says so, or if no family is known and the schema wants a container.
 */
export function zodConverter(schema: Schema, family?: Family): Convert {
  if (family === 'json') {
    const convert = nullable(schema, converter(schema, [], jsonValue));
    return (value) => convert(typeof value === 'string' ? parsed(value) : value);
  }
  const origin = family ? { ...engineValue, text: false, pairs: family === 'map' } : engineValue;
  return nullable(schema, converter(schema, [], origin));
}

/** Converts one value, as {@link zodConverter} does. */
export const toZodValue = (value: unknown, schema: Schema, family?: Family): unknown =>
  zodConverter(schema, family)(value);

function nullable(schema: Schema, convert: Convert): Convert {
  const nil = nullFor(schema);
  return (value) => (value === null || value === undefined ? nil : convert(value));
}

/** A null of JSON is one. */
const present =
  (convert: Convert): Convert =>
  (value) =>
    value === null ? null : convert(value);

function converter(schema: Schema, above: readonly Schema[], origin: Origin): Convert {
  if (above.includes(schema)) return later(() => converter(schema, [], origin));
  const path = [...above, schema];
  const part =
    ({ parts }: Origin) =>
    (inner: Schema) => {
      const convert = converter(inner, path, parts());
      return parts().nulls ? nullable(inner, convert) : present(convert);
    };
  const def = definition(schema);
  switch (def.type) {
    case 'bigint':
      return toBigint;
    case 'literal':
    case 'enum':
      return wantsBigint(schema._zod.values) ? toBigint : natural;
    case 'object':
      return structured(origin, (from) => fieldsConverter(def, part(from), from));
    case 'record':
      return structured(origin, (from) => recordConverter(part(from)(def.valueType), from));
    case 'map':
      return structured(origin, (from) =>
        mapConverter(part(from)(def.keyType), part(from)(def.valueType), from),
      );
    case 'array':
      return structured(origin, (from) => listConverter(part(from)(def.element)));
    case 'set':
      return structured(origin, (from) => setConverter(part(from)(def.valueType)));
    case 'tuple':
      return structured(origin, (from) =>
        tupleConverter(def.items.map(part(from)), def.rest ? part(from)(def.rest) : natural),
      );
    case 'intersection': {
      // Each side sees to its own fields and leaves the others to the other.
      const from = { ...origin, others: (value: unknown) => value };
      const sides = [def.left, def.right].filter((side) => isParticular(side, []));
      const converts = sides.map((side) => converter(side, path, from));
      return converts.length === 0
        ? natural
        : (value) => converts.reduce((made, convert) => convert(made), value);
    }
    case 'union':
      // Text may be what another option wants: it stays text.
      return unionConverter(def.options, (option) =>
        converter(option, path, { ...origin, text: false }),
      );
    case 'pipe':
      // z.preprocess takes anything: what comes after it says what it is likely to expect. Text stays text.
      return definition(def.in).type === 'transform'
        ? converter(def.out, path, { ...origin, text: false })
        : converter(def.in, path, origin);
    default: {
      const inner = innerOf(schema);
      return inner ? converter(inner, path, origin) : natural;
    }
  }
}

function fieldsConverter(
  { shape, catchall }: { shape: Readonly<Record<string, Schema>>; catchall?: Schema | undefined },
  part: (inner: Schema) => Convert,
  origin: Origin,
): Convert {
  const fields = Object.entries(shape).map(
    ([name, field]) => [name, { convert: part(field), omits: omits(field) }] as const,
  );
  return shapeConverter(new Map(fields), catchall ? { ...origin, others: part(catchall) } : origin);
}

const wantsBigint = (values: ReadonlySet<unknown> | undefined) =>
  values !== undefined && [...values].some((value) => typeof value === 'bigint');

/**
 * A choice takes a value if one option does, each being handed what it wants; what no option takes is refused in any
 * form.
 */
function unionConverter(options: readonly Schema[], inside: (inner: Schema) => Convert): Convert {
  if (!options.some((option) => isParticular(option, []))) return natural;
  const choices = options.map((option) => ({ option, convert: inside(option) }));
  return (value) => {
    const forms = choices.map(({ option, convert }) => ({ option, form: convert(value) }));
    const answers = forms.map(({ option, form }) => takes(option, form));
    const at = answers.includes('yes') ? answers.indexOf('yes') : answers.indexOf('ask');
    return at < 0 ? natural(value) : forms[at]?.form;
  };
}

/** True if the schema wants another form than the natural one. */
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
      return [def.in, def.out].some((side) => isParticular(side, [...above, schema]));
    default: {
      const inner = innerOf(schema);
      return inner ? isParticular(inner, [...above, schema]) : false;
    }
  }
}

/** An option that must wait, or breaks, is left to the run of the whole schema. */
function takes(option: Schema, value: unknown): Answer {
  try {
    const result = option._zod.run({ value, issues: [] }, { async: false });
    if (!(result instanceof Promise)) return result.issues.length === 0 ? 'yes' : 'no';
    result.catch(() => {});
  } catch {
    // Asked again, and heard, where the whole schema runs.
  }
  return 'ask';
}
