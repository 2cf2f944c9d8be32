import process from 'node:process';
import { messageOf } from '../../value/thrown.ts';
import { type LoadedProjects, mark } from './loaded-mark.ts';

/**
 * Loads the config of the current folder as `vitest run` does. This module is the script of a process, which prints the
 * result.
 */
async function load(): Promise<LoadedProjects> {
  try {
    const [{ createVitest }, { isContractsProject }] = await Promise.all([
      import('vitest/node'),
      import('../../vitest/plugin/contracts-project.ts'),
    ]);
    const vitest = await createVitest('test', { run: true, watch: false });
    const projects = vitest.projects.filter(isContractsProject);
    const globbed = await Promise.all(projects.map((project) => project.globTestFiles()));
    const files = globbed.flatMap(({ testFiles }) => testFiles);
    const globs = projects.flatMap(({ config }) => config.include);
    return { contracts: projects.map(({ name }) => name), globs, files, problem: null };
  } catch (error) {
    const text = messageOf(error);
    return { contracts: [], globs: [], files: [], problem: text.split('\n')[0] ?? '' };
  }
}

process.stdout.write(`\n${mark}${JSON.stringify(await load())}\n`, () => process.exit(0));
