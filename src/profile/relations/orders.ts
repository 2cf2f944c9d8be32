import { numeric, printArgument, temporal } from '../../metric/subject.ts';
import { isNamedInOrder } from './named-orders.ts';
import type { RelatedColumn, Relation } from './relation.ts';

/** Returns the orders that pairs of columns may keep: any two of times, and numbers whose names say so. */
export function ordersOf(
  columns: readonly RelatedColumn[],
  identifier: (name: string) => string,
): readonly Relation[] {
  return columns.flatMap((lower) =>
    columns.flatMap((upper): readonly Relation[] => {
      const [low, high] = [lower.column, upper.column];
      if (low === high) return [];
      const areTimes = [low, high].every(({ family }) => temporal.includes(family));
      const areNumbers = [low, high].every(({ family }) => numeric.includes(family));
      if (!areTimes && !(areNumbers && isNamedInOrder(low.name, high.name))) return [];
      const sql = `${identifier(low.name)} <= ${identifier(high.name)}`;
      return [
        {
          kind: 'order',
          columns: [low.name, high.name],
          holds: ([one = NaN, other = NaN]) => one <= other,
          sql,
          rule: areTimes
            ? `rows.satisfy(${printArgument(sql)})`
            : `column(${printArgument(low.name)}).atMost(column(${printArgument(high.name)}))`,
        },
      ];
    }),
  );
}
