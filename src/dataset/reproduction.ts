/** A query to show in a report. It decides how much of the reading must be shown with it. */
export interface ShownQuery {
  /** The SQL of the query; null to show how every column is read. */
  readonly sql: string | null;
  /** Columns of which only the name may be shown. The keys of objects are values too. */
  readonly masked: ReadonlySet<string>;
}

/** A way to read the same rows in any DuckDB, run from the project's folder. */
export interface Reproduction {
  /** Statements to run first, such as ATTACH. */
  readonly before: readonly string[];
  /**
   * Returns SQL (to follow FROM) without credentials. Columns that the query does not name may keep the type that the
   * file has.
   */
  from(query: ShownQuery): string;
  /** True for a user's own connection, whose time zone applies in place of UTC. */
  readonly isOwn?: boolean;
}

/** Returns a reproduction from SQL to follow FROM, and the statements to run before it. */
export const makeReproduction = (
  from: string | Reproduction['from'],
  before: readonly string[] = [],
): Reproduction => ({ before, from: typeof from === 'string' ? () => from : from });

/** True if a query may read a column, because it names it, quoted or not. */
export const mentions = ({ sql }: ShownQuery, column: string): boolean =>
  sql === null ||
  [column, column.replaceAll('"', '""')].some((name) =>
    hasWord(sql.toLowerCase(), name.toLowerCase()),
  );

/** True if a text contains a word that is not part of a longer one. */
function hasWord(text: string, word: string): boolean {
  const isLonger = (before: string | undefined, first: string | undefined) =>
    /^[\p{L}\p{N}_]{2}$/u.test(`${before ?? ''}${first ?? ''}`);
  for (let at = text.indexOf(word); at >= 0; at = text.indexOf(word, at + 1)) {
    const end = at + word.length;
    if (!isLonger(text[at - 1], word[0]) && !isLonger(word.at(-1), text[end])) return true;
  }
  return false;
}
