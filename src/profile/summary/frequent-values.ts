import type { ColumnDescription, Session } from '../../engine/engine.ts';

/** The most characters of a value that is listed, and the most values that are counted in one query. */
const [longest, many] = [1000, 8] as const;

/** The counts of the values of an expression, without NULL. */
export interface Frequent {
  /** The most frequent values. One that is too long for a list is left out. */
  readonly values: readonly (readonly [value: string, count: number])[];
  /** The number of different values. */
  readonly kinds: number;
  /** The number of values. */
  readonly held: number;
}

/** Counts the values of several columns, or of another expression of each. */
export async function frequentValues(
  session: Session,
  sqlOf: ReadonlyMap<ColumnDescription, string>,
  relation: string,
  most: number,
): Promise<ReadonlyMap<ColumnDescription, Frequent>> {
  const found = new Map<ColumnDescription, Frequent>();
  const all = [...sqlOf];
  for (let at = 0; at < all.length; at += many) {
    const batch = all.slice(at, at + many);
    const values = batch.map(([, sql]) => sql);
    const rows = await session.query(session.dialect.frequent(values, relation, { most, longest }));
    for (const [place, [one]] of batch.entries()) {
      // All bits are set but that of the expression itself.
      const absent = 2 ** batch.length - 1 - 2 ** (batch.length - 1 - place);
      const own = rows.filter((row) => Number(row.absent) === absent);
      found.set(one, {
        values: own
          .flatMap(({ v, n }) => (typeof v === 'string' ? [[v, Number(n)] as const] : []))
          .toSorted(([one, n], [other, m]) => m - n || (one < other ? -1 : 1)),
        kinds: Number(own[0]?.kinds ?? 0),
        held: Number(own[0]?.held ?? 0),
      });
    }
  }
  return found;
}
