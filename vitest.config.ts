import { defineConfig } from 'vitest/config';
import { contracts } from './src/vitest/plugin/contracts-plugin.ts';

export default defineConfig({
  plugins: [contracts({ include: 'contracts/**/*.contract.ts' })],
  // `import 'assay'` in contracts/, examples/ and test/ means src/, without a build.
  ssr: { resolve: { conditions: ['assay-source'] } },
  test: {
    projects: [
      {
        extends: true,
        test: {
          name: 'unit',
          include: ['test/**/*.test.ts'],
          exclude: ['test/e2e/**'],
          setupFiles: ['test/support/seed.ts'],
          globalSetup: 'test/support/extensions.ts',
        },
      },
      {
        extends: true,
        test: {
          name: 'e2e',
          include: ['test/e2e/**/*.test.ts'],
          globalSetup: 'test/e2e/setup.ts',
          fileParallelism: false,
          maxConcurrency: 2,
          testTimeout: 300_000,
          hookTimeout: 300_000,
        },
      },
    ],
  },
});
