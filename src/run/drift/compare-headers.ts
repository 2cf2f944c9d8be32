import type { Family } from '../../metric/expression.ts';
import type { Uncompared } from '../../outcome/drift/drift-table.ts';

/** The columns of two datasets: those that can be compared, in the order of the current data, and the others. */
export interface TwoHeaders {
  readonly shared: readonly string[];
  readonly uncompared: readonly Uncompared[];
}

/** The kinds of values between which a drift has a meaning. Other families have no distribution. */
const natureOfFamily: Readonly<Partial<Record<Family, string>>> = {
  integer: 'numbers',
  float: 'numbers',
  decimal: 'numbers',
  date: 'dates',
  timestamp: 'dates',
  text: 'text',
  boolean: 'booleans',
};

/** The names of columns, each with the nature of its values; undefined for what has no distribution. */
export type Header = ReadonlyMap<string, string | undefined>;

/** Returns the header of a dataset's columns. */
export const headerOf = (
  columns: readonly { readonly name: string; readonly family: Family }[],
): Header => new Map(columns.map(({ name, family }) => [name, natureOfFamily[family]]));

/** Compares two headers: columns with values of one nature can be compared. */
export function compareHeaders(before: Header, now: Header): TwoHeaders {
  const reasons = [...now].flatMap(([column, nature]): readonly Uncompared[] => {
    if (!before.has(column)) return [{ column, is: 'new', why: 'only in the current data' }];
    const was = before.get(column);
    if (was === nature && nature !== undefined) return [];
    if (was === nature)
      return [{ column, is: 'left out', why: 'Its values have no distribution.' }];
    const words = (one: string | undefined) => one ?? 'values without a distribution';
    return [
      { column, is: 'error', why: `The reference has ${words(was)}, the data ${words(nature)}.` },
    ];
  });
  const vanished = [...before.keys()].filter((column) => !now.has(column));
  const others = new Set(reasons.map(({ column }) => column));
  return {
    shared: [...now.keys()].filter((column) => !others.has(column)),
    uncompared: [
      ...reasons,
      ...vanished.map((column) => ({
        column,
        is: 'vanished' as const,
        why: 'only in the reference',
      })),
    ],
  };
}
