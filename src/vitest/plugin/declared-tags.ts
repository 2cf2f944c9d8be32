import { readFile } from 'node:fs/promises';
import type { TestProject } from 'vitest/node';

/** Returns the tags that a contract's source text names, such as in `.tagged('slow', "nightly")`. */
export function tagsIn(source: string): readonly string[] {
  const calls = source.matchAll(/\.tagged\(([^)]*)\)/g);
  return [...calls].flatMap(([, list = '']) =>
    [...list.matchAll(/'([^']+)'|"([^"]+)"|`([^`$]+)`/g)].map(
      ([, single, double, template]) => single ?? double ?? template ?? '',
    ),
  );
}

/**
 * Declares the tags of the contract files if a run filters by tags. Vitest refuses a tag that no config declares, and
 * nobody should have to declare it twice.
 */
export async function declareTags(project: TestProject): Promise<void> {
  const { testFiles } = await project.globTestFiles();
  const sources = await Promise.all(testFiles.map((file) => readFile(file, 'utf8')));
  const known = new Set(project.config.tags.map(({ name }) => name));
  const found = new Set(sources.flatMap(tagsIn).filter((name) => !known.has(name)));
  project.config.tags.push(...[...found].map((name) => ({ name })));
}
