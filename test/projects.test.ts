import { readFileSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { globSync } from 'tinyglobby';
import { expect, test } from 'vitest';
import { testFiles } from './projects.ts';

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
  const all = matching(['**/*.{test,spec}.{ts,tsx,js,jsx,mts,cts,mjs,cjs}']);
  const homes = all.map((file) => [
    file,
    projects.filter(([, files]) => files.has(file)).map(([name]) => name),
  ]);
  expect(homes.filter(([, names]) => names?.length !== 1)).toEqual([]);
  for (const [name, files] of projects) expect(files.size, name).toBeGreaterThan(0);
});

/** What a unit test may not import: it needs Python, Chromium, a registry or a network. */
const outside = ['extensions', 'chromium', 'package', 'registries'].map((name) => `/${name}.ts`);

/** A file and all files of test/ that it imports, by whatever way. */
function reached(file: string, seen = new Set<string>()): ReadonlySet<string> {
  if (seen.has(file)) return seen;
  seen.add(file);
  for (const [, specifier = ''] of readFileSync(file, 'utf8').matchAll(/ from '(\.[^']+\.ts)'/g)) {
    const next = join(dirname(file), specifier);
    if (next.startsWith(join(root, 'test/'))) reached(next, seen);
  }
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
