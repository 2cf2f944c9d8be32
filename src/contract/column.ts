import type { z } from 'zod';
import { rowsSubject } from '../metric/counts.ts';
import {
  type Comparison,
  column as columnScalar,
  type Literal,
  literal,
  type Scalar,
} from '../metric/expression.ts';
import { type JsonSchema, jsonMatches } from '../metric/json.ts';
import type { Scope } from '../metric/metric.ts';
import * as numbers from '../metric/numbers.ts';
import { printArgument, type Subject } from '../metric/subject.ts';
import * as texts from '../metric/text.ts';
import * as times from '../metric/time.ts';
import * as uniqueness from '../metric/uniqueness.ts';
import * as values from '../metric/values.ts';
import { ContractError } from './errors.ts';
import { type Condition, condition, type Measure, measure } from './expectation.ts';
import { type Duration, type Instant, parseQuantity, type QuantityInput } from './quantity.ts';
import { type FormatName, formatPredicate } from './zod-formats.ts';

type CountMeasure = Measure<QuantityInput['count']>;
type NumberMeasure = Measure<QuantityInput['number']>;

/** What every column offers. NaN is a value, NULL is none. */
export interface AnyColumn<Value> {
  /** Rows whose value is NULL; a share is of all rows. */
  nulls(): CountMeasure;
  /**
   * Rows that are NULL or hold a sentinel; a share is of all rows. Sentinels that are text are compared without regard
   * to case and surrounding white space; unless given: '', n/a, na, null, none, nan, - and unknown.
   */
  missing(sentinels?: readonly Literal[]): CountMeasure;
  /** Distinct values other than NULL; a share is of the values that are not NULL. */
  distinct(): CountMeasure;
  /**
   * Excess rows, beyond the first of each group of equal values: 2 for a, a, a, b, NULL, NULL. NULL is left out and
   * counted by `nulls()`; a share is of the values that are not NULL.
   */
  duplicates(): CountMeasure;
  /** Rows that hold one of the values; a share is of all rows, those with NULL included. */
  share(values: readonly Value[]): CountMeasure;
  /** Rows that hold the most frequent value; a share is of the values that are not NULL. */
  mostFrequent(): CountMeasure;
  /** No row is NULL. */
  notNull(): Condition;
  /** No value occurs twice; NULL is left out. */
  unique(): Condition;
  /** Each value that is not NULL is one of these. */
  in(values: readonly Value[]): Condition;
  /** No value is one of these; NULL is left out. */
  notIn(values: readonly Value[]): Condition;
}

/** A column of numbers. NULL is skipped; one NaN makes a measure NaN, which satisfies no bound, and fails a comparison. */
export interface NumberColumn<Value extends number | bigint = number | bigint>
  extends AnyColumn<Value> {
  min(): NumberMeasure;
  max(): NumberMeasure;
  mean(): NumberMeasure;
  sum(): NumberMeasure;
  /** Standard deviation of a sample (n - 1); of one value there is none, which is red. */
  stddev(): NumberMeasure;
  median(): NumberMeasure;
  /** The value that a share `p` (0 to 1) of the values do not exceed, interpolated linearly: `quantile(0.95)`. */
  quantile(p: number): NumberMeasure;
  /** NaN values; a share is of the values that are not NULL. */
  nans(): CountMeasure;
  /** Infinite values of either sign; a share is of the values that are not NULL. */
  infinities(): CountMeasure;
  /** From `low` to `high`, both allowed. A limit is a number or another column of the row. */
  between(low: Limit, high: Limit): Condition;
  atLeast(limit: Limit): Condition;
  atMost(limit: Limit): Condition;
  above(limit: Limit): Condition;
  below(limit: Limit): Condition;
  /** Equal, or no further apart than `tolerance`. */
  equals(value: Limit, tolerance?: number): Condition;
  integer(): Condition;
  /** Neither NaN nor infinite. */
  finite(): Condition;
  /** The sum with other columns of the row; NULL where one of them is NULL. */
  plus(...others: readonly NumberColumn[]): NumberColumn;
}

/** A limit of a row: a constant, or another column. */
export type Limit = number | bigint | NumberColumn;

