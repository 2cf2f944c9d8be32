import type { TestSpecification, Vitest } from 'vitest/node';
import { isContractsProject } from '../plugin/contracts-project.ts';
import { fileFilters } from './file-filters.ts';

const key = Symbol.for('assay.unconcerned');

/** One a process: Vitest loads reporters apart from its config. */
function unaffectedRuns(): WeakSet<Vitest> {
  const shared = globalThis as { [key]?: WeakSet<Vitest> };
  shared[key] ??= new WeakSet();
  return shared[key];
}

/**
 * Note whether a run has anything to do with contracts. One in which a user's own words leave all of them out, such as
 * `--project unit` or a test's file name, leaves their reports as they are.
 */
export function noteIfUnaffected(
  vitest: Vitest,
  specifications: readonly TestSpecification[],
): void {
  if (leavesContractsOut(vitest, specifications)) unaffectedRuns().add(vitest);
  else unaffectedRuns().delete(vitest);
}

function leavesContractsOut(vitest: Vitest, specifications: readonly TestSpecification[]): boolean {
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
export const noteAffected = (vitest: Vitest): void => void unaffectedRuns().delete(vitest);

export const isUnaffected = (vitest: Vitest | undefined): boolean =>
  vitest !== undefined && unaffectedRuns().has(vitest);
