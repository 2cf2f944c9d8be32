import type { Family } from '../../metric/expression.ts';
import { ContractError } from '../../value/contract-error.ts';
import { readCheck } from './zod-checks.ts';
import { checksOf, definition, innerOf, type Schema } from './zod-core.ts';
import { fixedMessage } from './zod-messages.ts';
import { type Answer, mayBeAbsent, takesNull } from './zod-nulls.ts';
import { isRule, type Rule } from './zod-rule.ts';
import { silencerIn } from './zod-silenced.ts';
import {
  holdsNothing,
  readType,
  readValues,
  type TypeReading,
  unite,
  unread,
} from './zod-types.ts';
import { columnLabel, wholeSchema } from './zod-words.ts';

/** All that a schema says of the values of a column. */
export interface ColumnReading {
  /** The column types that it takes; any where null. */
  readonly families: readonly Family[] | null;
  /** The rules that every engine can check, for values that are not NULL. */
  readonly rules: readonly Rule[];
  /** The rest that only zod can check, in words; null if the rules say all. */
  readonly residue: string | null;
  /** The named formats that are part of the residue, `'ipv6'`. */
  readonly formats: readonly string[];
  /** The message that the user gave to the type itself, for a value of another type and for NULL; null if there is none. */
  readonly message: string | null;
  /** The answer to whether NULL passes. With `ask`, zod sees the NULLs too. */
  readonly nulls: Answer;
  readonly mayBeAbsent: boolean;
}

interface Reading {
  readonly families: readonly Family[] | null;
  readonly rules: readonly Rule[];
  readonly residues: readonly string[];
  readonly formats: readonly string[];
}

/**
 * Reads a column's schema: as rules, and the rest as a residue for zod. Together they accept exactly the values that
 * zod accepts; anything unknown is a residue.
 *
 * @throws {ContractError} `SCHEMA_INVALID` where no value of any dataset could pass, and where every value would.
 */
export function readColumn(name: string, schema: Schema): ColumnReading {
  const silencer = silencerIn(schema);
  if (silencer !== null) {
    throw new ContractError(
      'SCHEMA_INVALID',
      `${columnLabel(name)} has a ${silencer} in its schema: it takes whatever the rules within it refuse, so that no value could fail. Leave it out; for rows that may break a rule, declare an expectation with .except() or .warn().`,
    );
  }
  const { families, rules, residues, formats } = read(schema, []);
  const nulls = takesNull(schema);
  if (nulls === 'no' && holdsNothing({ rules })) {
    throw new ContractError(
      'SCHEMA_INVALID',
      `${columnLabel(name)} is a z.${bare(schema)}(): no dataset can hold one, so no row would ever pass. Leave the column out, or give the type that it is stored as.`,
    );
  }
  const all = [...new Set(nulls === 'ask' ? [...residues, wholeSchema] : residues)];
  const [first = null] = all;
  return {
    families,
    rules,
    residue: all.length > 1 ? wholeSchema : first,
    formats: [...new Set(formats)],
    message: typeMessage(schema),
    nulls,
    mayBeAbsent: mayBeAbsent(schema),
  };
}

/** The message of the innermost type, unless a wrapper has one of its own. */
function typeMessage(schema: Schema, above: readonly Schema[] = []): string | null {
  if (above.includes(schema)) return null;
  const inner = innerOf(schema);
  return (
    fixedMessage(definition(schema)) ?? (inner ? typeMessage(inner, [...above, schema]) : null)
  );
}

/** The type inside of all wrappers, for a message. */
function bare(schema: Schema): string {
  const inner = innerOf(schema);
  return inner ? bare(inner) : definition(schema).type;
}

const ofType = ({ families, rules, judged }: TypeReading): Reading => ({
  families,
  rules,
  residues: judged ? [wholeSchema] : [],
  formats: [],
});

