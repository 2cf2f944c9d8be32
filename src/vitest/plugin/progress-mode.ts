import { DefaultReporter } from 'vitest/node';
import type { ProgressMode } from '../worker-context.ts';

/** The reporters of Vitest that keep a window at the bottom of a terminal, and print everything else above it. */
const windowed: ReadonlySet<unknown> = new Set(['default', 'dot', 'tree', 'verbose']);

const keepsWindow = (reporter: unknown): boolean =>
  windowed.has(Array.isArray(reporter) ? reporter[0] : reporter) ||
  reporter instanceof DefaultReporter;

/** Returns how workers report progress: only to a person at a terminal, and not in CI. */
export function progressMode(
  reporters: readonly unknown[],
  { isTTY }: { readonly isTTY?: boolean },
  { CI }: NodeJS.ProcessEnv,
): ProgressMode | null {
  if (CI || !isTTY) return null;
  return reporters.some(keepsWindow) ? 'lines' : 'line';
}
