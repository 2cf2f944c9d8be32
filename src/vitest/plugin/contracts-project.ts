import {
  defaultExclude,
  type Plugin,
  type TestProjectConfiguration,
  type ViteUserConfig,
} from 'vitest/config';
import type { TestProject } from 'vitest/node';
import { isOfUser } from '../../contract/user-frames.ts';
import { VerifyError } from '../verify-error.ts';
import type { AssayContext } from '../worker-context.ts';
import { noteClaimed } from './claimed-projects.ts';
import { fuzzName, fuzzProjects, isOwnFuzzProject } from './fuzz-project.ts';
import { inNode } from './in-node.ts';
import type { PluginSettings } from './plugin-options.ts';

/** The plugin's name, by which a config's plugins of this kind are found. */
export const pluginName = 'assay:contracts';

type TestConfig = NonNullable<ViteUserConfig['test']>;

/**
 * Returns the projects to declare in the config: the user's own, or one that runs the tests of before, and the
 * contracts project with the plugin `check`.
 *
 * @throws {VerifyError} `PROJECT_NAME_TAKEN` where a project of the user's has the name already.
 */
export function withContractsProject(
  test: TestConfig,
  settings: PluginSettings,
  check: Plugin,
): TestProjectConfiguration[] {
  const own = test.projects ?? [ownTests(test)];
  if (own.some((project) => projectName(project) === settings.name)) {
    throw new VerifyError(
      'PROJECT_NAME_TAKEN',
      `contracts() adds a project '${settings.name}', and the config has one of that name: rename one of them, for example contracts({ name: 'data' }).`,
    );
  }
  if (settings.fuzz.length > 0 && own.some((project) => projectName(project) === fuzzName)) {
    throw new VerifyError(
      'PROJECT_NAME_TAKEN',
      `contracts({ fuzz }) adds a project '${fuzzName}', and the config has one of that name: rename it.`,
    );
  }
  return [...own, contractsProject(settings, check), ...fuzzProjects(settings, check)];
}

/** Returns the project of the config's own tests. It inherits everything, and keeps its name if it has one. */
function ownTests(test: TestConfig): TestProjectConfiguration {
  const name = nameOf(test.name) ?? 'unit';
  return { extends: true, test: { name } };
}

const nameOf = (name: TestConfig['name']): string | undefined =>
  (typeof name === 'object' ? name.label : name) || undefined;

function projectName(project: TestProjectConfiguration): string | undefined {
  return typeof project === 'object' && 'test' in project ? nameOf(project.test?.name) : undefined;
}

/**
 * The settings of the contracts project: one worker that keeps one engine for all contract files, and runs after the
 * unit tests.
 */
const ours = {
  pool: 'forks',
  isolate: false,
  fileParallelism: false,
  maxWorkers: 1,
  environment: 'node',
  includeTaskLocation: true,
  strictTags: false,
} as const;

function contractsProject(settings: PluginSettings, check: Plugin): TestProjectConfiguration {
  const provide = { assay: contextOf(process.cwd(), settings) };
  const sequence = { groupOrder: 1000, concurrent: false };
  return {
    extends: true,
    plugins: [check, inNode],
    test: { ...ours, name: settings.name, provide, sequence },
  };
}

/** True for the config of a contracts project, which has the context that the plugin provides. */
export const isContractsConfig = ({ provide }: Pick<TestConfig, 'provide'>): boolean =>
  provide?.assay !== undefined;

/** True for a contracts project. */
export const isContractsProject = ({ config }: TestProject): boolean => isContractsConfig(config);

/** True for the project that these settings added, since a config may have the plugin more than once. */
export const isOwnProject = ({ config }: TestProject, { name }: PluginSettings): boolean =>
  config.provide.assay?.project === name;

/** Returns the context for a worker. Unless an option or the environment sets `now`, it is the moment of the call. */
export const contextOf = (root: string, { name, run }: PluginSettings): AssayContext => ({
  project: name,
  root,
  settings: { now: new Date().toISOString(), ...run },
});

const namesBuilds = (glob: string): boolean => /(?:^|\/)dist(?:\/|$)/.test(glob);

/**
 * Sets up the contracts project. Vitest merges inherited settings and joins lists, so its own settings are restored.
 */
export function claimProject(project: TestProject, settings: PluginSettings): void {
  noteClaimed(project);
  const { config, vitest } = project;
  // Contract files are looked for from the root, wherever a config has its tests.
  config.dir = config.root;
  config.include = [...settings.include];
  const builds = settings.include.some(namesBuilds) ? [] : ['**/dist/**'];
  config.exclude = [...defaultExclude, ...builds, ...(vitest.config.cliExclude ?? [])];
  // A file that makes contracts for others to verify has no test of its own. The manifest says whether somebody does.
  config.passWithNoTests = true;
  config.includeSource = [];
  config.setupFiles = [];
  config.expect = { ...config.expect, requireAssertions: false };
  delete (config as { runner?: string }).runner;
  config.typecheck.enabled = false;
  // Vitest leaves out what lies in node_modules, and this library lies elsewhere where that is a link.
  const { onStackTrace } = config;
  config.onStackTrace = (error, frame) =>
    isOfUser(frame.file) ? onStackTrace?.(error, frame) : false;
}

/** Excludes contract files and fuzz tests from another project, whose globs may match them too. */
export function leaveContractsOut(project: TestProject, settings: PluginSettings): void {
  const { config } = project;
  const fuzz = isOwnFuzzProject(project, settings) ? [] : settings.fuzz;
  config.exclude = [...config.exclude, ...settings.include, ...fuzz];
}
