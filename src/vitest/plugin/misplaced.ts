import type { Plugin } from 'vitest/config';
import type { TestProject, Vitest } from 'vitest/node';
import { VerifyError } from '../verify-error.ts';
import { isClaimed } from './claimed-projects.ts';
import { isContractsProject, isOwnProject } from './contracts-project.ts';
import type { PluginSettings } from './plugin-options.ts';
import { removeStaleReports } from './stale-reports.ts';

/**
 * Refuses the plugin if no config file added its project. Vitest ignores the projects of a project inside a config,
 * where the plugin would silently run nothing. With `--project` the user decides what runs.
 *
 * @throws {VerifyError} `PLUGIN_MISPLACED` where no config file added the contracts project of these settings.
 */
export function refuseMisplaced(
  vitest: Vitest,
  project: TestProject,
  settings: PluginSettings,
): void {
  if (isContractsProject(project) || [vitest.config.project].flat().length > 0) return;
  const { configFile } = project.vite.config;
  const isThere = vitest.projects.some(
    (one) => isOwnProject(one, settings) && one.vite.config.configFile === configFile,
  );
  if (isThere) return;
  removeStaleReports(vitest.config.reporters, vitest.config.root);
  throw misplaced(ofProject(project.name), settings);
}

/** The part of a resolved Vite config that matters here. */
interface LoadedConfig {
  readonly configFile?: string | undefined;
  readonly plugins: readonly { readonly name: string }[];
  readonly test?: { readonly name?: unknown };
}

/**
 * Refuses the plugin in a config without a file, which no project can extend: a project inside a config, or a config
 * that a program passes to Vitest. It would run other tests under the name of contracts.
 *
 * @throws {VerifyError} `PLUGIN_MISPLACED`
 */
export function refuseWithoutFile(
  { configFile, plugins, test }: LoadedConfig,
  settings: PluginSettings,
): void {
  // Other programs than Vitest may load a config without its file.
  const isOfVitest = plugins.some(({ name }) => name === 'vitest' || name.startsWith('vitest:'));
  if (configFile !== undefined || !isOfVitest) return;
  throw misplaced(ofProject(typeof test?.name === 'string' ? test.name : ''), settings);
}

/**
 * Returns the plugin of the contracts project that refuses the project if no `contracts()` has set it up, since it
 * would run other tests under that name. A project inherits the plugins of its config file, but none that a program
 * passes to Vitest.
 */
export const refuseUnclaimed = (settings: PluginSettings): Plugin => ({
  name: 'assay:claimed',
  enforce: 'post',
  configureVitest({ vitest, project }) {
    if (isClaimed(project)) return;
    removeStaleReports(vitest.config.reporters, vitest.config.root);
    const error = misplaced('a program that runs Vitest', settings);
    error.stack = `${error.name}: ${error.message}`;
    throw error;
  },
});

const ofProject = (name: string): string =>
  name === '' ? 'a config without a file' : `the project '${name}'`;

function misplaced(where: string, { name }: PluginSettings): VerifyError {
  return new VerifyError(
    'PLUGIN_MISPLACED',
    `contracts() is among the plugins of ${where}, which can't add the project '${name}', so no contract would run: move it to the plugins of the config file, beside test: defineConfig({ plugins: [contracts()], test: { projects: [...] } }).`,
  );
}
