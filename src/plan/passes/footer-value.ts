import type { ColumnDescription, ColumnStatistics, PartStatistics } from '../../engine/engine.ts';
import { type Aggregate, isFoundBy } from '../../metric/aggregate.ts';
import {
  type Comparison,
  type Family,
  type Literal,
  type Predicate,
  type Scalar,
  turned,
} from '../../metric/expression.ts';
import { approximate, compareNumeric, isNotANumber, type Numeric } from '../../value/numeric.ts';

/** The columns and the clock, which footers do not contain. */
export interface FooterContext {
  readonly columns: readonly ColumnDescription[];
  readonly now: Date;
}

/**
 * Computes an aggregate over the rows of a piece from its footer, without reading them. Returns undefined if the footer
 * does not suffice.
 *
 * It is sound, since it only uses footers that know the answer in full. A count is known if a predicate is true for all
 * values of a column or for none: the least and the greatest value decide a comparison for all between. An extreme is
 * known if the footer gives it. A column with a NaN has no bounds (see the engine), so NaN is never compared.
 */
export function footerValue(
  aggregate: Aggregate,
  statistics: PartStatistics,
  context: FooterContext,
): Numeric | null | undefined {
  if (!isFoundBy(aggregate, 'footers')) return undefined;
  switch (aggregate.kind) {
    case 'count':
      return BigInt(statistics.rows);
    case 'countIf': {
      const truth = truthOf(aggregate.predicate, statistics, context);
      return truth === null ? undefined : size(truth, statistics);
    }
    case 'size':
      return sizeOf(aggregate.of, statistics);
    case 'min':
      return endOf(aggregate.of, 'least', statistics, context);
    case 'max':
      return endOf(aggregate.of, 'greatest', statistics, context);
  }
}

function endOf(
  of: Scalar,
  end: 'least' | 'greatest',
  statistics: PartStatistics,
  context: FooterContext,
): Numeric | null | undefined {
  const known = statisticsOf(of, statistics);
  if (known === null) return undefined;
  if (known.nulls === statistics.rows) return null;
  const value = known[end];
  return value === null ? undefined : asMeasured(value, of, context);
}

/** Returns the greater of the two ends in size. An infinite end says nothing about the finite values. */
function sizeOf(of: Scalar, statistics: PartStatistics): number | null | undefined {
  const known = statisticsOf(of, statistics);
  if (known === null) return undefined;
  if (known.nulls === statistics.rows) return null;
  if (known.least === null || known.greatest === null) return undefined;
  const size = Math.max(...[known.least, known.greatest].map((end) => Math.abs(approximate(end))));
  return Number.isFinite(size) ? size : undefined;
}

/** Converts a value to the type that the engine's aggregate would have: a column of doubles gives a double. */
function asMeasured(value: Numeric, of: Scalar, context: FooterContext): Numeric | undefined {
  const family = familyOf(of, context);
  return family === 'date' || family === 'timestamp' || family === 'integer'
    ? BigInt(value as bigint)
    : value;
}

const familyOf = (of: Scalar, { columns }: FooterContext): Family | undefined =>
  of.kind === 'column' ? columns.find(({ name }) => name === of.name)?.family : undefined;

/**
 * The rows for which a predicate is true: those with a value in the column, those with a NULL in it, both, or neither.
 */
interface Truth {
  /** The column; null if the predicate does not depend on one. */
  readonly column: string | null;
  readonly values: boolean;
  readonly nulls: boolean;
}

const everywhere: Truth = { column: null, values: true, nulls: true };
const nowhere: Truth = { column: null, values: false, nulls: false };

function size({ column, values, nulls }: Truth, { rows, columns }: PartStatistics): bigint {
  const empty = (column === null ? null : columns.get(column)?.nulls) ?? 0;
  return BigInt((values ? rows - empty : 0) + (nulls ? empty : 0));
}

function statisticsOf(of: Scalar, { columns }: PartStatistics): ColumnStatistics | null {
  return of.kind === 'column' ? (columns.get(of.name) ?? null) : null;
}

function truthOf(
  node: Predicate,
  statistics: PartStatistics,
  context: FooterContext,
): Truth | null {
  switch (node.kind) {
    case 'always':
      return everywhere;
    case 'not': {
      const term = truthOf(node.term, statistics, context);
      return term && { ...term, values: !term.values, nulls: !term.nulls };
    }
    case 'and':
    case 'or':
      return joined(node, statistics, context);
    case 'isNull':
      return node.of.kind === 'literal'
        ? nowhere
        : ofColumn(node.of, statistics, { values: false, nulls: true });
    case 'isNaN':
    case 'isInfinite':
      return isOrdinary(node.of, node.kind, statistics, context) ? nowhere : null;
    case 'compare':
      return compared(node, statistics, context);
    case 'multipleOf':
      return isWhole(node, context)
        ? ofColumn(node.of, statistics, { values: true, nulls: false })
        : null;
    default:
      return null;
  }
}

/**
 * Returns the truth of a predicate on a column. If the column has no NULL, or only NULLs, all rows have the same
 * answer.
 */
