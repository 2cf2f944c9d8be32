import { readFileSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { parseSync } from 'oxc-parser';
import { globSync } from 'tinyglobby';
import { expect, test } from 'vitest';
import { testFiles } from './projects.ts';
import { slowFiles } from './slow-first.ts';

const root = resolve(import.meta.dirname, '..');
const matching = (include: readonly string[], ignore: readonly string[] = []) =>
  globSync([...include], {
    cwd: root,
    ignore: ['**/node_modules/**', ...ignore],
    expandDirectories: false,
  });

test('each test file is in exactly one project', () => {
  const projects = Object.entries(testFiles).map(
    ([name, { include, exclude }]) => [name, new Set(matching(include, exclude))] as const,
  );
  // Examples have tests of their own, which their integration tests run as a user does.
  const all = matching(['**/*.{test,spec}.{ts,tsx,js,jsx,mts,cts,mjs,cjs}'], ['examples/**']);
  const homes = all.map((file) => [
    file,
    projects.filter(([, files]) => files.has(file)).map(([name]) => name),
  ]);
  expect(homes.filter(([, names]) => names?.length !== 1)).toEqual([]);
  for (const [name, files] of projects) expect(files.size, name).toBeGreaterThan(0);
});

test('each file that is to run first is there', () => {
  expect(matching(slowFiles).toSorted()).toEqual(slowFiles.toSorted());
});

/** What a unit test may not import: it needs Python, Chromium, a registry or a network. */
const outside = ['extensions', 'chromium', 'package', 'registries'].map((name) => `/${name}.ts`);

/** The files that a file loads by a path: imports of types are gone when it runs. */
function importsOf(file: string): readonly string[] {
  const { module } = parseSync(file, readFileSync(file, 'utf8'));
  const isLoaded = ({ isType }: { readonly isType: boolean }) => !isType;
  const requests = [
    ...module.staticImports
      .filter(({ entries }) => entries.length === 0 || entries.some(isLoaded))
      .map(({ moduleRequest }) => moduleRequest.value),
    ...module.staticExports.flatMap(({ entries }) =>
      entries.filter(isLoaded).flatMap(({ moduleRequest }) => moduleRequest?.value ?? []),
    ),
  ];
  return requests.filter((one) => one.startsWith('.')).map((one) => join(dirname(file), one));
}

/** A file and all files of test/ that it imports, directly or by others. */
function reached(file: string, seen = new Set<string>()): ReadonlySet<string> {
  if (seen.has(file) || !file.startsWith(join(root, 'test/')) || !file.endsWith('.ts')) return seen;
  seen.add(file);
  for (const next of importsOf(file)) reached(next, seen);
  return seen;
}

test('no unit test imports what needs Python, Chromium, a registry or a network', () => {
  const { include, exclude } = testFiles.unit;
  const found = matching(include, exclude).flatMap((file) =>
    [...reached(join(root, file))]
      .filter((path) =>
        outside.some(
          (end) => path.endsWith(`test/support${end}`) || path.endsWith(`test/reporters${end}`),
        ),
      )
      .map((path) => `${file} reaches ${relative(root, path)}`),
  );
  expect(found).toEqual([]);
});
