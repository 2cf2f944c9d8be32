import type { TestModule, TestSpecification, Vitest } from 'vitest/node';
import { counted } from '../../outcome/printable-text.ts';
import { pathFrom } from '../../system/paths.ts';
import { isContractsProject } from '../plugin/contracts-project.ts';
import type { ShardRecord } from '../worker-context.ts';
import { fileFilters } from './file-filters.ts';
import type { ManifestProblem, ManifestProblemCode } from './run-record.ts';

/** Returns a shard's record of the whole run; null if there are no shards. */
export async function shardRecord(vitest: Vitest): Promise<ShardRecord | null> {
  const { shard } = vitest.config;
  if (!shard) return null;
  const whole = await vitest.getRelevantTestSpecifications([...fileFilters(vitest)]);
  const ours = whole.filter(({ project }) => isContractsProject(project));
  return { ...shard, files: [...new Set(ours.map(pathOf))].sort() };
}

const pathOf = ({ project, moduleId }: TestSpecification): string =>
  pathFrom(project.config.root, moduleId);

/** Returns the problems of merged reports, by each shard's record of the whole run. */
export function mergeProblems(
  modules: readonly TestModule[],
  specifications: readonly TestSpecification[],
): readonly ManifestProblem[] {
  const shards = modules.flatMap((module) => module.meta().assayShard ?? []);
  // A file that another project runs as well is not judged by that.
  const judged = modules.filter(({ project }) => isContractsProject(project));
  const here = new Set(judged.map(({ relativeModuleId }) => relativeModuleId));
  const lost = [...new Set(shards.flatMap(({ files }) => files))].filter((file) => !here.has(file));
  return [
    ...twice(specifications),
    ...(lost.length === 0 ? [] : [missing(lost, shards)]),
    ...(areOfOneRun(shards) ? [] : [different]),
  ];
}

const problem = (code: ManifestProblemCode, message: string): ManifestProblem => ({
  code,
  module: null,
  message,
});

function missing(files: readonly string[], shards: readonly ShardRecord[]): ManifestProblem {
  const what = counted(files.length, 'contract file');
  const seen = [...new Set(shards.map(({ index, count }) => `${index}/${count}`))].sort();
  return problem(
    'SHARD_MISSING',
    `${what} of the run ${files.length === 1 ? 'is' : 'are'} in none of the merged reports, so nothing in ${files.length === 1 ? 'it' : 'them'} was judged: ${files.join(', ')}. Merged were the shards ${seen.join(', ')}.`,
  );
}

/**
 * Returns the problem of files that several merged reports contain. Vitest keeps the last one, whatever the others
 * found.
 */
function twice(specifications: readonly TestSpecification[]): readonly ManifestProblem[] {
  const ours = specifications.filter(({ project }) => isContractsProject(project));
  const byId = Map.groupBy(ours, ({ taskId }) => taskId);
  const paths = [...byId.values()].flatMap(([first, second]) =>
    first && second ? pathOf(first) : [],
  );
  if (paths.length === 0) return [];
  return [
    problem(
      'SHARD_REPEATED',
      `The merged reports have ${paths.join(', ')} more than once, and only one of each is shown: merge the report of every shard once.`,
    ),
  ];
}

const areOfOneRun = ([first, ...more]: readonly ShardRecord[]): boolean =>
  first === undefined || more.every((one) => wholeOf(one) === wholeOf(first));

const wholeOf = ({ count, files }: ShardRecord): string => JSON.stringify([count, files]);

const different = problem(
  'SHARDS_DIFFER',
  'The merged reports are of different runs: their shards do not agree on which contract files there are, or on how many shards.',
);