/** A column of text. */
export interface TextColumn<Value extends string = string> extends AnyColumn<Value> {
  /** Values that are empty or white space alone; a share is of the values that are not NULL. */
  blank(): CountMeasure;
  /** Values with white space at either end; a share is of the values that are not NULL. */
  untrimmed(): CountMeasure;
  /** Length of the shortest value, in UTF-16 code units as JavaScript and zod count. */
  minLength(): NumberMeasure;
  maxLength(): NumberMeasure;
  meanLength(): NumberMeasure;
  /** Each value matches, as `pattern.test(value)` decides; anchor it to match the whole. The flag `y` is refused. */
  matches(pattern: RegExp): Condition;
  notMatches(pattern: RegExp): Condition;
  /** Each value has the format, by zod's own definition where zod has one: `format('email')`. */
  format(name: FormatName): Condition;
  /** From `low` to `high` UTF-16 code units; exactly `low` where there is no `high`. */
  length(low: number, high?: number): Condition;
  /** Each value is JSON that the JSON Schema accepts; ajv judges. */
  json(schema: JsonSchema): Condition;
}

/** A column of dates or timestamps; those without an offset are read as UTC. */
export interface TimeColumn extends AnyColumn<Date> {
  /** Time from the newest value to the run's clock: freshness. */
  age(): Measure<Duration>;
  oldest(): Measure<Instant>;
  newest(): Measure<Instant>;
  /** How often two neighbouring distinct values, in time order, lie further apart than `step`: `gaps('1d')`. */
  gaps(step: Duration): CountMeasure;
  /** Values after the run's clock; a share is of the values that are not NULL. */
  future(): CountMeasure;
  before(limit: Instant): Condition;
  after(limit: Instant): Condition;
  between(low: Instant, high: Instant): Condition;
  /** Each value is above the one before it in the dataset's own order; NULL is skipped. */
  increasing(): Condition;
}

/** What a column offers, by the type that its zod schema takes. */
export type ColumnOf<Value> = [Value] extends [never]
  ? AnyColumn<never>
  : [Value] extends [number | bigint]
    ? NumberColumn<Value>
    : [Value] extends [string]
      ? TextColumn<Value>
      : [Value] extends [Date]
        ? TimeColumn
        : AnyColumn<Value>;

/** The type in the data: what goes into the schema, or what comes out where anything may go in (z.coerce). */
type Stored<Field> = unknown extends z.input<Field> ? z.output<Field> : z.input<Field>;

/** `column('delay')`: a column of the schema's. */
export type ColumnBuilder<Shape> = <Name extends keyof Shape & string>(
  name: Name,
) => ColumnOf<NonNullable<Stored<Shape[Name]>>>;

type Builders = NumberColumn & TextColumn & TimeColumn;

const subjects = new WeakMap<object, Subject>();

/** The columns of a scope; `known` are the schema's. */
export function columns<Shape>(known: readonly string[], scope: Scope): ColumnBuilder<Shape> {
  const prefix = scope.where.length + scope.per.length > 0 ? `${rowsSubject(scope).label}.` : '';
  return (name) => {
    if (!known.includes(name)) throw unknownColumn(name, known);
    const label = `${prefix}column(${printArgument(name)})`;
    // The type of the column decides which of the methods its user sees.
    return build({
      scope,
      label,
      value: columnScalar(name),
      columns: [name],
    }) as never;
  };
}

/** The sentence for a column that the schema does not have. */
export function unknownColumn(name: unknown, known: readonly string[]): ContractError {
  const listed = known.length > 20 ? `${known.slice(0, 20).join(', ')}, …` : known.join(', ');
  return new ContractError(
    'COLUMN_UNKNOWN',
    `The schema has no column ${printArgument(name)}. It has: ${listed}.`,
  );
}

function build(subject: Subject): Builders {
  const built = Object.freeze({
    label: subject.label,
    ...anyColumn(subject),
    ...numberColumn(subject),
    ...textColumn(subject),
    ...timeColumn(subject),
    between: betweenLimits(subject),
  });
  subjects.set(built, subject);
  return built as unknown as Builders;
}

