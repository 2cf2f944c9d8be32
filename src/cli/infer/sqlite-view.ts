import { identifier } from '../../dataset/sql/quote.ts';
import type { Session } from '../../engine/engine.ts';
import type { Source } from '../reading/source.ts';

/**
 * Returns advice for a table of SQLite whose columns hold values of several kinds, which is a view that has all of them as text;
 * null for another source.
 */
export function viewAdvice(
  { dataset, sourceFunction }: Source,
  { columns, unreadable }: Session,
): string | null {
  const table = dataset.source?.options?.table;
  if (sourceFunction !== 'sqlite' || typeof table !== 'string' || !unreadable) return null;
  const items = columns.map(({ name }) => {
    const column = identifier(name);
    return unreadable.columns.has(name) ? `${asText(column)} as ${column}` : column;
  });
  const view = `${table}_text`;
  return `if they are meant to be of several kinds, have SQLite write them as text by create view ${identifier(view)} as select ${items.join(', ')} from ${identifier(table)}; and say --table ${view}`;
}

/** Returns SQL for SQLite that returns a value as text, with the bytes of a blob in hexadecimal. */
const asText = (column: string): string =>
  `iif(typeof(${column}) = 'blob', hex(${column}), cast(${column} as text))`;
