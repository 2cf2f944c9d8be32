import { Chalk, supportsColor } from 'chalk';
import type { Vitest } from 'vitest/node';
import type { BaselineMode } from '../../reference/baseline-settings.ts';
import { baselineMode } from '../../run/baseline-mode.ts';
import { colorLevel } from './color-level.ts';

/** Returns the way in which a run of Vitest treats baselines: as its own snapshots, also after `u` in watch mode. */
export const baselineUpdates = ({ snapshot }: Vitest, env: NodeJS.ProcessEnv): BaselineMode =>
  baselineMode(snapshot.options.updateSnapshot, env);

/** Prints how many baselines a run wrote, updated and removed, as Vitest does of snapshots. Prints nothing if none. */
export function printBaselines({ logger }: Vitest, counts: readonly string[]): void {
  if (counts.length === 0) return;
  const color = new Chalk({ level: colorLevel(supportsColor) });
  logger.log(`${color.dim('  Baselines ')} ${color.green.bold(counts.join(', '))}\n`);
}
