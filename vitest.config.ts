import { defineConfig } from 'vitest/config';
import { contracts } from './src/vitest/plugin/contracts-plugin.ts';
import { testFiles } from './test/projects.ts';

const seed = 'test/support/seed.ts';
const extensions = 'test/support/extensions.ts';

// test/README.md says what each project proves, and in how long.
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
          ...testFiles.unit,
          setupFiles: [seed],
          // A third of the time would go into loading the same modules anew for each file.
          isolate: false,
          maxWorkers: '100%',
          // What needs an extension is in another project: none may be fetched here.
          env: { ASSAY_EXTENSION_DIRECTORY: 'test/support/none' },
        },
      },
      {
        extends: true,
        test: {
          name: 'corpora',
          ...testFiles.corpora,
          setupFiles: [seed],
          globalSetup: extensions,
        },
      },
      {
        extends: true,
        test: {
          name: 'integration',
          ...testFiles.integration,
          setupFiles: [seed],
          globalSetup: extensions,
        },
      },
      {
        extends: true,
        test: {
          name: 'e2e',
          ...testFiles.e2e,
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
