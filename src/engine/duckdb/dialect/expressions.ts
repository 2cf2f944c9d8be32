import { identifier, literal as quoteText } from '../../../dataset/sql/quote.ts';
import type {
  Comparison,
  Family,
  Literal,
  Predicate,
  PredicateKind,
  Scalar,
  ScalarKind,
} from '../../../metric/expression.ts';
import {
  type ColumnDescription,
  Declined,
  type DialectContext,
  declinedAtRun,
} from '../../engine.ts';
import { translateRegex } from '../re2/translate-regex.ts';
import { durationSql } from './durations.ts';

/** DuckDB's word for what an expression says. */
type Printer<Node> = (node: Node, context: DialectContext) => string;
type Printers<Union extends { kind: string }> = {
  readonly [Kind in Union['kind']]: Printer<Extract<Union, { kind: Kind }>>;
};

export { identifier };

function text(value: string): string {
  // DuckDB would put U+FFFD in its place, which a value may be.
  if (!value.isWellFormed()) throw new Declined('a text holds half a character (a lone surrogate)');
  return value.includes('\0')
    ? `(${value.split('\0').map(quoteText).join(' || chr(0) || ')})`
    : quoteText(value);
}

const asDouble = (shown: string) => `cast('${shown}' as double)`;

/** Decimal notation is exact in DuckDB; a double is written as one only where it has no such notation. */
function number(value: number | bigint): string {
  const shown = String(value);
  return /^-?\d+(\.\d+)?$/.test(shown) ? shown : asDouble(shown);
}

/** Beside a double the notation becomes one too, and of more digits than a double counts exactly, a neighbour of it. */
function numberBesideFloat(value: number): string {
  const shown = String(value);
  const digits = Number(shown.replace(/[-.]/g, ''));
  return Number.isSafeInteger(digits) ? number(value) : asDouble(shown);
}

function instant(value: Date): string {
  return `make_timestamp(${BigInt(value.getTime()) * 1000n})`;
}

/** Prints a constant. */
export function literal(value: Literal): string {
  if (typeof value === 'string') return text(value);
  if (typeof value === 'boolean') return String(value);
  return value instanceof Date ? instant(value) : number(value);
}

const byName = new WeakMap<object, ReadonlyMap<string, ColumnDescription>>();

function described(name: string, { columns }: DialectContext): ColumnDescription | undefined {
  const known = byName.get(columns) ?? new Map(columns.map((column) => [column.name, column]));
  byName.set(columns, known);
  return known.get(name);
}

/** The engine's own word for the type of a column; undefined for other expressions. */
export const describedType = (node: Scalar, context: DialectContext): string | undefined =>
  node.kind === 'column' ? described(node.name, context)?.type : undefined;

/** Returns the family of an expression's type as far as it is known; `other` for a user's own SQL. */
export function familyOf(node: Scalar, context: DialectContext): Family {
  switch (node.kind) {
    case 'column':
      return described(node.name, context)?.family ?? 'other';
    case 'literal':
      return familyOfLiteral(node.value);
    case 'now':
      return 'timestamp';
    case 'length':
      return 'integer';
    case 'elapsed':
      // A double, but never NaN or infinite.
      return 'decimal';
    case 'add':
      return node.terms.some((term) => familyOf(term, context) === 'float') ? 'float' : 'decimal';
    case 'sql':
      return 'other';
  }
}

function familyOfLiteral(value: Literal): Family {
  if (typeof value === 'string') return 'text';
  if (typeof value === 'boolean') return 'boolean';
  if (value instanceof Date) return 'timestamp';
  return typeof value === 'bigint' || Number.isInteger(value) ? 'integer' : 'float';
}

/** Types whose order, equality or text is not that of their family are brought to it first. */
function column(name: string, context: DialectContext): string {
  const quoted = identifier(name);
  const known = described(name, context);
  if (known?.type === 'FLOAT') return `cast(${quoted} as double)`;
  if (known?.type === 'INTERVAL') return durationSql(quoted);
  if (known?.family === 'text' && known.type !== 'VARCHAR') return `cast(${quoted} as varchar)`;
  const isCoarser = known?.family === 'date' || /^TIMESTAMP_M?S$/.test(known?.type ?? '');
  return isCoarser ? `cast(${quoted} as timestamp)` : quoted;
}

/** A line break ends a comment that would otherwise swallow the parenthesis. */
const userSql = (source: string) => `(${source}${source.includes('--') ? '\n' : ''})`;

