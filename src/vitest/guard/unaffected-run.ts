import type { TestSpecification, Vitest } from 'vitest/node';
import { isContractsProject } from '../plugin/contracts-project.ts';
import { fileFilters } from './file-filters.ts';

const key = Symbol.for('assay.unconcerned');

/**
 * Returns the runs without contracts. There is one set for a process, since Vitest loads reporters apart from its
 * config.
 */
function unaffectedRuns(): WeakSet<Vitest> {
  const shared = globalThis as { [key]?: WeakSet<Vitest> };
  shared[key] ??= new WeakSet();
  return shared[key];
}

/**
 * Notes if a run has nothing to do with contracts: if the user's own filters, such as `--project unit` or a test's file
 * name, leave all of them out. Such a run leaves the contract reports as they are.
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
  const isOfOthers = !projects.some(isContractsProject);
  // A filter that matches no file is a typo as well as one for other tests, and `passWithNoTests` excuses no typo.
  const mayPass = config.passWithNoTests && (isOfOthers || config.shard);
  const mayBeEmpty = mayPass || config.changed || config.related;
  if (specifications.length === 0 && !mayBeEmpty) return false;
  const isNarrowed =
    fileFilters(vitest).length > 0 || config.changed || config.related || config.shard;
  return Boolean(isNarrowed) || isOfOthers;
}

/** Notes that a run has contracts after all. */
export const noteAffected = (vitest: Vitest): void => void unaffectedRuns().delete(vitest);

/** True for a run that has nothing to do with contracts. */
export const isUnaffected = (vitest: Vitest | undefined): boolean =>
  vitest !== undefined && unaffectedRuns().has(vitest);