function anyColumn(subject: Subject) {
  return {
    nulls: () => measure(values.nulls(subject)),
    missing: (sentinels?: readonly Literal[]) => measure(values.missing(subject, sentinels)),
    distinct: () => measure(values.distinct(subject)),
    duplicates: () => measure(uniqueness.duplicates(subject)),
    share: (of: readonly Literal[]) => measure(values.share(subject, listed(of, 'share'))),
    mostFrequent: () => measure(values.mostFrequent(subject)),
    notNull: () => condition(values.notNullCondition(subject)),
    unique: () => condition(uniqueness.unique(subject)),
    in: (of: readonly Literal[]) => condition(values.isIn(subject, listed(of, 'in'))),
    notIn: (of: readonly Literal[]) => condition(values.notIn(subject, listed(of, 'notIn'))),
  };
}

function numberColumn(subject: Subject) {
  const compared = (name: string, op: Comparison) => (limit: Limit) =>
    condition(numbers.within(...withLimits(subject, name, [[op, limit]])));
  return {
    min: () => measure(numbers.moment(subject, 'min')),
    max: () => measure(numbers.moment(subject, 'max')),
    mean: () => measure(numbers.moment(subject, 'mean')),
    sum: () => measure(numbers.moment(subject, 'sum')),
    stddev: () => measure(numbers.moment(subject, 'stddev')),
    median: () => measure(numbers.median(subject)),
    quantile: (p: number) => {
      if (!(p >= 0 && p <= 1)) {
        throw new ContractError(
          'QUANTITY_INVALID',
          `quantile(${p}): p lies between 0 and 1; the 95th percentile is quantile(0.95).`,
        );
      }
      return measure(numbers.quantile(subject, p));
    },
    nans: () => measure(numbers.nans(subject)),
    infinities: () => measure(numbers.infinities(subject)),
    atLeast: compared('atLeast', '>='),
    atMost: compared('atMost', '<='),
    above: compared('above', '>'),
    below: compared('below', '<'),
    equals: (value: Limit, tolerance = 0) => condition(equalWithin(subject, value, tolerance)),
    integer: () => condition(numbers.integer(subject)),
    finite: () => condition(numbers.finite(subject)),
    plus: (...others: readonly NumberColumn[]) => {
      const all = others.map((other) => limitSubject(other, 'plus'));
      return build({
        ...subject,
        label: `${subject.label}.plus(${all.map(({ label }) => label).join(', ')})`,
        value: { kind: 'add', terms: [subject.value, ...all.map(({ value }) => value)] },
        columns: [...new Set([...subject.columns, ...all.flatMap((one) => one.columns)])],
      });
    },
  };
}

function textColumn(subject: Subject) {
  const judged = subject.columns[0] ?? '';
  return {
    blank: () => measure(texts.blank(subject)),
    untrimmed: () => measure(texts.untrimmed(subject)),
    minLength: () => measure(texts.lengthMeasure(subject, 'minLength')),
    maxLength: () => measure(texts.lengthMeasure(subject, 'maxLength')),
    meanLength: () => measure(texts.lengthMeasure(subject, 'meanLength')),
    matches: (pattern: RegExp) => condition(texts.matching(subject, usablePattern(pattern))),
    notMatches: (pattern: RegExp) => condition(texts.notMatching(subject, usablePattern(pattern))),
    format: (name: FormatName) =>
      condition(texts.textCondition(subject, 'format', [name], formatPredicate(judged, name))),
    length: (low: number, high?: number) => {
      checkRange(low, high ?? low, 'length');
      return condition(texts.lengthWithin(subject, low, high));
    },
    json: (schema: JsonSchema) =>
      condition(texts.textCondition(subject, 'json', [schema], jsonMatches(judged, schema))),
  };
}

function timeColumn(subject: Subject) {
  return {
    age: () => measure(times.age(subject)),
    oldest: () => measure(times.oldest(subject)),
    newest: () => measure(times.newest(subject)),
    gaps: (step: Duration) => measure(times.gaps(subject, step)),
    future: () => measure(times.future(subject)),
    before: (limit: Instant) => condition(times.before(subject, instant(limit))),
    after: (limit: Instant) => condition(times.after(subject, instant(limit))),
    increasing: () => condition(times.increasing(subject)),
  };
}