const scalars: Printers<Scalar> & Record<ScalarKind, unknown> = {
  column: ({ name }, context) => column(name, context),
  literal: ({ value }) => literal(value),
  now: (_, { now }) => instant(now),
  length: ({ of }, context) => `length(${typed(of, context)})`,
  elapsed: ({ of }, context) =>
    `((${BigInt(context.now.getTime()) * 1000n} - epoch_us(${scalar(of, context)})) / 1000.0)`,
  add: ({ terms }, context) => {
    const areWhole = terms.every((term) => familyOf(term, context) === 'integer');
    const shown = terms.map((term) => (areWhole ? wide(term, context) : scalar(term, context)));
    return `(${shown.join(' + ')})`;
  },
  sql: ({ text: source }) => userSql(source),
};

const wider: Readonly<Record<string, string>> = {
  TINYINT: 'bigint',
  UTINYINT: 'bigint',
  SMALLINT: 'bigint',
  USMALLINT: 'bigint',
  INTEGER: 'bigint',
  UINTEGER: 'bigint',
  BIGINT: 'hugeint',
  UBIGINT: 'hugeint',
};

/** DuckDB adds integers within their own type, and stops the query where the sum does not fit it. */
function wide(node: Scalar, context: DialectContext): string {
  const type =
    node.kind === 'column' ? wider[described(node.name, context)?.type ?? ''] : undefined;
  return type ? `cast(${scalar(node, context)} as ${type})` : scalar(node, context);
}

/** Prints an expression that gives a value of each row. */
export function scalar(node: Scalar, context: DialectContext): string {
  return (scalars[node.kind] as Printer<Scalar>)(node, context);
}

/** Prints a scalar for tests that need to know its type: a JSON column has one type a row, which SQL can't follow. */
function typed(node: Scalar, context: DialectContext): string {
  if (familyOf(node, context) === 'json')
    throw new Declined('the column holds JSON of mixed types');
  return scalar(node, context);
}

const comparable: Readonly<Record<string, readonly Family[]>> = {
  string: ['text'],
  number: ['integer', 'float', 'decimal'],
  bigint: ['integer', 'float', 'decimal'],
  boolean: ['boolean'],
  object: ['date', 'timestamp'],
};

/** True for a column of timestamps that count nanoseconds. */
export const isNanoseconds = (node: Scalar, context: DialectContext) =>
  node.kind === 'column' && described(node.name, context)?.type === 'TIMESTAMP_NS';

/** Nanoseconds reach from 1677 to 2262: an instant outside of them is as good as the first or the last of them. */
function nanoseconds(value: Date): string {
  const last = 2n ** 63n - 2n;
  const exact = BigInt(value.getTime()) * 1_000_000n;
  const held = exact > last ? last : exact < -last ? -last : exact;
  return `make_timestamp_ns(${held})`;
}

/** A value as it compares with another: nanoseconds exactly with nanoseconds and constants, else as microseconds. */
function beside(node: Scalar, other: Scalar, context: DialectContext): string {
  if (isNanoseconds(node, context)) {
    const isExact = ['literal', 'now'].includes(other.kind) || isNanoseconds(other, context);
    return isExact ? scalar(node, context) : `cast(${scalar(node, context)} as timestamp)`;
  }
  if (node.kind === 'literal' && typeof node.value === 'number' && isFloat(other, context))
    return numberBesideFloat(node.value);
  if (!isNanoseconds(other, context)) return typed(node, context);
  if (node.kind === 'now') return nanoseconds(context.now);
  const isDate = node.kind === 'literal' && node.value instanceof Date;
  return isDate ? nanoseconds(node.value) : typed(node, context);
}

const isFloat = (node: Scalar, context: DialectContext) =>
  familyOf(node, context) === 'float' && node.kind !== 'literal';

/** True if a value may be NaN or infinite. */
export const mayBeSpecial = (node: Scalar, context: DialectContext): boolean =>
  isFloat(node, context) &&
  (node.kind !== 'column' || described(node.name, context)?.isFinite !== true);

function compare(op: Comparison, left: Scalar, right: Scalar, context: DialectContext): string {
  const [a, b] = [beside(left, right, context), beside(right, left, context)];
  const compared = `${a} ${op} ${b}`;
  const floats = [left, right].filter((side) => mayBeSpecial(side, context));
  if (floats.length === 0) return `(${compared})`;
  // DuckDB holds NaN to be the greatest number and equal to itself; IEEE and JavaScript don't.
  const isNaNs = floats.map((side) => `isnan(${scalar(side, context)})`);
  if (op !== '<>') return `(${[compared, ...isNaNs.map((test) => `not ${test}`)].join(' and ')})`;
  return `(${compared} or ((${isNaNs.join(' or ')}) and ${a} is not null and ${b} is not null))`;
}