function ofColumn(
  of: Scalar,
  statistics: PartStatistics,
  { values, nulls }: Omit<Truth, 'column'>,
): Truth | null {
  const empty = statisticsOf(of, statistics)?.nulls ?? null;
  if (empty === null || of.kind !== 'column') return null;
  if (empty === 0) return values ? everywhere : nowhere;
  if (empty === statistics.rows) return nulls ? everywhere : nowhere;
  return { column: of.name, values, nulls };
}

function joined(
  { kind, terms }: Extract<Predicate, { kind: 'and' | 'or' }>,
  statistics: PartStatistics,
  context: FooterContext,
): Truth | null {
  const truths = terms.map((term) => truthOf(term, statistics, context));
  const isAnd = kind === 'and';
  // One term that is false everywhere decides an AND, whatever the others are; so does a true one an OR.
  const decisive = truths.find(
    (truth) => truth !== null && truth.values !== isAnd && truth.nulls !== isAnd,
  );
  if (decisive) return isAnd ? nowhere : everywhere;
  return truths.reduce<Truth | null>(
    (left, right) => both(left, right, isAnd),
    isAnd ? everywhere : nowhere,
  );
}

function both(left: Truth | null, right: Truth | null, isAnd: boolean): Truth | null {
  if (left === null || right === null) return null;
  const isSame = left.column === null || right.column === null || left.column === right.column;
  if (!isSame) return null;
  const join = (a: boolean, b: boolean) => (isAnd ? a && b : a || b);
  return {
    column: left.column ?? right.column,
    values: join(left.values, right.values),
    nulls: join(left.nulls, right.nulls),
  };
}

function isOrdinary(
  of: Scalar,
  kind: 'isNaN' | 'isInfinite',
  statistics: PartStatistics,
  context: FooterContext,
): boolean {
  const family = familyOf(of, context);
  if (family === undefined) return false;
  if (family !== 'float') return true;
  const known = statisticsOf(of, statistics);
  if (known === null) return false;
  if (known.nulls === statistics.rows) return true;
  if (known.least === null || known.greatest === null) return false;
  return (
    kind === 'isNaN' ||
    [known.least, known.greatest].every((bound) => Number.isFinite(Number(bound)))
  );
}

const isWhole = (
  { of, step }: Extract<Predicate, { kind: 'multipleOf' }>,
  context: FooterContext,
): boolean => Number(step) === 1 && familyOf(of, context) === 'integer';

/** The results of comparing all values between two ends, from the signs at the ends; null if they differ. */
const outcomes: Readonly<Record<Comparison, (low: number, high: number) => boolean | null>> = {
  '<': (low, high) => (high < 0 ? true : low >= 0 ? false : null),
  '<=': (low, high) => (high <= 0 ? true : low > 0 ? false : null),
  '>': (low, high) => (low > 0 ? true : high <= 0 ? false : null),
  '>=': (low, high) => (low >= 0 ? true : high < 0 ? false : null),
  '=': (low, high) => (low === 0 && high === 0 ? true : low > 0 || high < 0 ? false : null),
  '<>': (low, high) => (low > 0 || high < 0 ? true : low === 0 && high === 0 ? false : null),
};

function compared(
  { op, left, right }: Omit<Extract<Predicate, { kind: 'compare' }>, 'kind'>,
  statistics: PartStatistics,
  context: FooterContext,
): Truth | null {
  if (left.kind !== 'column') {
    return right.kind === 'column'
      ? compared({ op: turned[op], left: right, right: left }, statistics, context)
      : null;
  }
  const known = statisticsOf(left, statistics);
  if (known?.nulls === statistics.rows) return nowhere;
  const limit = limitOf(right, left, context);
  if (limit === null || known === null || known.least === null || known.greatest === null)
    return null;
  const holds = outcomes[op](
    compareNumeric(known.least, limit),
    compareNumeric(known.greatest, limit),
  );
  return holds === null ? null : ofColumn(left, statistics, { values: holds, nulls: false });
}

/**
 * Returns a constant in the unit of the column's bounds; null if it is not a constant, or is compared in another way.
 */
function limitOf(node: Scalar, of: Scalar, context: FooterContext): Numeric | null {
  const family = familyOf(of, context);
  const isInstant = family === 'date' || family === 'timestamp';
  if (node.kind === 'now') return isInstant ? micros(context.now) : null;
  if (node.kind !== 'literal') return null;
  return isInstant ? instant(node.value) : number(node.value, family);
}

const instant = (value: Literal) => (value instanceof Date ? micros(value) : null);
const micros = (date: Date) => BigInt(date.getTime()) * 1000n;

function number(value: Literal, family: string | undefined): Numeric | null {
  if (typeof value !== 'number' && typeof value !== 'bigint') return null;
  if (isNotANumber(value)) return null;
  // The engine compares a column of doubles as doubles: only what is one comes out the same.
  if (family === 'float') return typeof value === 'number' ? value : null;
  return family === 'integer' || family === 'decimal' ? value : null;
}
