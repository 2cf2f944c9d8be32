import type { Reporter, TestProject, Vitest } from 'vitest/node';
import { Guard } from './guard.ts';
import type { PluginSettings } from './plugin-options.ts';
import { contextOf, isContractsProject } from './project.ts';
import { Summary } from './summary.ts';
import { DataWatch } from './watch.ts';

/** The plugin is asked once for each project, and Vitest makes a config anew on restart. */
const guards = new WeakMap<Vitest['config'], Guard>();

/** Add what accompanies every run, whichever reporters a user chose: first the guard, last the summary. */
export function attend(vitest: Vitest, settings: PluginSettings): Guard {
  const known = guards.get(vitest.config);
  if (known) return known;
  const guard = new Guard(vitest, { allowNoneSelected: settings.allowNoneSelected });
  guards.set(vitest.config, guard);
  const reporters: unknown[] = vitest.config.reporters;
  reporters.unshift(guard, clock(vitest, settings));
  reporters.push(new Summary(vitest, () => guard.warnings));
  if (vitest.config.watch) reporters.push(new DataWatch(vitest));
  return guard;
}

/** Reads the clock once at each run's start, for all of its workers. */
function clock(vitest: Vitest, { run }: PluginSettings): Reporter {
  const tell = (project: TestProject) =>
    project.provide('assay', contextOf(project.config.root, run));
  return {
    onTestRunStart: () => vitest.projects.filter(isContractsProject).forEach(tell),
  };
}
