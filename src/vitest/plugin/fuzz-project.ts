import { defaultExclude, type Plugin, type TestProjectConfiguration } from 'vitest/config';
import type { TestProject } from 'vitest/node';
import { VerifyError } from '../verify-error.ts';
import { noteClaimed } from './claimed-projects.ts';
import { inNode } from './in-node.ts';
import type { PluginSettings } from './plugin-options.ts';

/** The name of the project of fuzz tests. */
export const fuzzName = 'fuzz';

/** Returns the project of the fuzz tests: none without globs. `check` refuses it where no plugin sets it up. */
export const fuzzProjects = (
  { fuzz, name }: PluginSettings,
  check: Plugin,
): readonly TestProjectConfiguration[] =>
  fuzz.length === 0
    ? []
    : [
        {
          extends: true,
          plugins: [check, inNode],
          test: {
            name: fuzzName,
            environment: 'node',
            includeTaskLocation: true,
            provide: { assayFuzz: name },
            sequence: { groupOrder: 1001, concurrent: false },
          },
        },
      ];

/** True for the config of a project of fuzz tests. */
export const isFuzzConfig = ({
  provide,
}: {
  readonly provide?: { readonly assayFuzz?: unknown };
}): boolean => provide?.assayFuzz !== undefined;

/** True for the project of fuzz tests that these settings added. */
export const isOwnFuzzProject = ({ config }: TestProject, { name }: PluginSettings): boolean =>
  config.provide.assayFuzz === name;

/**
 * Sets up the project of the fuzz tests. Vitest joins inherited globs, so its own are restored.
 *
 * @throws {VerifyError} `OPTION_INVALID` where no file matches, unless a person watches.
 */
export async function claimFuzzProject(
  project: TestProject,
  { fuzz }: PluginSettings,
): Promise<void> {
  noteClaimed(project);
  const { config, vitest } = project;
  config.dir = config.root;
  config.include = [...fuzz];
  config.exclude = [...defaultExclude, ...(vitest.config.cliExclude ?? [])];
  config.includeSource = [];
  config.passWithNoTests = false;
  config.typecheck.enabled = false;
  const { testFiles } = await project.globTestFiles();
  if (testFiles.length > 0 || vitest.config.watch) return;
  throw new VerifyError(
    'OPTION_INVALID',
    `contracts(): no file matches the option 'fuzz', so no step would be tested: ${fuzz.join(', ')}. Globs start from ${config.root}.`,
  );
}
