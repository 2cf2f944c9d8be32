import { readFile } from 'node:fs/promises';
import { basename, dirname } from 'node:path';
import type { TestProject } from 'vitest/node';
import { pathFrom, pathWithin } from '../../system/paths.ts';

const calls = /^verify(?:\.only|\.skip)?\(/m;
const imports = /from\s*['"]assay['"]/;

/** True if the text of a module calls `verify` at its top level, and not in a function that others call. */
const isContractFile = (text: string): boolean => calls.test(text) && imports.test(text);

/** Returns a module's name as others import it. */
export const stem = (path: string): string => basename(path).replace(/\.[cm]?[jt]sx?$/, '');

/**
 * Finds files that look like contract files, but match no glob of the project and are imported by no other file there,
 * such as a mistyped name. It looks beside and below the project's contract files, or everywhere if it has none. Paths
 * are relative to the root; the files in `elsewhere` run in other projects.
 */
export async function unmatchedFiles(
  project: TestProject,
  elsewhere: ReadonlySet<string>,
): Promise<readonly string[]> {
  const { root, dir, include } = project.config;
  const { testFiles } = await project.globTestFiles();
  const within = testFiles.map((file) => pathWithin(root, dirname(file)));
  const folders = [...new Set(within)].filter((folder) => folder !== null);
  if (testFiles.length > 0 && folders.length === 0) return [];
  const { escapePath, glob } = await import('tinyglobby');
  const inside = folders.map((folder) =>
    // The root holds everything: only what lies beside the contract files there is looked at.
    folder === '' ? '*' : `${escapePath(folder)}/**/*`,
  );
  const sources = (testFiles.length === 0 ? ['**/*'] : inside).map(
    (pattern) => `${pattern}.{ts,mts,cts,js,mjs,cjs,tsx,jsx}`,
  );
  const ignore = [
    '**/node_modules/**',
    '**/dist/**',
    '**/*.{test,spec}.*',
    '**/*.config.*',
    '**/*.d.ts',
  ];
  const [found, matched] = await Promise.all([
    glob(sources, { cwd: root, absolute: true, ignore }),
    glob(include, { cwd: dir || root, absolute: true, ignore: ['**/node_modules/**'] }),
  ]);
  const candidates = found.filter((file) => !matched.includes(file) && !elsewhere.has(file));
  if (candidates.length === 0) return [];
  const texts = new Map<string, string>();
  for (const file of new Set([...found, ...matched])) texts.set(file, await textOf(file));
  return candidates
    .filter((file) => isContractFile(texts.get(file) ?? ''))
    .filter((file) => ![...texts].some(([by, text]) => by !== file && isImported(file, text)))
    .map((file) => pathFrom(root, file))
    .sort();
}

const isImported = (file: string, text: string): boolean => text.includes(`/${stem(file)}`);

/** Returns a file's text, or an empty one if it can't be read. */
const textOf = (file: string): Promise<string> => readFile(file, 'utf8').catch(() => '');
