import { expect, test } from 'vitest';
import { isViteMissing } from '../../../src/cli/init/add-plugin.ts';

test.each([
  "Cannot find package 'vite' imported from node_modules/vitest/dist/node.js",
  'vitest tried to access vite (a peer dependency) but it isn’t provided by your application',
])('a Vitest without vite is recognized: %s', (problem) => {
  expect(isViteMissing(problem)).toBe(true);
});

test.each([
  "Cannot find package 'vitest' imported from a.ts",
  "Cannot find package 'vite-tsconfig-paths' imported from vitest.config.ts",
  'boom',
])('%s is another problem', (problem) => {
  expect(isViteMissing(problem)).toBe(false);
});
