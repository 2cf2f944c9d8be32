import '../../system/require-node.ts';
import type { Plugin } from 'vitest/config';
import type { TestProject } from 'vitest/node';
import { collectContracts } from './collect-contracts.ts';
import {
  claimProject,
  isContractsConfig,
  isContractsProject,
  isOwnProject,
  leaveContractsOut,
  pluginName,
  withContractsProject,
} from './contracts-project.ts';
import { declareTags } from './declared-tags.ts';
import { claimFuzzProject, isFuzzConfig, isOwnFuzzProject } from './fuzz-project.ts';
import { addReporters, startClock } from './lifecycle.ts';
import { refuseMisplaced, refuseUnclaimed, refuseWithoutFile } from './misplaced.ts';
import { type ContractsOptions, type PluginSettings, pluginSettings } from './plugin-options.ts';
import { removeStaleReports } from './stale-reports.ts';

export type { Declaration } from '../worker-context.ts';
export type { ContractsOptions } from './plugin-options.ts';

/**
 * Adds a project that runs the contract files, beside the tests that a config already has. It belongs among the plugins
 * of a config file, not of a project inside one. A run that checks nothing fails, unless it was asked for other tests.
 * `vitest list` loads contract files to name their tests, and reads no data.
 *
 * @throws {VerifyError} `OPTION_INVALID` for an option that does not exist or can't be as it is, `PLUGIN_MISPLACED`
 * where it can add no project.
 *
 * @example
 * // vitest.config.ts
 * export default defineConfig({ plugins: [contracts({ memoryLimit: '4GiB' })] });
 */
export function contracts(options: ContractsOptions = {}): Plugin {
  const settings = asSentence(() => pluginSettings(options, process.env));
  return {
    name: pluginName,
    enforce: 'pre',
    config: {
      order: 'pre',
      handler(config) {
        config.test ??= {};
        const test = config.test;
        if (isContractsConfig(test) || isFuzzConfig(test)) return;
        removeStaleReports(test.reporters, config.root ?? process.cwd());
        test.projects = asSentence(() =>
          withContractsProject(test, settings, refuseUnclaimed(settings)),
        );
      },
    },
    configResolved: (resolved) => asSentence(() => refuseWithoutFile(resolved, settings)),
    async configureVitest({ vitest, project }) {
      asSentence(() => refuseMisplaced(vitest, project, settings));
      const guard = addReporters(vitest, settings);
      collectContracts(vitest);
      if (!isContractsProject(project)) leaveContractsOut(project, settings);
      if (isOwnFuzzProject(project, settings)) await claimFuzz(project, settings);
      if (!isOwnProject(project, settings)) return;
      claimProject(project, settings);
      startClock(vitest, project, settings);
      if (vitest.config.tagsFilter || vitest.config.listTags) await declareTags(project);
      if (Number.parseInt(vitest.version, 10) < 5)
        guard.notice(
          `Assay is made for Vitest 5 and this is ${vitest.version}, on which it is not tested: npm i -D vitest@5`,
        );
      const { testFiles } = await project.globTestFiles();
      if (testFiles.length === 0 && vitest.config.watch)
        guard.notice(`No contract file yet: ${settings.include.join(', ')}`);
    },
  };
}

/** Sets up the project of the fuzz tests; a mistake in its globs is one of the config file. */
async function claimFuzz(project: TestProject, settings: PluginSettings): Promise<void> {
  try {
    await claimFuzzProject(project, settings);
  } catch (error) {
    asSentence(() => {
      throw error;
    });
  }
}

/** Runs a function, and reduces a mistake in the config file to its message, since its frames are Vite's. */
function asSentence<T>(work: () => T): T {
  try {
    return work();
  } catch (error) {
    if (error instanceof Error) error.stack = `${error.name}: ${error.message}`;
    throw error;
  }
}
