/** A name of a table or column in SQL. */
export const identifier = (name: string): string => `"${name.replaceAll('"', '""')}"`;

/** Text in SQL. */
export const literal = (text: string): string => `'${text.replaceAll("'", "''")}'`;

/** A list of texts in SQL. */
export const literals = (texts: readonly string[]): string => `[${texts.map(literal).join(', ')}]`;

/** Names and SQL expressions as a STRUCT. */
export const struct = (entries: readonly (readonly [string, string])[]): string =>
  `{${entries.map(([name, value]) => `${literal(name)}: ${value}`).join(', ')}}`;

/** A path as DuckDB's file functions read it: `*` and its kin are meant literally. */
export const exactPath = (path: string): string => path.replaceAll(/[*?[]/g, '[$&]');
