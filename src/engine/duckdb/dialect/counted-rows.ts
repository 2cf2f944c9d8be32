import type { ComparedAggregate, DialectContext, GroupedFrom } from '../../engine.ts';
import { identifier, mayBeSpecial, scalar } from './expressions.ts';

type From = Pick<GroupedFrom, 'filter' | 'per'>;

type Printers = {
  readonly [Kind in ComparedAggregate['kind']]: (
    aggregate: Extract<ComparedAggregate, { kind: Kind }>,
    from: From,
    number: string,
    context: DialectContext,
  ) => string;
};

const and = (...conditions: readonly (string | null)[]) =>
  conditions
    .filter((part) => part !== null)
    .map((part) => `(${part})`)
    .join(' and ');

const printers: Printers = {
  /** The rows of a group of equal values but its first one, and those without a whole key where they violate it. */
  duplicates: ({ of, nulls }, { filter, per }, number, context) => {
    const keys = of.map((one) => scalar(one, context));
    const groups = [
      ...(filter === null ? [] : [`(${filter}) is true`]),
      ...per.map(identifier),
      ...keys,
    ];
    const isIncomplete = keys.map((key) => `${key} is null`).join(' or ');
    const place = `row_number() over (partition by ${groups.join(', ')} order by ${number})`;
    return and(
      filter,
      `case when ${isIncomplete} then ${nulls === 'violate'} else ${place} > 1 end`,
    );
  },
  /** Rows whose value is not above that of the row before. */
  descents: ({ of }, { filter, per }, number, context) => {
    const column = scalar(of, context);
    const value = filter === null ? column : `case when ${filter} then ${column} end`;
    const partition = per.length === 0 ? '' : `partition by ${per.map(identifier).join(', ')} `;
    const descends = `${value} <= lag(${value} ignore nulls) over (${partition}order by ${number})`;
    if (!mayBeSpecial(of, context)) return descends;
    return `(${descends} or ${and(filter, `isnan(${column})`)})`;
  },
};

/** A condition over the rows and their number, true for those that the aggregate counts. */
export function countedSql(
  aggregate: ComparedAggregate,
  from: From,
  number: string,
  context: DialectContext,
): string {
  const print = printers[aggregate.kind] as (
    a: ComparedAggregate,
    f: From,
    n: string,
    c: DialectContext,
  ) => string;
  return print(aggregate, from, number, context);
}
