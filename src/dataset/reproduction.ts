/** A query that is shown: what it reads decides how much is said of how to read it. */
export interface ShownQuery {
  /** Its SQL; null where all that there is must be told. */
  readonly sql: string | null;
  /** Columns of which nothing may be told but their names: the keys of objects are values too. */
  readonly masked: ReadonlySet<string>;
}

/** How a person reads the same rows with a DuckDB of their own, in the project's folder. */
export interface Reproduction {
  /** Statements that must run first, such as ATTACH. */
  readonly before: readonly string[];
  /** SQL for after FROM, without credentials. Columns that the query does not name may be left as the file has them. */
  from(query: ShownQuery): string;
  /** The clock of the user's own connection holds, in place of UTC. */
  readonly isOwn?: boolean;
}

export const makeReproduction = (
  from: string | Reproduction['from'],
  before: readonly string[] = [],
): Reproduction => ({ before, from: typeof from === 'string' ? () => from : from });

/** True if a query may read a column: it names it, in quotes or not. */
export const mentions = ({ sql }: ShownQuery, column: string): boolean =>
  sql === null ||
  [column, column.replaceAll('"', '""')].some((name) =>
    hasWord(sql.toLowerCase(), name.toLowerCase()),
  );

/** True if a text contains a word that is no part of a longer one. */
function hasWord(text: string, word: string): boolean {
  const isLonger = (before: string | undefined, first: string | undefined) =>
    /^[\p{L}\p{N}_]{2}$/u.test(`${before ?? ''}${first ?? ''}`);
  for (let at = text.indexOf(word); at >= 0; at = text.indexOf(word, at + 1)) {
    const end = at + word.length;
    if (!isLonger(text[at - 1], word[0]) && !isLonger(word.at(-1), text[end])) return true;
  }
  return false;
}
