import { checksOf, definition, innerOf, isBytes, type Schema } from './zod-core.ts';

/** The answer to whether a schema accepts a value; `ask` if only running it can decide. */
export type Answer = 'yes' | 'no' | 'ask';

type Nil = null | undefined;

/** Returns whether the schema accepts `null` (or `undefined`) as a present value. It runs no code of the user's. */
function accepts(schema: Schema, nil: Nil, above: readonly Schema[] = []): Answer {
  if (above.includes(schema)) return 'ask';
  const answer = passes(schema, nil, [...above, schema]);
  return answer === 'no' || checksOf(schema).length === 0 ? answer : 'ask';
}

function passes(schema: Schema, nil: Nil, above: readonly Schema[]): Answer {
  const def = definition(schema);
  const inner = innerOf(schema);
  const inside = () => (inner ? accepts(inner, nil, above) : 'ask');
  switch (def.type) {
    case 'any':
    case 'unknown':
    case 'catch':
      return 'yes';
    case 'null':
      return nil === null ? 'yes' : 'no';
    case 'undefined':
    case 'void':
      return nil === undefined ? 'yes' : 'no';
    case 'literal':
    case 'enum':
      return schema._zod.values?.has(nil) ? 'yes' : 'no';
    case 'nullable':
      return nil === null ? 'yes' : inside();
    case 'optional': {
      const isExact = schema._zod.traits.has('$ZodExactOptional');
      return nil === undefined && !isExact ? 'yes' : inside();
    }
    case 'default':
      return nil === undefined ? 'yes' : inside();
    case 'prefault':
      return nil === undefined ? substituted(def.innerType, def.defaultValue) : inside();
    case 'nonoptional':
      return nil === undefined ? present(def.innerType, above) : inside();
    case 'readonly':
    case 'lazy':
      return inside();
    case 'union':
      return union(def, nil, above);
    case 'intersection':
      return both(accepts(def.left, nil, above), accepts(def.right, nil, above));
    case 'pipe':
      return accepts(def.in, nil, above) === 'no' ? 'no' : 'ask';
    case 'custom':
      return isBytes(schema) ? 'no' : 'ask';
    case 'string':
    case 'number':
    case 'bigint':
    case 'boolean':
    case 'date':
      return 'coerce' in def && def.coerce ? 'ask' : 'no';
    case 'object':
    case 'array':
    case 'tuple':
    case 'record':
    case 'map':
    case 'set':
    case 'nan':
    case 'never':
    case 'symbol':
    case 'file':
    case 'function':
    case 'template_literal':
      return 'no';
    default:
      return 'ask';
  }
}

/**
 * Returns whether the inner schema accepts the constant of `prefault`. It is checked here unless user code would run.
 */
function substituted(inner: Schema, value: unknown): Answer {
  if (value === null || value === undefined) return accepts(inner, value);
  if (!isDeclarative(inner)) return 'ask';
  const result = inner._zod.run({ value, issues: [] }, { async: false });
  return 'issues' in result && result.issues.length === 0 ? 'yes' : 'no';
}

const plainTypes: ReadonlySet<string> = new Set([
  'string',
  'number',
  'bigint',
  'boolean',
  'date',
  'nan',
  'literal',
  'enum',
  'template_literal',
]);
const plainChecks: ReadonlySet<string> = new Set([
  'less_than',
  'greater_than',
  'multiple_of',
  'number_format',
  'bigint_format',
  'min_length',
  'max_length',
  'length_equals',
  'string_format',
]);

/** True for a schema of one value in which only zod's own code runs. */
export function isDeclarative(schema: Schema): boolean {
  return (
    plainTypes.has(definition(schema).type) &&
    checksOf(schema).every(
      ({ def, traits }) => plainChecks.has(def.check) && !traits.has('$ZodCustomStringFormat'),
    )
  );
}

/** Returns the answer of `nonoptional`. It refuses undefined, so a substitute inside has to be run. */
function present(inner: Schema, above: readonly Schema[]): Answer {
  const isSimple = ['optional', 'undefined', 'void'].includes(definition(inner).type);
  if (isSimple && inner._zod.optin !== 'defaulted') return 'no';
  return accepts(inner, undefined, above) === 'no' ? 'no' : 'ask';
}

function union(
  def: { readonly options: readonly Schema[]; readonly inclusive?: boolean },
  nil: Nil,
  above: readonly Schema[],
): Answer {
  if ('discriminator' in def) return 'no';
  const answers = def.options.map((option) => accepts(option, nil, above));
  if (answers.every((answer) => answer === 'no')) return 'no';
  // An exclusive union (z.xor) refuses what two options take.
  return def.inclusive !== false && answers.includes('yes') ? 'yes' : 'ask';
}

function both(left: Answer, right: Answer): Answer {
  if (left === 'no' || right === 'no') return 'no';
  return left === 'yes' && right === 'yes' ? 'yes' : 'ask';
}

/**
 * Returns whether a NULL of the dataset passes. SQL has one word for `null`, for `undefined` and for an absent key: a
 * NULL passes if one of them does.
 */
export function takesNull(schema: Schema): Answer {
  if (mayBeAbsent(schema)) return 'yes';
  const answers = [accepts(schema, null), accepts(schema, undefined)];
  if (answers.includes('yes')) return 'yes';
  return answers.includes('ask') ? 'ask' : 'no';
}

/** Chooses how a schema is given a NULL: as what surely passes, else as what may, and `null` where both or neither do. */
export function nullFor(schema: Schema): Nil {
  const given = accepts(schema, null);
  if (given === 'yes') return null;
  const left = accepts(schema, undefined);
  return left === 'yes' || (given === 'no' && left === 'ask') ? undefined : null;
}

/**
 * True if the column may be missing from the dataset, as zod lets the key be missing from an object. If only user code
 * could decide (`z.preprocess` before a required schema), the column is required.
 */
export function mayBeAbsent(schema: Schema): boolean {
  try {
    const { optin, optout } = schema._zod;
    if (optin === undefined) return false;
    return optout === 'optional' || accepts(schema, undefined) === 'yes';
  } catch {
    return false; // A z.lazy that can't be resolved yet.
  }
}

/** True if a NULL in an object is passed as an absent key: if zod accepts that, but not `null`. */
export const omits = (schema: Schema): boolean =>
  mayBeAbsent(schema) && accepts(schema, null) !== 'yes';
