import { type ColumnDescription, orDeclined, type Session } from '../engine/engine.ts';
import { column } from '../metric/expression.ts';
import { looksPersonal } from '../privacy/personal.ts';
import type { Answer } from './ask-columns.ts';

/** The greatest number of bits in a bitmap: 16 MiB for each thread. */
const mostBits = 2n ** 27n;

/**
 * Returns an aggregate that counts the different values of a column with a bit for each between the least and the greatest; null unless they
 * are whole numbers that lie close together. No end that looks personal is written into a query.
 */
export function distinctBits(session: Session, one: ColumnDescription, all: Answer): string | null {
  if (one.family !== 'integer') return null;
  const ends = [all(one, 'min'), all(one, 'max')].flatMap((end) =>
    typeof end === 'bigint' || Number.isSafeInteger(end) ? [BigInt(end as bigint | number)] : [],
  );
  const [least, greatest] = ends;
  if (least === undefined || greatest === undefined || greatest - least >= mostBits) return null;
  if (ends.some((end) => looksPersonal(String(end)))) return null;
  return orDeclined(() =>
    session.dialect.probe({ kind: 'bits', of: column(one.name), least, greatest }, session),
  );
}
