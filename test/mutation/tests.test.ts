import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { globSync } from 'tinyglobby';
import { describe, expect, test } from 'vitest';
import { about, left, mutationTests } from './tests.ts';

const root = resolve(import.meta.dirname, '../..');

describe('the tests that are run for mutants', () => {
  test('are those of the folders, whatever lies beneath them', () => {
    const tests = mutationTests(root);
    expect(tests).toContain('../plan/passes/fused.test.ts');
    expect(tests.length).toBeGreaterThan(50);
    for (const path of tests)
      expect(existsSync(join(root, 'test/mutation', path)), path).toBe(true);
  });

  test.each([...left, ...Object.keys(about)])('%s is there', (path) => {
    expect(existsSync(join(root, path))).toBe(true);
  });

  test.each(Object.entries(about))('%s is about some source', (_, pattern) => {
    const sources = globSync('src/**/*.ts', { cwd: root });
    expect(sources.filter((path) => pattern.test(path))).not.toEqual([]);
  });
});
