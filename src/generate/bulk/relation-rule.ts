import type { Relation } from '../../contract/constraints/relations.ts';
import { turned } from '../../metric/expression.ts';
import type { Domain } from '../domain.ts';
import type { ColumnDomain } from '../row-domain.ts';
import { type ColumnSource, keyOf } from './column-source.ts';
import { drawOf } from './draw.ts';
import type { Random } from './random.ts';

/** A rule of whole rows, over the columns of a block. */
export interface RowRule {
  readonly title: string;
  readonly columns: readonly number[];
  readonly holds: (values: readonly unknown[][], at: number) => boolean;
  /** Changes values so that it holds; false where it does not know how, and other values are to be drawn. */
  readonly mend: (values: readonly unknown[][], at: number, random: Random) => boolean;
}

/** Returns the rule that two columns compare so. Values change places where they may, else one is drawn beside the other. */
export function relationRule(
  { left, op, right }: Relation,
  columns: readonly ColumnDomain[],
  sources: readonly ColumnSource[],
): RowRule {
  const [one, other] = [left, right].map((wanted) =>
    columns.findIndex(({ name }) => name === wanted),
  ) as [number, number];
  const isFree = (at: number) => sources[at]?.redraw != null;
  const isSwapped =
    op !== '=' && isFree(one) && isFree(other) && isAlike(columns[one], columns[other]);
  const holds = (values: readonly unknown[][], at: number) =>
    compares(values[one]?.[at], op, values[other]?.[at]);
  const mend = (values: readonly unknown[][], at: number, random: Random): boolean => {
    const [a, b] = [values[one], values[other]];
    if (a === undefined || b === undefined) return false;
    if (isSwapped) [a[at], b[at]] = [b[at], a[at]];
    if (compares(a[at], op, b[at])) return true;
    if (isFree(other) && beside(columns[other], b, at, turned[op], a[at], random)) return true;
    return isFree(one) && beside(columns[one], a, at, op, b[at], random);
  };
  return {
    title: `column('${left}') ${op} column('${right}')`,
    columns: [one, other],
    holds,
    mend,
  };
}

/** Draws a value that compares with another; false where the column has none. */
function beside(
  column: ColumnDomain | undefined,
  list: unknown[],
  at: number,
  op: Relation['op'],
  value: unknown,
  random: Random,
): boolean {
  const narrowed = column?.domain && narrow(column.domain, op, value);
  const draw = narrowed ? drawOf(narrowed) : null;
  if (draw === null) return false;
  list[at] = draw(random);
  return compares(list[at], op, value);
}

/** The part of a domain that compares with a value; null where it is not known how to say it. */
function narrow(domain: Domain, op: Relation['op'], value: unknown): Domain | null {
  if (op === '=')
    return { kind: 'constants', values: [value], filters: domain.filters, faker: null };
  if (op === '<>') return domain;
  const [isBelow, isStrict] = [op.startsWith('<'), !op.endsWith('=')];
  if (domain.kind === 'instant' && value instanceof Date) {
    const limit = value.getTime() + (isStrict ? (isBelow ? -1 : 1) : 0);
    // Near the other, as times that belong together are.
    const reach = 30 * 86_400_000;
    return isBelow
      ? {
          ...domain,
          maximum: Math.min(domain.maximum, limit),
          minimum: Math.max(domain.minimum, limit - reach),
        }
      : {
          ...domain,
          minimum: Math.max(domain.minimum, limit),
          maximum: Math.min(domain.maximum, limit + reach),
        };
  }
  if (domain.kind === 'number' && typeof value === 'number') {
    const unit = domain.whole ? 1 : Math.max(Math.abs(value) * 2 ** -52, Number.MIN_VALUE);
    const limit = value + (isStrict ? (isBelow ? -unit : unit) : 0);
    return isBelow
      ? { ...domain, maximum: Math.min(domain.maximum, limit) }
      : { ...domain, minimum: Math.max(domain.minimum, limit) };
  }
  if (domain.kind === 'bigint' && typeof value === 'bigint') {
    const limit = value + (isStrict ? (isBelow ? -1n : 1n) : 0n);
    return isBelow
      ? { ...domain, maximum: limit < domain.maximum ? limit : domain.maximum }
      : { ...domain, minimum: limit > domain.minimum ? limit : domain.minimum };
  }
  return null;
}

/** True where each value of one column may stand in the other. */
function isAlike(one: ColumnDomain | undefined, other: ColumnDomain | undefined): boolean {
  const [a, b] = [one, other].map((column) => {
    const { filters = [], ...domain } = column?.domain ?? {};
    return filters.length > 0 ? null : keyOf([column?.nil, Object.entries(domain).sort()]);
  });
  return a !== null && a === b;
}

/** Compares two values; a comparison with NULL holds. */
function compares(left: unknown, op: Relation['op'], right: unknown): boolean {
  const [one, other] = [left, right].map((value) =>
    value instanceof Date ? value.getTime() : value,
  ) as [number | null, number | null];
  if (one === null || other === null) return true;
  switch (op) {
    case '<':
      return one < other;
    case '<=':
      return one <= other;
    case '>':
      return one > other;
    case '>=':
      return one >= other;
    case '=':
      return one === other;
    case '<>':
      return one !== other;
  }
}
