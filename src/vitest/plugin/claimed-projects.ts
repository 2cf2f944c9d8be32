import type { TestProject } from 'vitest/node';

const key = Symbol.for('assay.claimed');

/**
 * Returns the projects that a plugin has set up. There is one set for a process, since a config that Vite bundles may
 * contain a copy of this module.
 */
function claimed(): WeakSet<TestProject> {
  const shared = globalThis as { [key]?: WeakSet<TestProject> };
  shared[key] ??= new WeakSet();
  return shared[key];
}

/** Notes that a plugin has set up a project. */
export const noteClaimed = (project: TestProject): void => void claimed().add(project);

/** True for a project that a plugin has set up. */
export const isClaimed = (project: TestProject): boolean => claimed().has(project);
