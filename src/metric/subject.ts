import { printInstant, type Unit } from '../value/quantity.ts';
import type { Aggregate } from './aggregate.ts';
import {
  and,
  type Comparison,
  compare,
  countIf,
  type Family,
  not,
  notNull,
  type Predicate,
  type Scalar,
} from './expression.ts';
import { identityOf } from './identity.ts';
import { type CountMetric, frozen, type Metric, type MetricOf, type Scope } from './metric.ts';
import { fromZero, rangeOfUnit } from './range.ts';

/** The subject of a metric: a value of each row, in a scope. */
export interface Subject {
  readonly scope: Scope;
  /** The subject as it is written, `"rows.where('distance > 2000').column('delay')"`. */
  readonly label: string;
  readonly value: Scalar;
  /** The columns that the value is computed from. */
  readonly columns: readonly string[];
}

/** The families of numbers. */
export const numeric: readonly Family[] = ['integer', 'float', 'decimal'];
/** The families of text. */
export const textual: readonly Family[] = ['text', 'json'];
/** The families of dates and timestamps. */
export const temporal: readonly Family[] = ['date', 'timestamp'];

/** A limit of a row's value: a constant, or another value of the row. */
export type Operand = Pick<Subject, 'label' | 'value' | 'columns'>;

/** The name and arguments of a metric, and the types that it can read. */
export interface Wording {
  readonly name: string;
  /** The arguments as they are written; undefined ones are left out. */
  readonly args?: readonly unknown[];
  /** Further values that distinguish it from others of its name. */
  readonly parameters?: readonly unknown[] | undefined;
  /** The column types that it can read; any by default. */
  readonly families?: readonly Family[] | undefined;
  /** The named formats that a condition tests for, `'email'`. */
  readonly formats?: readonly string[];
}

/**
 * The meaning of arguments. Those of a measure say what is measured. Those of a condition, except columns, say what is
 * allowed.
 */
type Meaning = 'parameters' | 'limits';

function frame(
  { label, scope, value, columns }: Subject,
  { name, args = [], parameters = [], families }: Wording,
  meaning: Meaning,
) {
  const given = args.filter((arg) => arg !== undefined);
  const asked = given.filter((arg) => arg !== exactWords);
  const isLimit = (arg: unknown) => meaning === 'limits' && !isColumn(arg);
  return {
    name,
    label: `${label}.${name}(${given.map(printArgument).join(', ')})`,
    rule: `${value.kind === 'literal' ? 'rows' : 'column'}.${name}`,
    identity: identityOf({
      of: value,
      columns,
      parameters: [...parameters, ...asked.filter((arg) => !isLimit(arg)).map(asValue)],
      limits: asked.filter(isLimit).map(asValue),
    }),
    scope,
    needs: [
      ...scope.per.map((column) => ({ column, families: null })),
      ...columns.map((column) => ({ column, families: families ?? null })),
    ],
  };
}

const isColumn = (arg: unknown) =>
  typeof arg === 'object' && arg !== null && isOperand(arg) && arg.columns.length > 0;

/** Returns an argument as a value. An operand that is a constant becomes that constant. */
function asValue(arg: unknown): unknown {
  if (typeof arg !== 'object' || arg === null || !isOperand(arg)) return arg;
  return arg.value.kind === 'literal' ? arg.value.value : arg.value;
}

/** Makes a metric that computes a number from the values that are not NULL. */
export function measuring<U extends Unit>(
  subject: Subject,
  wording: Wording,
  unit: U,
  value: Aggregate,
  change: Partial<Pick<Metric, 'range' | 'of' | 'condition' | 'exact'>> = {},
): MetricOf<U> {
  return frozen({
    ...frame(subject, wording, 'parameters'),
    unit,
    range: rangeOfUnit(unit),
    value,
    of: countIf(notNull(subject.value)),
    condition: null,
    violating: null,
    ...change,
  });
}