function matches(of: Scalar, source: string, flags: string, context: DialectContext): string {
  const value = typed(of, context);
  if (!['text', 'other'].includes(familyOf(of, context))) return 'false';
  const translated = translateRegex(source, flags);
  if (translated.kind === 'declined') throw new Declined(translated.reason);
  const verdict = translated.patterns
    .map(({ pattern, negated, glob, isWhole }) => {
      // Of a column of few values, the engine asks this of each value once, and `regexp_matches` of each row.
      const test =
        glob === null
          ? `${isWhole ? 'regexp_full_match' : 'regexp_matches'}(${value}, ${text(pattern)})`
          : `${value} glob ${text(glob)}`;
      return negated ? `not (${test})` : test;
    })
    .join(' and ');
  if (translated.kind === 'exact') return `(${verdict})`;
  // The verdicts may part on characters beyond U+FFFF: meeting one stops the query, and JavaScript judges instead.
  return `(case when strlen(${value}) > length(${value}) and regexp_matches(${value}, '[\\x{10000}-\\x{10FFFF}]') then error('${declinedAtRun}characters beyond U+FFFF') else ${verdict} end)`;
}

function multipleOf(of: Scalar, step: number | bigint, context: DialectContext): string {
  const value = typed(of, context);
  const family = familyOf(of, context);
  const isExact = typeof step === 'bigint' || step === 1;
  if (family === 'integer' && isExact) return `(${value} % ${number(step)} = 0)`;
  if (Number(step) === 1 && family === 'decimal') return `(${value} = trunc(${value}))`;
  if (Number(step) === 1 && family === 'float')
    return `(isfinite(${value}) and ${value} = trunc(${value}))`;
  // zod's rule for doubles: the quotient is an integer but for four roundings of its last place.
  const quotient = `(cast(${value} as double) / ${Number(step)})`;
  return `(abs(${quotient} - round(${quotient})) < ${4 * Number.EPSILON} * greatest(abs(${quotient}), 1))`;
}

/** From this many texts on, the engine finds one in a list faster than by IN, above all in a column of few values. */
const manyTexts = 8;

const predicates: Printers<Predicate> & Record<PredicateKind, unknown> = {
  always: () => 'true',
  and: ({ terms }, context) => joined(terms, 'and', 'true', context),
  or: ({ terms }, context) => joined(terms, 'or', 'false', context),
  not: ({ term }, context) => negated(term, context),
  isNull: ({ of }, context) => `(${scalar(of, context)} is null)`,
  isNaN: ({ of }, context) =>
    mayBeSpecial(of, context) ? `isnan(${scalar(of, context)})` : 'false',
  isInfinite: ({ of }, context) =>
    mayBeSpecial(of, context) ? `isinf(${scalar(of, context)})` : 'false',
  compare: ({ op, left, right }, context) => compare(op, left, right, context),
  oneOf: ({ of, values }, context) => {
    const family = familyOf(of, context);
    const value = typed(of, context);
    const usable = values.filter((one) => comparable[typeof one]?.includes(family));
    const list = usable.map((one) => beside({ kind: 'literal', value: one }, of, context));
    if (usable.length === 0) return 'false';
    return family === 'text' && list.length >= manyTexts
      ? `list_contains([${list.join(', ')}], ${value})`
      : `(${value} in (${list.join(', ')}))`;
  },
  matches: ({ of, source, flags }, context) => matches(of, source, flags, context),
  multipleOf: ({ of, step }, context) => multipleOf(of, step, context),
  sql: ({ text: source }) => userSql(source),
  judged: ({ judge }) => {
    throw new Declined(`${judge.by} judges it`);
  },
};

/** Prints `is not true` in the words that a person would write where no NULL can be among them. */
function negated(term: Predicate, context: DialectContext): string {
  if (term.kind === 'isNull') return `(${scalar(term.of, context)} is not null)`;
  if (term.kind === 'not' && term.term.kind === 'isNull') return predicate(term.term, context);
  return `(${predicate(term, context)} is not true)`;
}

function joined(
  terms: readonly Predicate[],
  word: string,
  none: string,
  context: DialectContext,
): string {
  const [only, ...more] = terms.filter((term) => !(word === 'and' && term.kind === 'always'));
  if (only === undefined) return none;
  if (more.length === 0) return predicate(only, context);
  return `(${[only, ...more].map((term) => predicate(term, context)).join(` ${word} `)})`;
}

/** Prints a condition on a row; it may be NULL where the predicate is unknown. */
export function predicate(node: Predicate, context: DialectContext): string {
  return (predicates[node.kind] as Printer<Predicate>)(node, context);
}
