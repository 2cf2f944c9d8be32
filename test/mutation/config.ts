import type { PartialStrykerOptions } from '@stryker-mutator/api/core';

/** The folders of `src/` whose mutants are judged. */
export const folders = ['outcome', 'metric', 'contract', 'plan'] as const;

/** The score below which a folder is red. */
export const least = 85;

const here = import.meta.dirname;

/** Where Stryker writes what became of each mutant. */
export const reportOf = (name: string): string => `reports/mutation/${name}.json`;

/** How Stryker is run; `name` is that of its report. */
export const options = (name: string, mutate: readonly string[]): PartialStrykerOptions => ({
  testRunner: 'keeping',
  plugins: [`${here}/runner.ts`, `${here}/wording.ts`, `${here}/living.ts`],
  ignorers: ['wording'],
  coverageAnalysis: 'perTest',
  mutate: [...mutate],
  ignorePatterns: [
    '**',
    '!src/**',
    '!test/**',
    '!reporters/**',
    '!package.json',
    '!vitest.mutation.config.ts',
  ],
  // Vite reads the sources, and there is nothing in tsconfig.json for it; Stryker's own reader needs TypeScript 5.
  tsconfigFile: 'none.json',
  reporters: ['json', 'progress-append-only', 'living'],
  jsonReporter: { fileName: reportOf(name) },
  tempDirName: `.stryker-tmp-${name}`,
  timeoutMS: 600_000,
  concurrency: 2,
});
