import type { TestProject, Vitest } from 'vitest/node';
import { isContractsProject } from './contracts-project.ts';
import { isFuzzConfig } from './fuzz-project.ts';

const seen = new WeakSet<Vitest>();

/**
 * Lets `vitest list` find the tests of `verify()` and `fuzz()`, which the text of a file does not name: it loads these files, as
 * with `--no-static-parse`, and reads the text of all others. No data is read, since that is left to the hooks of a run.
 */
export function collectContracts(vitest: Vitest): void {
  if (seen.has(vitest)) return;
  seen.add(vitest);
  const parse = vitest.parseSpecifications.bind(vitest);
  const collect = vitest.collect.bind(vitest);
  vitest.collect = async (filters, options) => {
    const errors: unknown[] = [];
    vitest.parseSpecifications = async (specifications, parsing) => {
      const ours = specifications.filter(({ project }) => isLoaded(project));
      const others = specifications.filter(({ project }) => !isLoaded(project));
      const parsed = others.length === 0 ? [] : await parse(others, parsing);
      if (ours.length === 0) return parsed;
      const { testModules, unhandledErrors } = await vitest.collectTests(ours);
      errors.push(...unhandledErrors);
      // These are all modules that are known by then, with those whose text was read.
      return [...parsed, ...testModules.filter(({ project }) => isLoaded(project))];
    };
    try {
      const found = await collect(filters, options);
      return { ...found, unhandledErrors: [...found.unhandledErrors, ...errors] };
    } finally {
      vitest.parseSpecifications = parse;
    }
  };
}

const isLoaded = (project: TestProject): boolean =>
  isContractsProject(project) || isFuzzConfig(project.config);
