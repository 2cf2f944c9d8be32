import type { Reporter, TestProject, Vitest } from 'vitest/node';
import { Guard } from '../guard/guard.ts';
import { contextOf } from './contracts-project.ts';
import type { PluginSettings } from './plugin-options.ts';
import { progressMode } from './progress-mode.ts';
import { warnedNames } from './warned-names.ts';
import { WarningSummary } from './warning-summary.ts';
import { DataWatch } from './watch-data.ts';

/** Of each config: Vitest makes it anew on restart, and asks every plugin once for each project. */
const guards = new WeakMap<Vitest['config'], Guard>();

/** Add what accompanies every run, whichever reporters a user chose: first the guard, last the summary. */
export function addReporters(vitest: Vitest, { allowNoneSelected }: PluginSettings): Guard {
  const known = guards.get(vitest.config);
  if (known) return known;
  const guard = new Guard(vitest, { allowNoneSelected });
  guards.set(vitest.config, guard);
  const reporters = reportersOf(vitest);
  const names = warnedNames();
  reporters.unshift(guard, names.lend);
  reporters.push(new WarningSummary(vitest, () => guard.warnings), names.takeBack);
  if (vitest.config.watch) reporters.push(new DataWatch(vitest));
  return guard;
}

/** Read the clock once at each run's start, for all workers of a project. */
export function startClock(vitest: Vitest, project: TestProject, settings: PluginSettings): void {
  const progress = progressMode(vitest.config.reporters, process.stderr, process.env);
  const onTestRunStart = () => {
    const context = contextOf(project.config.root, settings);
    project.provide('assay', { ...context, ...(progress && { progress }) });
  };
  reportersOf(vitest).push({ onTestRunStart });
}

/** A config takes reporters as instances too, which its resolved type does not say. */
const reportersOf = ({ config }: Vitest): Reporter[] => config.reporters as unknown[] as Reporter[];
