import type { TestProject } from 'vitest/node';
import { pathFrom } from '../../system/paths.ts';
import { stem } from './unmatched-files.ts';

/**
 * Finds contract files in build folders, which a project leaves out. Files that were built from a contract file of the
 * run are not returned. Paths are relative to the root.
 */
export async function contractFilesInBuilds(project: TestProject): Promise<readonly string[]> {
  const { root, dir, include } = project.config;
  const { testFiles } = await project.globTestFiles();
  const { glob } = await import('tinyglobby');
  const found = await glob(include, {
    cwd: dir || root,
    absolute: true,
    ignore: ['**/node_modules/**', '**/*.d.{ts,mts,cts}'],
  });
  const ran = new Set(testFiles.map(stem));
  const paths = found
    .filter((file) => !testFiles.includes(file) && !ran.has(stem(file)))
    .map((file) => pathFrom(root, file));
  return paths.filter((path) => /(?:^|\/)dist\//.test(path)).sort();
}