function betweenLimits(subject: Subject) {
  return (low: Limit | Instant, high: Limit | Instant) => {
    const isTime = [low, high].some((limit) => typeof limit === 'string' || limit instanceof Date);
    const [from, to] = isTime ? [instant(low), instant(high)] : [low, high];
    checkRange(from, to, 'between');
    return condition(
      numbers.within(
        ...withLimits(subject, 'between', [
          ['>=', from as Limit],
          ['<=', to as Limit],
        ]),
      ),
    );
  };
}

function instant(limit: unknown): Date {
  const quantity = parseQuantity(limit, 'instant');
  return new Date(quantity.kind === 'instant' ? quantity.milliseconds : NaN);
}

function checkRange(low: unknown, high: unknown, name: string): void {
  const comparable = [low, high].every(
    (limit) => typeof limit !== 'object' || limit instanceof Date,
  );
  if (comparable && (low as number) > (high as number)) {
    throw new ContractError(
      'BOUND_INVALID',
      `${name}(${printArgument(low)}, ${printArgument(high)}) can never hold: the minimum is above the maximum.`,
    );
  }
}

/** A limit as a scalar: a constant, or the column that it is. */
function limitSubject(limit: unknown, name: string): Pick<Subject, 'value' | 'label' | 'columns'> {
  const column = typeof limit === 'object' && limit !== null ? subjects.get(limit) : undefined;
  if (column) return column;
  const isNumber = typeof limit === 'bigint' || (typeof limit === 'number' && !Number.isNaN(limit));
  if (!isNumber && !(limit instanceof Date)) {
    throw new ContractError(
      'QUANTITY_INVALID',
      `.${name}(${printArgument(limit)}): write a number such as 15, or another column.`,
    );
  }
  return { value: literal(limit), label: printArgument(limit), columns: [] };
}

function withLimits(
  subject: Subject,
  name: string,
  limits: readonly (readonly [Comparison, unknown])[],
) {
  const parsed = limits.map(([op, limit]) => [op, limitSubject(limit, name)] as const);
  const columns = [
    ...new Set([...subject.columns, ...parsed.flatMap(([, { columns: names }]) => names)]),
  ];
  const args = parsed.map(([, { label }]) => ({ label }));
  const pairs = parsed.map(([op, { value }]) => [op, value] as const);
  return [{ ...subject, columns }, { name, args }, pairs] as const;
}

function equalWithin(subject: Subject, value: Limit, tolerance: number) {
  if (!(tolerance >= 0))
    throw new ContractError(
      'QUANTITY_INVALID',
      `.equals(..., ${tolerance}): a tolerance is 0 or more.`,
    );
  const [scope, { args }, [[, other] = ['=', subject.value]]] = withLimits(subject, 'equals', [
    ['=', value],
  ]);
  const wording = { name: 'equals', args: tolerance === 0 ? args : [...args, tolerance] };
  if (tolerance === 0) return numbers.within(scope, wording, [['=', other as Scalar]]);
  const shifted = (by: number): Scalar => ({ kind: 'add', terms: [other as Scalar, literal(by)] });
  return numbers.within(scope, wording, [
    ['>=', shifted(-tolerance)],
    ['<=', shifted(tolerance)],
  ]);
}

function listed(of: readonly Literal[], name: string): readonly Literal[] {
  if (!Array.isArray(of) || of.length === 0) {
    throw new ContractError(
      'QUANTITY_INVALID',
      `.${name}([...]) takes a list of values that is not empty.`,
    );
  }
  return of;
}

function usablePattern(pattern: RegExp): RegExp {
  if (!(pattern instanceof RegExp))
    throw new ContractError(
      'CONTRACT_INVALID',
      'matches() takes a regular expression, such as /^[A-Z]{3}$/.',
    );
  if (pattern.sticky) {
    throw new ContractError(
      'CONTRACT_INVALID',
      `${pattern} has the flag y (sticky), which has no meaning for a column: leave it out and anchor with ^.`,
    );
  }
  return pattern;
}
