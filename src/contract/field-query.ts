import { element } from './schema/nested-fields.ts';

/** Returns the SELECT that makes a column of a field, or rows of the elements of a list, of a dataset given to `query`. */
export function fieldQuery(path: readonly string[]): string {
  const at = path.indexOf(element);
  return at < 0
    ? `select *, ${fieldSql(path)} as ${quoted(path.join('_'))} from dataset`
    : `select *, unnest(${fieldSql(path.slice(0, at))}) as element from dataset`;
}

/** Returns the SQL of a field within a column, `"address"."zip"`. */
export const fieldSql = (path: readonly string[]): string => path.map(quoted).join('.');

// Also where it looks plain: "order" is a word of SQL.
const quoted = (name: string) => `"${name.replaceAll('"', '""')}"`;
