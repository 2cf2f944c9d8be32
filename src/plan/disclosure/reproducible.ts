import type { ShownQuery } from '../../dataset/reproduction.ts';
import type { Session } from '../../engine/engine.ts';
import type { Outcome } from '../../outcome/outcome.ts';

/**
 * The greatest length of the text that reads a dataset, in characters. Longer ones name hundreds of columns or files,
 * and are not shown.
 */
export const longestSource = 8_000;

/**
 * Returns the text after FROM by which a person reads the dataset. Null if it is too long, as with thousands of
 * columns.
 */
export function shownSource(
  { from }: NonNullable<Session['reproduce']>,
  query: ShownQuery,
): string | null {
  const source = from(query);
  return source.length > longestSource ? null : source;
}

/** Matches types whose text and comparison depend on the session's time zone. */
const zoned = /\btimestamptz\b|\btimestamp with time zone\b/i;

/**
 * Returns an outcome whose SQL runs anywhere. The relation's name only exists during the run, so the SQL reads the
 * dataset itself. It is removed if no other engine can read the dataset, if the text that does is too long, or if it does not
 * mark the fields that can't be read where the SQL goes by their marks.
 */
export function reproducible(
  outcome: Outcome,
  {
    relation,
    reproduce,
    columns,
    dialect,
    unreadable,
  }: Pick<Session, 'relation' | 'reproduce' | 'columns' | 'dialect' | 'unreadable'>,
  masked: ReadonlySet<string>,
): Outcome {
  const { sql } = outcome;
  if (sql === null || reproduce === null) return { ...outcome, sql: null };
  const isDescription = sql === dialect.describe(relation);
  const source = shownSource(reproduce, { sql: isDescription ? null : sql, masked });
  if (source === null) return { ...outcome, sql: null };
  // A mark that the SQL goes by must be there, and none is a column to describe.
  const isOff = (name: string) =>
    isDescription ? source.includes(name) : sql.includes(name) && !source.includes(name);
  if (unreadable?.hidden.some(isOff)) return { ...outcome, sql: null };
  // A name may hold what means something in a replacement: `$&`.
  const query = sql.replaceAll(relation, () => source);
  const hasZone =
    !reproduce.isOwn && (zoned.test(query) || columns.some(({ type }) => zoned.test(type)));
  const statements = [...(hasZone ? ["set TimeZone = 'UTC'"] : []), ...reproduce.before, query];
  return { ...outcome, sql: statements.join(';\n') };
}
