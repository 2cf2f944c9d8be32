import type { TestProject } from 'vitest/node';
import { isCacheOff } from '../../run/run-settings.ts';
import { isContractsProject } from './contracts-project.ts';

/** True if a run was asked to keep nothing for later ones, by the option of a contracts project or the environment. */
export const keepsNothing = (projects: readonly TestProject[], env: NodeJS.ProcessEnv): boolean =>
  isCacheOff({}, env) ||
  projects.some(
    (project) =>
      isContractsProject(project) && isCacheOff(project.config.provide.assay?.settings ?? {}, env),
  );
