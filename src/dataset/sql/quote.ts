import { DatasetError } from '../dataset.ts';

/** A name of a table or column in SQL. */
export const identifier = (name: string): string => `"${checkSqlText(name).replaceAll('"', '""')}"`;

/** Text in SQL. */
export const literal = (text: string): string => `'${checkSqlText(text).replaceAll("'", "''")}'`;

/** SQL would end at a NUL, and hold another character in place of a half: something else would be read. */
function checkSqlText(text: string): string {
  if (!text.includes('\0') && text.isWellFormed()) return text;
  const what = text.includes('\0') ? 'a NUL character' : 'half a character (a lone surrogate)';
  throw new DatasetError(
    'DATASET_INVALID',
    `A name or a text for SQL holds ${what}, which SQL can't say: write another one.`,
  );
}

/** A list of texts in SQL. */
export const literals = (texts: readonly string[]): string => `[${texts.map(literal).join(', ')}]`;

/** Names and SQL expressions as a STRUCT. */
export const struct = (entries: readonly (readonly [string, string])[]): string =>
  `{${entries.map(([name, value]) => `${literal(name)}: ${value}`).join(', ')}}`;

/** A path as DuckDB's file functions read it: `*` and its kin are meant literally. */
export const exactPath = (path: string): string => path.replaceAll(/[*?[]/g, '[$&]');

/** A name as it was before {@link identifier} quoted it; one without quotes stays. */
export const unquoted = (name: string): string =>
  name.startsWith('"') ? name.slice(1, -1).replaceAll('""', '"') : name;
