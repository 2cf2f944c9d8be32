import type { Session } from '../../src/engine/engine.ts';
import { onPlainDuckDB } from '../support/plain-duckdb.ts';

const all = { sql: null, masked: new Set<string>() };

/** What to write after FROM for all rows and columns. */
export const shownFrom = ({ reproduce }: Session): string | null => reproduce?.from(all) ?? null;

/** A query in words, run anew on a DuckDB of a user's in the project's folder; each value as text. */
export async function shownRows({ reproduce }: Session, root: string): Promise<readonly unknown[]> {
  if (reproduce === null) throw new Error('There is no way to read it.');
  return onPlainDuckDB(root, async (connection) => {
    for (const statement of ["set TimeZone = 'UTC'", ...reproduce.before])
      await connection.run(statement);
    const text = `select columns(*)::varchar from ${reproduce.from(all)}`;
    return (await connection.runAndReadAll(text)).getRowObjectsJson();
  });
}

/** The rows that were opened, each value as text. */
export const openedRows = ({ query, relation }: Session) =>
  query(`select columns(*)::varchar from ${relation}`);
