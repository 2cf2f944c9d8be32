import type { DuckDBConnection } from '@duckdb/node-api';

/** In milliseconds: a query that is done sooner needs no progress; and how often it is looked at. */
const usual = { patience: 2000, pace: 250 };

/** Reports how far a connection's query is while it takes long; the function that it returns ends the reports. */
export function watchProgress(
  connection: DuckDBConnection,
  tell: ((fraction: number) => void) | undefined,
  { patience, pace } = usual,
): () => void {
  if (!tell) return () => {};
  const started = performance.now();
  let told = -1;
  const timer = setInterval(() => {
    const { percentage } = connection.progress;
    if (performance.now() - started < patience || percentage < 0) return;
    const fraction = Math.min(percentage / 100, 0.99);
    // DuckDB's guess may fall back when it learns more.
    if (fraction <= told) return;
    told = fraction;
    tell(told);
  }, pace);
  return () => {
    clearInterval(timer);
    if (told >= 0) tell(1);
  };
}
