/**
 * The projects that the tests of this folder run in, each with the patterns of its files: a file's folder or name says
 * which it is in. What no other project has is a unit test. test/projects.test.ts holds that each file is in exactly one.
 */
const others = {
  /** Large bodies of cases: corpora, and properties with many runs. */
  corpora: [
    'test/{determinism,hostile,never-green,oracle}/**/*.test.ts',
    'test/**/*.corpus.test.ts',
  ],
  /** Tests that need Python, Chromium, an extension of DuckDB or a registry, start many processes, or change a module. */
  integration: ['test/**/*.integration.test.ts'],
  /** Tests of the packed package, installed in folders of its users. */
  e2e: ['test/e2e/**/*.test.ts'],
} as const;

/** The files of each project. */
export const testFiles = {
  unit: { include: ['test/**/*.test.ts'], exclude: Object.values(others).flat() },
  corpora: { include: [...others.corpora], exclude: [] },
  integration: { include: [...others.integration], exclude: [] },
  e2e: { include: [...others.e2e], exclude: [] },
} as const satisfies Readonly<Record<string, { include: string[]; exclude: string[] }>>;