/** Makes a metric that counts matching rows. A share is of all rows of the scope, or of those that are `judged`. */
export function counting(
  subject: Subject,
  wording: Wording,
  counted: Predicate,
  judged: Predicate | null = null,
): CountMetric {
  return frozen({
    ...frame(subject, wording, 'parameters'),
    unit: 'count',
    range: fromZero,
    value: countIf(counted),
    of: judged ? countIf(judged) : { kind: 'count' },
    condition: null,
    violating: counted,
  });
}

/** Makes a condition that every row has to satisfy. Rows that are not `judged` (by default NULLs) are ignored. */
export function holding(
  subject: Subject,
  wording: Wording,
  holds: Predicate,
  judged: Predicate = notNull(subject.value),
): CountMetric {
  const violating = and(judged, not(holds));
  return frozen({
    ...frame(subject, wording, 'limits'),
    unit: 'count',
    range: fromZero,
    value: countIf(violating),
    of: countIf(judged),
    condition: { kind: 'each', of: subject.value, judged, holds, formats: wording.formats ?? [] },
    violating,
  });
}

/**
 * Makes a condition that compares each value with limits, which may be other values of the row. Rows in which one of
 * them is NULL are ignored.
 */
export function comparing(
  subject: Subject,
  wording: Wording,
  limits: readonly (readonly [Comparison, Operand])[],
): CountMetric {
  const columns = limits.flatMap(([, limit]) => limit.columns);
  const fromRow = limits.map(([, { value }]) => value).filter(({ kind }) => kind !== 'literal');
  return holding(
    { ...subject, columns: [...new Set([...subject.columns, ...columns])] },
    wording,
    and(...limits.map(([op, { value }]) => compare(subject.value, op, value))),
    and(notNull(subject.value), ...fromRow.map(notNull)),
  );
}

/** The option to measure a value in full. */
export interface Exactness {
  readonly exact?: boolean;
}

/** Returns the option `exact` as an argument, if it is set. */
export const exactly = (exact: boolean) => (exact ? exactWords : undefined);

const exactWords = Object.freeze({ exact: true });

const asWritten = Symbol('printed as it is written');

/** Returns short options as an argument that is printed in full; undefined if there are none. Undefined options are left out. */
export function optionsWritten(options: object): object | undefined {
  const given = Object.entries(options).filter(([, value]) => value !== undefined);
  if (given.length === 0) return undefined;
  return Object.freeze({ ...Object.fromEntries(given), [asWritten]: true });
}

/** Prints an argument as in the contract file. */
export function printArgument(value: unknown): string {
  if (typeof value === 'string') return printText(value);
  if (typeof value === 'bigint') return `${value}n`;
  if (value instanceof Date) return `'${printInstant(value.getTime())}'`;
  if (Array.isArray(value)) {
    const shown = value.slice(0, 8).map(printArgument).join(', ');
    return value.length > 8 ? `[${shown}, … ${value.length} values]` : `[${shown}]`;
  }
  if (value instanceof RegExp || typeof value !== 'object' || value === null) return String(value);
  if (value === exactWords) return '{ exact: true }';
  if (isOperand(value)) return value.label;
  if (!(asWritten in value)) return '{…}';
  const parts = Object.entries(value).map(([name, part]) => `${name}: ${printArgument(part)}`);
  return `{ ${parts.join(', ')} }`;
}

const isOperand = (value: object): value is Operand =>
  'label' in value && 'value' in value && 'columns' in value;

/** Prints a text in the quotes that need fewer escapes, as formatters do. Invisible characters are escaped. */
function printText(text: string): string {
  const quote = text.includes("'") && !text.includes('"') ? '"' : "'";
  const shown = text.replace(/[\\\p{Cc}\p{Cs}\p{Zl}\p{Zp}]/gu, escaped);
  return quote + shown.replaceAll(quote, `\\${quote}`) + quote;
}

const escapes: Readonly<Record<string, string>> = {
  '\\': '\\\\',
  '\n': '\\n',
  '\r': '\\r',
  '\t': '\\t',
};

const escaped = (character: string): string =>
  escapes[character] ?? `\\u{${(character.codePointAt(0) ?? 0).toString(16)}}`;
