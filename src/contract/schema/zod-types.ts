import {
  and,
  compare,
  type Family,
  isNotFinite,
  type Literal,
  literal,
  matches,
  not,
  type Predicate,
} from '../../metric/expression.ts';
import { numeric, temporal } from '../../metric/subject.ts';
import { definition, isBytes, type Schema } from './zod-core.ts';
import type { Kind, Rule } from './zod-rule.ts';
import { patternPhrase, valuesPhrase } from './zod-words.ts';

/** The reading of a schema's type alone, before its checks. */
export interface TypeReading {
  /** The column types that it takes; any where null. */
  readonly families: readonly Family[] | null;
  readonly rules: readonly Rule[];
  /** Rules and families do not say all: zod is to judge. */
  readonly judged: boolean;
  readonly kind: Kind;
}

const reading = (
  families: readonly Family[] | null,
  { rules = [], judged = false, kind = 'other' }: Partial<TypeReading> = {},
): TypeReading => ({ families, rules, judged, kind });

/** Takes anything that zod takes: nothing is known. */
export const unread: TypeReading = reading(null, { judged: true });

/** The type of a schema that wraps no other. */
export function readType(schema: Schema): TypeReading {
  const def = definition(schema);
  if ('coerce' in def && def.coerce) return unread;
  switch (def.type) {
    case 'any':
    case 'unknown':
      return reading(null);
    case 'string':
      return reading(['text'], { kind: 'text' });
    case 'number':
      return reading(numeric, { kind: 'number', rules: isIntegerFormat(def) ? [] : [finite] });
    case 'bigint':
      return reading(['integer'], { kind: 'bigint' });
    case 'boolean':
      return reading(['boolean']);
    case 'date':
      return reading(temporal, { kind: 'date', rules: [validDate] });
    case 'nan':
      return reading(['float'], { rules: [isNaNRule] });
    case 'template_literal':
      return reading(['text'], { kind: 'text', rules: [template(schema)] });
    case 'literal':
    case 'enum':
      return readValues(schema._zod.values ?? new Set());
    case 'custom':
      return isBytes(schema) ? reading(['binary']) : unread;
    case 'null':
    case 'undefined':
    case 'void':
    case 'never':
    case 'symbol':
    case 'file':
    case 'function':
      return reading(null, { rules: [nothing] });
    case 'object':
    case 'record':
      return reading(['struct', 'json', 'map'], { judged: true });
    case 'array':
    case 'tuple':
    case 'set':
      return reading(['list', 'json'], { judged: true });
    case 'map':
      return reading(['map', 'json'], { judged: true });
    default:
      return unread;
  }
}

/** True for a format of integers. They are finite, so they need no condition for it. */
const isIntegerFormat = (def: object) => 'format' in def && String(def.format).includes('int');

const finite: Rule = {
  name: 'finite',
  phrase: 'is finite',
  families: numeric,
  holds: (of) => not(isNotFinite(of)),
};

const isNaNRule: Rule = {
  name: 'nan',
  phrase: 'is NaN',
  families: ['float'],
  holds: (of) => ({ kind: 'isNaN', of }),
};

/**
 * The last instant that a JavaScript date can hold, in milliseconds from 1970. Later timestamps can only be infinite.
 */
const lastInstant = 8.64e15;

const validDate: Rule = {
  name: 'valid',
  phrase: 'is a valid date',
  families: temporal,
  holds: (of) =>
    and(
      compare(of, '>=', literal(new Date(-lastInstant))),
      compare(of, '<=', literal(new Date(lastInstant))),
    ),
};

const never: Predicate = not({ kind: 'always' });

/** NULL alone is left. */
const nothing: Rule = {
  name: 'empty',
  phrase: 'holds no value',
  families: null,
  holds: () => never,
};

/** True if no value but NULL can pass. */
export const holdsNothing = ({ rules }: Pick<TypeReading, 'rules'>) => rules.includes(nothing);

function template(schema: Schema): Rule {
  const pattern = schema._zod.pattern ?? /^/;
  return {
    name: 'matches',
    phrase: patternPhrase(pattern),
    families: ['text'],
    holds: (of) => matches(of, pattern),
  };
}

const families: Readonly<Record<string, readonly Family[]>> = {
  string: ['text'],
  number: numeric,
  bigint: ['integer'],
  boolean: ['boolean'],
};

/**
 * Reads a set of constants. If they are of one type, engines check them; constants of several types are left to zod.
 */
export function readValues(values: ReadonlySet<unknown>): TypeReading {
  const usable = [...values].filter(isUsable);
  const types = [...new Set(usable.map((value) => typeof value))];
  if (types.length === 0) return reading(null, { rules: [nothing] });
  const accepted = unite(types.map((type) => families[type] ?? null));
  const isPlain = types.length === 1 && usable.every((value) => !isOddNumber(value));
  if (!isPlain) return reading(accepted, { judged: true });
  const rule: Rule = {
    name: 'in',
    phrase: valuesPhrase(usable),
    families: accepted,
    holds: (of) => ({ kind: 'oneOf', of, values: usable }),
  };
  return reading(accepted, { rules: [rule] });
}

/** No column holds null or undefined as a value, nor a symbol. */
const isUsable = (value: unknown): value is Exclude<Literal, Date> => (typeof value) in families;

const isOddNumber = (value: unknown) => typeof value === 'number' && !Number.isFinite(value);

/** The column types that one of several schemas accepts. Text and numbers together can only be stored as JSON. */
export function unite(several: readonly (readonly Family[] | null)[]): readonly Family[] | null {
  const known = several.filter((one) => one !== null);
  if (known.length < several.length) return null;
  const all = [...new Set(known.flat())];
  const isMixed = known.some((one) => known.some((other) => !one.some((it) => other.includes(it))));
  return isMixed && !all.includes('json') ? [...all, 'json'] : all;
}
