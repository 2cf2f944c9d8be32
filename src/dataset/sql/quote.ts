import { DatasetError } from '../dataset.ts';

/** Quotes a name of a table or column. */
export const identifier = (name: string): string => `"${checkSqlText(name).replaceAll('"', '""')}"`;

/** Quotes a text as an SQL literal. */
export const literal = (text: string): string => `'${checkSqlText(text).replaceAll("'", "''")}'`;

/**
 * Refuses text that SQL can't express: a NUL ends a statement, and half of a surrogate pair would become another
 * character.
 */
function checkSqlText(text: string): string {
  if (!text.includes('\0') && text.isWellFormed()) return text;
  const what = text.includes('\0') ? 'a NUL character' : 'half a character (a lone surrogate)';
  throw new DatasetError(
    'DATASET_INVALID',
    `A name or a text for SQL holds ${what}, which SQL can't say: write another one.`,
  );
}

/** Quotes texts as an SQL list. */
export const literals = (texts: readonly string[]): string => `[${texts.map(literal).join(', ')}]`;

/** Returns SQL for a STRUCT with these names and expressions. */
export const struct = (entries: readonly (readonly [string, string])[]): string =>
  `{${entries.map(([name, value]) => `${literal(name)}: ${value}`).join(', ')}}`;

/** Escapes a path for DuckDB's file functions, so that it is not taken for a glob. */
export const exactPath = (path: string): string => path.replaceAll(/[*?[]/g, '[$&]');

/** Undoes {@link exactPath}. */
export const pathOfExact = (path: string): string => path.replaceAll(/\[([*?[])\]/g, '$1');

/** Removes the quotes that {@link identifier} adds. A name without quotes is returned as it is. */
export const unquoted = (name: string): string =>
  name.startsWith('"') ? name.slice(1, -1).replaceAll('""', '"') : name;
