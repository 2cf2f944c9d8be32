import type { TestProject, TestSpecification, Vitest } from 'vitest/node';
import { isContractsProject } from './project.ts';
import type { ManifestProblem } from './run-record.ts';
import { unmatchedFiles } from './unmatched.ts';

/**
 * What a run leaves out that nobody asked to be left out, and that no test can tell of: found before it begins, for runs
 * of nothing but contracts or of everything. In watch mode a person sees what runs.
 */
export async function lookAround(
  vitest: Vitest,
  { allowNoneSelected }: { readonly allowNoneSelected: boolean },
): Promise<readonly ManifestProblem[]> {
  const { watch, mergeReports } = vitest.config;
  if (watch || mergeReports) return [];
  const contracts = vitest.projects.filter(isContractsProject);
  const problems = await Promise.all(contracts.map(unmatched));
  const idle = allowNoneSelected ? [] : await idleFilters(vitest);
  return [...problems.flat(), ...idle];
}

async function unmatched(project: TestProject): Promise<readonly ManifestProblem[]> {
  const globs = project.config.include.join(', ');
  return (await unmatchedFiles(project)).map((path) => ({
    code: 'FILE_UNMATCHED',
    module: null,
    message: `${path} calls verify() and did not run, for it is not among the contract files: they are looked for as ${globs}. Rename it, or name it in contracts({ include }).`,
  }));
}

/** Vitest runs what some of the filters match, and says nothing of the others. */
async function idleFilters(vitest: Vitest): Promise<readonly ManifestProblem[]> {
  const filters = fileFilters(vitest);
  const { changed, related } = vitest.config;
  const isOwn = vitest.projects.every(isContractsProject);
  if (filters.length < 2 || changed || related || !isOwn) return [];
  const idle: string[] = [];
  for (const filter of filters) {
    const found: readonly TestSpecification[] = await vitest.getRelevantTestSpecifications([
      filter,
    ]);
    if (found.length === 0) idle.push(filter);
  }
  return idle.map((filter) => ({
    code: 'FILTER_UNMATCHED',
    module: null,
    message: `The filter '${filter}' matches no contract file, so what it was to run was not judged. Where that is meant, say contracts({ allowNoneSelected: true }).`,
  }));
}

/** The paths that the command line asks for; Vitest keeps them out of its types. */
export function fileFilters(vitest: object): readonly string[] {
  if (!('filenamePattern' in vitest) || !Array.isArray(vitest.filenamePattern)) return [];
  return vitest.filenamePattern.filter((one) => typeof one === 'string');
}
