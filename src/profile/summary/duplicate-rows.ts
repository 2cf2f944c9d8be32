import type { Session } from '../../engine/engine.ts';
import { counted } from '../../outcome/printable-text.ts';
import type { DuplicateRows } from '../../outcome/profile/profile-document.ts';

/** The most rows of which each is compared with all others. */
export const comparedRows = 2_000_000;

/** Counts the rows that equal an earlier one. With a key there are none. */
export async function duplicateRows(
  session: Session,
  rows: number,
  hasKey: boolean,
): Promise<DuplicateRows> {
  if (hasKey || rows < 2) return { count: 0, reason: null };
  if (rows > comparedRows)
    return {
      count: null,
      reason: `no column is a key, and of more than ${counted(comparedRows, 'row')} not all are compared`,
    };
  const { dialect, relation, columns } = session;
  const row = `(${columns.map(({ name }) => dialect.identifier(name)).join(', ')})`;
  // Two different rows of two million share a hash of 64 bits once in ten million such files.
  const [found = {}] = await session.query(
    `select count(*) - count(distinct ${dialect.segmentKey(columns.length === 1 ? `(${row}, 0)` : row)}) as n from ${relation}`,
  );
  return { count: Number(found.n ?? 0), reason: null };
}
