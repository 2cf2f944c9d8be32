import process from 'node:process';
import { type DuckDBConnection, DuckDBInstance } from '@duckdb/node-api';
import type { Outcome } from '../../src/outcome/outcome.ts';

/**
 * A DuckDB as a user has it: nothing of ours is set, its clock is not in UTC, and it runs in `root`. It has one thread: its
 * deviation of doubles depends on which threads took which values, by 2.5e-8 of it where they lie far from 0.
 */
export async function onPlainDuckDB<T>(
  root: string,
  act: (connection: DuckDBConnection) => Promise<T>,
): Promise<T> {
  const instance = await DuckDBInstance.create(':memory:', {
    extension_directory: String(process.env.ASSAY_EXTENSION_DIRECTORY),
  });
  const connection = await instance.connect();
  const before = process.cwd();
  process.chdir(root);
  try {
    await connection.run('set threads = 1');
    await connection.run("set TimeZone = 'America/New_York'");
    return await act(connection);
  } finally {
    process.chdir(before);
    connection.disconnectSync();
    instance.closeSync();
  }
}

/**
 * Run the SQL that outcomes show in the project's folder, each in words where it gives another number than the outcome
 * tells.
 */
export const differencesInSql = (
  outcomes: readonly Outcome[],
  root = process.cwd(),
): Promise<readonly string[]> =>
  onPlainDuckDB(root, async (connection) => {
    const differences: string[] = [];
    for (const outcome of outcomes) {
      const { dataset, title, sql } = outcome;
      const difference = sql === null ? null : await differenceOf(outcome, sql, connection);
      if (difference !== null) differences.push(`${dataset}: ${title}: ${difference}\n${sql}`);
    }
    return differences;
  });

async function differenceOf(
  { observed, of, value, violations }: Outcome,
  sql: string,
  connection: DuckDBConnection,
): Promise<string | null> {
  const found = await connection.runAndReadAll(sql).then(
    (result) => result.getRows(),
    (error: unknown) => String(error),
  );
  if (typeof found === 'string') return found;
  if (/^describe /m.test(sql)) return null;
  if (/^select (?:\*|"[^()]*") from/m.test(sql)) return unlike(found.length, violations ?? value);
  // Of segments, the SQL tells the value of each, and the outcome how many there are.
  if (/select .* as s0/.test(sql) && (observed === null || / segments outside$/.test(observed)))
    return unlike(found.length, of);
  return unlike(found[0]?.at(-1), value);
}

function unlike(found: unknown, told: number | string | null): string | null {
  if (isSame(found ?? null, told)) return null;
  return `gives ${String(found)} where the outcome says ${told}`;
}

/** DuckDB's own sums and deviations of doubles round as they go; instants are told in whole milliseconds. */
function isSame(found: unknown, told: number | string | null): boolean {
  if (found === null || told === null) return found === told;
  if (typeof told === 'string' && /^[+-]?\d+-\d\d-\d\d/.test(told))
    return Math.floor(Number(found) / 1000) === Date.parse(told);
  const [one, other] = [Number(found), Number(told)];
  return Object.is(one, other) || Math.abs(one - other) <= 1e-8 * Math.abs(other);
}