function read(schema: Schema, above: readonly Schema[]): Reading {
  if (above.includes(schema)) return ofType(unread);
  const path = [...above, schema];
  const def = definition(schema);
  switch (def.type) {
    case 'optional':
    case 'nullable':
    case 'default':
    case 'prefault':
    case 'nonoptional':
    case 'readonly':
      return wrapped(schema, read(def.innerType, path));
    case 'lazy': {
      const inner = innerOf(schema);
      return wrapped(schema, inner ? read(inner, path) : ofType(unread));
    }
    case 'pipe': {
      return { ...read(def.in, path), residues: [wholeSchema] };
    }
    case 'union':
      return wrapped(schema, readUnion(schema, def, path));
    case 'intersection':
      return wrapped(schema, intersect(read(def.left, path), read(def.right, path)));
    default:
      return withChecks(schema);
  }
}

/** Checks on a wrapper see NULL as well, and what the wrapper makes of it. */
const wrapped = (schema: Schema, inner: Reading): Reading =>
  checksOf(schema).length === 0 ? inner : { ...inner, residues: [...inner.residues, wholeSchema] };

/** A type with its checks in order; those that follow a change of the value are zod's. */
function withChecks(schema: Schema): Reading {
  const type = readType(schema);
  const own = fixedMessage(definition(schema));
  const rules = type.rules.map((rule) => withMessage(rule, own));
  const residues = type.judged ? [wholeSchema] : [];
  const formats: string[] = [];
  let isChanged = type === unread;
  for (const check of checksOf(schema)) {
    const found = readCheck(check, type.kind);
    if (isRule(found) && !isChanged) rules.push(withMessage(found, fixedMessage(check.def) ?? own));
    else residues.push(isRule(found) ? wholeSchema : found.phrase);
    if (!isRule(found) && !isChanged && found.format !== undefined) formats.push(found.format);
    isChanged ||= !isRule(found) && found.changes;
  }
  return { families: type.families, rules, residues, formats };
}

/** zod asks the type for a message where a check has none. */
const withMessage = (rule: Rule, message: string | null): Rule =>
  message === null ? rule : { ...rule, message };

function readUnion(
  schema: Schema,
  def: { readonly options: readonly Schema[]; readonly inclusive?: boolean },
  path: readonly Schema[],
): Reading {
  const isExclusive = def.inclusive === false && def.options.length > 1;
  const values = isExclusive ? undefined : constants(schema, []);
  if (values) {
    const { rules, ...type } = ofType(readValues(values));
    const own = fixedMessage(definition(schema));
    return { ...type, rules: rules.map((rule) => withMessage(rule, own)) };
  }
  const options = def.options.filter((option) => constants(option, [])?.size !== 0);
  const readings = options.map((option) => read(option, path));
  const [only] = readings;
  if (only && readings.length === 1 && !isExclusive) return only;
  return {
    families: unite(readings.map(({ families }) => families)),
    rules: [],
    residues: [wholeSchema],
    formats: [],
  };
}

/** The constants that a schema is a choice of, NULL aside; undefined for any other schema. */
export const constantsOf = (schema: Schema): ReadonlySet<unknown> | undefined =>
  constants(schema, []);

function constants(schema: Schema, above: readonly Schema[]): ReadonlySet<unknown> | undefined {
  if (checksOf(schema).length > 0 || above.includes(schema)) return undefined;
  const path = [...above, schema];
  const def = definition(schema);
  switch (def.type) {
    case 'literal':
    case 'enum':
      return new Set([...(schema._zod.values ?? [])].filter((value) => value != null));
    case 'null':
    case 'undefined':
    case 'void':
    case 'never':
      return new Set();
    case 'nullable':
    case 'optional':
    case 'readonly':
      return constants(def.innerType, path);
    case 'union': {
      if (def.inclusive === false) return undefined;
      const sets = def.options.map((option) => constants(option, path));
      return sets.includes(undefined)
        ? undefined
        : new Set(sets.flatMap((set) => [...(set ?? [])]));
    }
    default:
      return undefined;
  }
}

function intersect(left: Reading, right: Reading): Reading {
  const families =
    left.families && right.families
      ? left.families.filter((family) => right.families?.includes(family))
      : (left.families ?? right.families);
  return {
    families,
    rules: [...left.rules, ...right.rules],
    residues: [...left.residues, ...right.residues],
    formats: [...left.formats, ...right.formats],
  };
}
