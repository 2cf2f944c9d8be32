import type { TestProject } from 'vitest/node';
import { freshInstallation } from '../support/package.ts';

declare module 'vitest' {
  interface ProvidedContext {
    /** A folder in which the packed package is installed, as a user would. */
    installation: string;
    /** The packed package. */
    tarball: string;
  }
}

/** Pack and install once for all end-to-end tests. */
export async function setup(project: TestProject): Promise<() => Promise<void>> {
  const { folder, tarball, remove } = await freshInstallation();
  project.provide('installation', folder);
  project.provide('tarball', tarball);
  return remove;
}
