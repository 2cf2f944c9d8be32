import type { ShownQuery } from '../../dataset/reproduction.ts';
import type { Session } from '../../engine/engine.ts';
import type { Outcome } from '../../outcome/outcome.ts';

/** The longest text that reads a dataset and is shown, in characters: longer ones name hundreds of columns or files. */
const longest = 8_000;

/** The text after FROM by which a person reads the dataset; null where it is too long, as of thousands of columns. */
export function shownSource(
  { from }: NonNullable<Session['reproduce']>,
  query: ShownQuery,
): string | null {
  const source = from(query);
  return source.length > longest ? null : source;
}

const isDescription = (sql: string) => sql.startsWith('describe ');

/** Types whose text and whose comparison with another instant go by the zone that is set. */
const zoned = /\btimestamptz\b|\btimestamp with time zone\b/i;

/**
 * An outcome whose SQL runs anywhere: the relation's name is ours and gone after the run, so that a person reads from the
 * dataset itself. Where no other engine can read it, or the text that reads it is too long, there is none.
 */
export function reproducible(
  outcome: Outcome,
  { relation, reproduce, columns }: Pick<Session, 'relation' | 'reproduce' | 'columns'>,
  masked: ReadonlySet<string>,
): Outcome {
  const { sql } = outcome;
  if (sql === null || reproduce === null) return { ...outcome, sql: null };
  const source = shownSource(reproduce, { sql: isDescription(sql) ? null : sql, masked });
  if (source === null) return { ...outcome, sql: null };
  // A name may hold what means something in a replacement: `$&`.
  const query = sql.replaceAll(relation, () => source);
  const hasZone =
    !reproduce.isOwn && (zoned.test(query) || columns.some(({ type }) => zoned.test(type)));
  const statements = [...(hasZone ? ["set TimeZone = 'UTC'"] : []), ...reproduce.before, query];
  return { ...outcome, sql: statements.join(';\n') };
}
