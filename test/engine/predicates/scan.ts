import { type DuckDBConnection, DuckDBInstance } from '@duckdb/node-api';
import type { Case, SqlCase } from './cases.ts';
import type { CountsById } from './counts.ts';

/**
 * DuckDB as it comes, or at its plainest: without an optimizer no predicate is rewritten, pushed into a scan or decided by
 * statistics.
 */
export async function openEngine(kind: 'usual' | 'plain'): Promise<DuckDBConnection> {
  const connection = await (await DuckDBInstance.create(':memory:')).connect();
  await connection.run("set TimeZone = 'UTC'");
  if (kind === 'plain') await connection.run('pragma disable_optimizer');
  return connection;
}

/** How many counts a query asks for: of more, DuckDB's work for each grows. */
const atOnce = 60;

/** What all rows of a table say. */
export async function scanned(
  cases: readonly Case[],
  table: string,
  connection: DuckDBConnection,
): Promise<CountsById> {
  const texts = cases.map((one) =>
    one.kind === 'sql'
      ? [countOf(one.text), countOf(`not (${one.text})`), `count(${one.text})`]
      : ['null', countOf(one.violating), `count(${one.column.name})`],
  );
  const counts = await counted(texts.flat(), table, connection);
  return new Map(
    cases.map(({ id }, at) => {
      const [matching = null, violating = null, judged = null] = counts.slice(at * 3, at * 3 + 3);
      return [id, { matching, violating: Number(violating), judged: Number(judged) }];
    }),
  );
}

/** What a bare WHERE finds, which DuckDB pushes into the scan of a file; null where DuckDB refuses it. */
export async function filtered(
  cases: readonly SqlCase[],
  path: string,
  connection: DuckDBConnection,
): Promise<ReadonlyMap<string, number | null>> {
  const found = new Map<string, number | null>();
  for (const { id, text } of cases) {
    const query = `select count(*) from read_parquet('${path}') where ${text}`;
    const answer = await connection.runAndReadAll(query).catch(() => null);
    found.set(id, answer && Number(answer.getRows()[0]?.[0]));
  }
  return found;
}

async function counted(
  texts: readonly string[],
  table: string,
  connection: DuckDBConnection,
): Promise<readonly (number | null)[]> {
  const counts: (number | null)[] = [];
  for (let at = 0; at < texts.length; at += atOnce) {
    const some = texts.slice(at, at + atOnce).join(', ');
    const answer = await connection.runAndReadAll(`select ${some} from ${table}`);
    for (const count of answer.getRows()[0] ?? [])
      counts.push(count === null ? null : Number(count));
  }
  return counts;
}

/** `count_if` is NULL where its condition is NULL for all rows. */
const countOf = (condition: string) => `count(case when ${condition} then 1 end)`;
