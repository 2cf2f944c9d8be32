import {
  defaultExclude,
  type Plugin,
  type TestProjectConfiguration,
  type ViteUserConfig,
} from 'vitest/config';
import type { TestProject } from 'vitest/node';
import { VerifyError } from '../verify-error.ts';
import type { AssayContext } from '../worker-context.ts';
import type { PluginSettings } from './plugin-options.ts';

/** The plugin's name, by which those of a config are known. */
export const pluginName = 'assay:contracts';

type TestConfig = NonNullable<ViteUserConfig['test']>;

/**
 * The projects to declare where the plugin stands: the user's own, or one that runs what ran before, and the contracts,
 * whose project brings `check` along.
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
  return [...own, contractsProject(settings, check)];
}

/** Everything that the config's own tests need is inherited, and their project's name is theirs where they have one. */
function ownTests(test: TestConfig): TestProjectConfiguration {
  const name = nameOf(test.name) ?? 'unit';
  return { extends: true, test: { name } };
}

const nameOf = (name: TestConfig['name']): string | undefined =>
  (typeof name === 'object' ? name.label : name) || undefined;

function projectName(project: TestProjectConfiguration): string | undefined {
  return typeof project === 'object' && 'test' in project ? nameOf(project.test?.name) : undefined;
}

/** One worker that keeps one engine for all contract files, and runs after the unit tests. */
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
    plugins: [check],
    test: { ...ours, name: settings.name, provide, sequence },
  };
}

/** The config of a project that the plugin added: it is told of it. */
export const isContractsConfig = ({ provide }: Pick<TestConfig, 'provide'>): boolean =>
  provide?.assay !== undefined;

export const isContractsProject = ({ config }: TestProject): boolean => isContractsConfig(config);

/** Whether it is the project that these settings added; a config may have the plugin more than once. */
export const isOwnProject = ({ config }: TestProject, { name }: PluginSettings): boolean =>
  config.provide.assay?.project === name;

/** What a worker is told; without an option or the environment, now is the moment of the call. */
export const contextOf = (root: string, { name, run }: PluginSettings): AssayContext => ({
  project: name,
  root,
  settings: { now: new Date().toISOString(), ...run },
});

const namesBuilds = (glob: string): boolean => /(?:^|\/)dist(?:\/|$)/.test(glob);

const key = Symbol.for('assay.claimed');

/** One a process: a config that Vite bundles may bring a copy of this module. */
function claimed(): WeakSet<TestProject> {
  const shared = globalThis as { [key]?: WeakSet<TestProject> };
  shared[key] ??= new WeakSet();
  return shared[key];
}

export const isClaimed = (project: TestProject): boolean => claimed().has(project);

/** What a config inherits is merged, and lists are joined: set ours apart again. */
export function claimProject(project: TestProject, settings: PluginSettings): void {
  claimed().add(project);
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
}

/** Contract files are the contracts project's, however wide a project of the user's casts its net. */
export function leaveContractsOut({ config }: TestProject, settings: PluginSettings): void {
  config.exclude = [...config.exclude, ...settings.include];
}
