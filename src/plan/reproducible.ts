import type { Session } from '../engine/engine.ts';
import type { Outcome } from '../outcome/outcome.ts';

const isDescription = (sql: string) => sql.startsWith('describe ');

/** Types whose text and whose comparison with another instant go by the zone that is set. */
const zoned = /\btimestamptz\b|\btimestamp with time zone\b/i;

/**
 * An outcome whose SQL runs anywhere: the relation's name is ours and gone after the run, so that a person reads from the
 * dataset itself. Where no other engine can read it there is none.
 */
export function reproducible(
  outcome: Outcome,
  { relation, reproduce, columns }: Pick<Session, 'relation' | 'reproduce' | 'columns'>,
  masked: ReadonlySet<string>,
): Outcome {
  const { sql } = outcome;
  if (sql === null || reproduce === null) return { ...outcome, sql: null };
  // A name may hold what means something in a replacement: `$&`.
  const query = sql.replaceAll(relation, () =>
    reproduce.from({ sql: isDescription(sql) ? null : sql, masked }),
  );
  const hasZone =
    !reproduce.isOwn && (zoned.test(query) || columns.some(({ type }) => zoned.test(type)));
  const statements = [...(hasZone ? ["set TimeZone = 'UTC'"] : []), ...reproduce.before, query];
  return { ...outcome, sql: statements.join(';\n') };
}
