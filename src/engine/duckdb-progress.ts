import type { DuckDBConnection } from '@duckdb/node-api';

/** A query that is done sooner needs no progress. */
const patience = 2000;
const pace = 250;

/** Tell how far a connection's query is while it takes long; the answer ends it. */
export function watchProgress(
  connection: DuckDBConnection,
  tell: ((fraction: number) => void) | undefined,
): () => void {
  if (!tell) return () => {};
  const started = performance.now();
  let told = -1;
  const timer = setInterval(() => {
    const { percentage } = connection.progress;
    if (performance.now() - started < patience || percentage < 0) return;
    // DuckDB's guess may fall back when it learns more.
    told = Math.max(told, Math.min(percentage / 100, 0.99));
    tell(told);
  }, pace);
  return () => {
    clearInterval(timer);
    if (told >= 0) tell(1);
  };
}
