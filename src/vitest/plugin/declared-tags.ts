import { readFile } from 'node:fs/promises';
import type { TestProject } from 'vitest/node';

/** Tags that a contract's source text names in `.tagged('slow', "nightly")`. */
export function tagsIn(source: string): readonly string[] {
  const calls = source.matchAll(/\.tagged\(([^)]*)\)/g);
  return [...calls].flatMap(([, list = '']) =>
    [...list.matchAll(/'([^']+)'|"([^"]+)"|`([^`$]+)`/g)].map(
      ([, single, double, template]) => single ?? double ?? template ?? '',
    ),
  );
}

/**
 * Vitest refuses to filter by a tag that no config declares. Nobody should have to declare twice what a contract says,
 * so where a run filters by tags, those of the contract files are declared here.
 */
export async function declareTags(project: TestProject): Promise<void> {
  const { testFiles } = await project.globTestFiles();
  const sources = await Promise.all(testFiles.map((file) => readFile(file, 'utf8')));
  const known = new Set(project.config.tags.map(({ name }) => name));
  const found = new Set(sources.flatMap(tagsIn).filter((name) => !known.has(name)));
  project.config.tags.push(...[...found].map((name) => ({ name })));
}
