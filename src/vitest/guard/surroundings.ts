import type { TestProject, TestSpecification, Vitest } from 'vitest/node';
import { isContractsProject } from '../plugin/contracts-project.ts';
import { fileFilters } from './file-filters.ts';
import { contractFilesInBuilds } from './in-builds.ts';
import type { ManifestProblem } from './run-record.ts';
import { isUnaffected } from './unaffected-run.ts';
import { unmatchedFiles } from './unmatched-files.ts';

/** Problems around a run, which fail it, and warnings. */
export interface Surroundings {
  readonly problems: readonly ManifestProblem[];
  readonly warnings: readonly string[];
}

/**
 * Finds contract files that the run leaves out although nobody asked for that, and filters that match none. It is
 * skipped in watch mode, where a person sees what runs, and for runs that do not concern contracts.
 */
export async function findSurroundings(
  vitest: Vitest,
  { allowNoneSelected }: { readonly allowNoneSelected: boolean },
): Promise<Surroundings> {
  const { watch, mergeReports } = vitest.config;
  if (watch || mergeReports || isUnaffected(vitest)) return { problems: [], warnings: [] };
  const contracts = vitest.projects.filter(isContractsProject);
  const globbed = await Promise.all(contracts.map((project) => project.globTestFiles()));
  const run = new Set(globbed.flatMap(({ testFiles }) => testFiles));
  const problems = await Promise.all(contracts.map((project) => unmatched(project, run)));
  const idle = allowNoneSelected ? [] : await idleFilters(vitest);
  const builds = await Promise.all(contracts.map(contractFilesInBuilds));
  return { problems: [...problems.flat(), ...idle], warnings: builds.flat().map(inBuild) };
}

const inBuild = (path: string): string =>
  `${path} did not run, because files below a folder dist count as build output: move it, or name the folder in contracts({ include }).`;

async function unmatched(
  project: TestProject,
  run: ReadonlySet<string>,
): Promise<readonly ManifestProblem[]> {
  const globs = project.config.include.join(', ');
  return (await unmatchedFiles(project, run)).map((path) => ({
    code: 'FILE_UNMATCHED',
    module: null,
    message: `${path} calls verify() and did not run, because it matches no glob of the contract files, ${globs}. Rename it, or add it to contracts({ include }).`,
  }));
}

/** Finds filters that match no file. Vitest runs what the other filters match, and does not report it. */
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
    message: `The filter '${filter}' matches no contract file, so nothing was checked for it. If that is intended, set contracts({ allowNoneSelected: true }).`,
  }));
}
