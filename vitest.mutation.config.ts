import { defineConfig } from 'vitest/config';

// The worker of the tests that are run for mutants: test/mutation/runner.ts says what it runs.
export default defineConfig({
  ssr: { resolve: { conditions: ['assay-source'] } },
  test: { setupFiles: ['test/support/seed.ts'] },
});
