import type { Reporter, TestProject, Vitest } from 'vitest/node';
import { Guard } from '../guard/guard.ts';
import { baselineUpdates, printBaselines } from './baseline-updates.ts';
import { contextOf } from './contracts-project.ts';
import type { PluginSettings } from './plugin-options.ts';
import { progressMode } from './progress-mode.ts';
import { warnedNames } from './warned-names.ts';
import { WarningSummary } from './warning-summary.ts';
import { DataWatch } from './watch-data.ts';

const key = Symbol.for('assay.guards');

/**
 * Returns the guard of each config. Vitest creates the config anew on a restart, and calls every plugin once for each
 * project. The map is global, since Vite may bundle a copy of this module into the config of each project.
 */
function guardsByConfig(): WeakMap<Vitest['config'], Guard> {
  const shared = globalThis as { [key]?: WeakMap<Vitest['config'], Guard> };
  shared[key] ??= new WeakMap();
  return shared[key];
}

/** Adds the reporters of every run around those that a user chose: first the guard, last the summary. */
export function addReporters(vitest: Vitest, { allowNoneSelected }: PluginSettings): Guard {
  const guards = guardsByConfig();
  const known = guards.get(vitest.config);
  if (known) return known;
  const guard = new Guard(vitest, { allowNoneSelected });
  guards.set(vitest.config, guard);
  const reporters = reportersOf(vitest);
  const names = warnedNames();
  reporters.unshift(guard, names.lend);
  reporters.push(new WarningSummary(vitest, () => guard.warnings), names.takeBack);
  reporters.push({ onTestRunEnd: () => printBaselines(vitest, guard.baselines) });
  if (vitest.config.watch) reporters.push(new DataWatch(vitest));
  return guard;
}

/** Provides the context to a project's workers at each run's start, with the clock read once. */
export function startClock(vitest: Vitest, project: TestProject, settings: PluginSettings): void {
  const progress = progressMode(vitest.config.reporters, process.stderr, process.env);
  const onTestRunStart = () => {
    const context = contextOf(project.config.root, settings);
    const baselines = baselineUpdates(vitest, process.env);
    project.provide('assay', { ...context, baselines, ...(progress && { progress }) });
  };
  reportersOf(vitest).push({ onTestRunStart });
}

/** Returns the reporters of a config. It accepts instances too, which its resolved type leaves out. */
const reportersOf = ({ config }: Vitest): Reporter[] => config.reporters as unknown[] as Reporter[];
