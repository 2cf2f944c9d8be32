import { orDeclined, type Session } from '../../engine/engine.ts';
import { column } from '../../metric/expression.ts';
import type { DistinctCount } from '../../outcome/profile/profile-document.ts';
import type { Known } from './known.ts';
import { showsPersonal } from './personal-columns.ts';

/** The greatest number of bits in a bitmap: 16 MiB for each thread. */
const mostBits = 2n ** 27n;

/** Figures that are known of a column without comparing its values. */
interface Counted {
  readonly estimate: number;
  readonly filled: number;
}

/**
 * Counts whole numbers that lie close together exactly, with a bit for each between the least and the greatest. Others keep the
 * estimate. No end that may be personal is written into a query.
 */
export async function countedBits(
  session: Session,
  { column: { name }, answers: { min, max }, masked }: Known,
  { estimate, filled }: Counted,
): Promise<DistinctCount> {
  const estimated = { count: Math.min(estimate, filled), isExact: false };
  const ends = [min, max].flatMap((end) =>
    typeof end === 'bigint' || Number.isSafeInteger(end) ? [BigInt(end as bigint | number)] : [],
  );
  const [least, greatest] = ends;
  if (least === undefined || greatest === undefined || greatest - least >= mostBits)
    return estimated;
  if (masked !== null || showsPersonal(ends.map(String))) return estimated;
  const sql = orDeclined(() =>
    session.dialect.probe({ kind: 'bits', of: column(name), least, greatest }, session),
  );
  if (sql === null) return estimated;
  const [row = {}] = await session.query(`select ${sql} as n from ${session.relation}`);
  return { count: Number(row.n ?? 0), isExact: true };
}
