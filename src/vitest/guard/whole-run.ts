import type { TestModule, TestProject, Vitest } from 'vitest/node';
import { isContractsProject } from '../plugin/contracts-project.ts';

/**
 * Returns a function that, at the end of a run, is true if the run had only some of the contract files. The contracts
 * that the others verify are then unknown. `plugins` is the number of times that the config has the plugin. A merge has the files of its shards, and reports missing ones itself.
 */
export async function wholeRun(
  vitest: Vitest,
  plugins: number,
): Promise<(modules: readonly TestModule[]) => boolean> {
  const { mergeReports, project } = vitest.config;
  if (mergeReports) return () => false;
  const contracts = vitest.projects.filter(isContractsProject);
  const files = (await Promise.all(contracts.map(contractFiles))).flat();
  // A config may have the plugin more than once, and `--project` pick one of its projects. Projects with a config of their
  // own are not in the list of plugins, so that nobody knows if others were left out.
  const isFiltered = project.length > 0 && contracts.length !== plugins;
  const isPicked = contracts.length < plugins || isFiltered;
  return (modules) => {
    const known = new Set(modules.map(({ moduleId }) => moduleId));
    return isPicked || files.some((file) => !known.has(file));
  };
}

/** Returns the contract files of a project, with those that `--exclude` leaves out of this run. */
async function contractFiles(project: TestProject): Promise<readonly string[]> {
  const { root, include, exclude } = project.config;
  const { cliExclude = [] } = project.vitest.config;
  const { testFiles } = await project.globTestFiles();
  if (cliExclude.length === 0) return testFiles;
  const { glob } = await import('tinyglobby');
  const ignore = exclude.filter((pattern) => !cliExclude.includes(pattern));
  const all = await glob(include, {
    cwd: root,
    absolute: true,
    dot: true,
    expandDirectories: false,
    ignore,
  });
  return [...new Set([...testFiles, ...all])];
}
