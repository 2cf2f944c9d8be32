import type { TestSpecification, Vitest } from 'vitest/node';
import { isContractsProject } from '../plugin/contracts-project.ts';
import { fileFilters } from './file-filters.ts';

const key = Symbol.for('assay.unconcerned');

/** One a process: Vitest loads reporters apart from its config. */
function known(): WeakSet<Vitest> {
  const shared = globalThis as { [key]?: WeakSet<Vitest> };
  shared[key] ??= new WeakSet();
  return shared[key];
}

/**
 * Note whether a run has anything to do with contracts. One in which a user's own words leave all of them out, such as
 * `--project unit` or a test's file name, leaves their reports as they are.
 */
export function noteConcern(vitest: Vitest, specifications: readonly TestSpecification[]): void {
  if (isUnconcernedIn(vitest, specifications)) known().add(vitest);
  else known().delete(vitest);
}

function isUnconcernedIn(vitest: Vitest, specifications: readonly TestSpecification[]): boolean {
  const { projects, config } = vitest;
  if (projects.every(isContractsProject)) return false;
  if (specifications.some(({ project }) => isContractsProject(project))) return false;
  const mayBeEmpty = config.passWithNoTests || config.changed || config.related;
  if (specifications.length === 0 && !mayBeEmpty) return false;
  const isNarrowed =
    fileFilters(vitest).length > 0 || config.changed || config.related || config.shard;
  return Boolean(isNarrowed) || !projects.some(isContractsProject);
}

/** Notes that a run has to do with contracts after all. */
export const noteConcerned = (vitest: Vitest): void => void known().delete(vitest);

export const isUnconcerned = (vitest: Vitest | undefined): boolean =>
  vitest !== undefined && known().has(vitest);
