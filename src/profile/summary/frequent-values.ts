import type { ColumnDescription, Session } from '../../engine/engine.ts';
import { column } from '../../metric/expression.ts';
import type { DistinctCount, TopValues } from '../../outcome/profile/profile-document.ts';

/** The values that are listed, and the size of all of them. */
const [most, bytes] = [10, 10_000] as const;

/** The counts of a column's values. */
export interface Frequent {
  readonly distinct: DistinctCount;
  readonly top: TopValues;
}

/** Counts the values of a column by value, and returns the most frequent. */
export async function frequentValues(
  session: Session,
  { name }: ColumnDescription,
  filled: number,
): Promise<Frequent> {
  const counting = { kind: 'categories', of: column(name), most, bytes } as const;
  const from = { relation: session.relation, filter: null };
  const rows = await session.query(session.dialect.distribution(counting, from, session));
  const held = rows.filter(({ v }) => v !== null);
  const values = held
    .map(({ v, n }) => [String(v), Number(n)] as const)
    .toSorted(([one, n], [other, m]) => m - n || (one < other ? -1 : 1));
  const listed = values.reduce((sum, [, count]) => sum + count, 0);
  return {
    distinct: { count: Number(held[0]?.categories ?? 0), isExact: true },
    top: { values, others: filled - listed },
  };
}
