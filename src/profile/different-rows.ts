import type { Session } from '../engine/engine.ts';
import { column } from '../metric/expression.ts';
import { askNumber } from './ask-columns.ts';
import type { Profile } from './profile.ts';

/** The most rows that are compared, and the most columns that a contract names for it. */
const [mostRows, mostColumns] = [200_000, 12] as const;

/** The rows from which it says something that no two are equal. */
const fewest = 50;

/**
 * Returns the columns without a NULL, if no two rows are equal in all of them, and neither a key nor the values of a single column say so.
 */
export async function differentRows(
  session: Session,
  { rows, columns, key, isKeyByChance }: Profile,
): Promise<readonly string[]> {
  const isKnown =
    (key.length > 0 && !isKeyByChance) ||
    columns.some((one) => one.duplicates > 0 || one.distinct === rows);
  if (isKnown || rows < fewest || rows > mostRows) return [];
  const full = columns.filter(
    ({ filled, family }) => filled === rows && !['json', 'struct', 'map', 'list'].includes(family),
  );
  if (full.length < 2 || full.length > mostColumns) return [];
  const of = full.map(({ name }) => column(name));
  const distinct = await askNumber(session, { kind: 'distinct', of });
  return distinct === rows ? full.map(({ name }) => name) : [];
}
