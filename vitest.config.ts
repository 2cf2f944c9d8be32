import { defineConfig } from 'vitest/config';
import { contracts } from './src/vitest/plugin/contracts-plugin.ts';
import { testFiles } from './test/projects.ts';
import { SlowFirst } from './test/slow-first.ts';

const seed = 'test/support/seed.ts';
const temporary = 'test/support/temporary.ts';
const extensions = 'test/support/extensions.ts';

// By default Vitest leaves one of two cores idle.
const allCores = { maxWorkers: '100%' } as const;
// For a run that hangs: how fast a machine is decides no test.
const patient = { testTimeout: 300_000, hookTimeout: 300_000 } as const;

// test/README.md says what each project proves, and in how long.
export default defineConfig({
  plugins: [contracts({ include: 'contracts/**/*.contract.ts' })],
  // `import 'assay'` in contracts/, examples/ and test/ means src/, without a build.
  ssr: { resolve: { conditions: ['assay-source'] } },
  test: {
    sequence: { sequencer: SlowFirst },
    projects: [
      {
        extends: true,
        test: {
          name: 'unit',
          ...testFiles.unit,
          setupFiles: [seed],
          globalSetup: temporary,
          testTimeout: 60_000,
          // A third of the time would go into loading the same modules anew for each file.
          isolate: false,
          ...allCores,
          // What needs an extension is in another project: none may be fetched here.
          env: { ASSAY_EXTENSION_DIRECTORY: 'test/support/none' },
        },
      },
      {
        extends: true,
        test: {
          name: 'corpora',
          ...testFiles.corpora,
          // As in unit: what changes a module for its own file is an integration test.
          isolate: false,
          ...allCores,
          ...patient,
          setupFiles: [seed],
          globalSetup: [temporary, extensions],
        },
      },
      {
        extends: true,
        test: {
          name: 'integration',
          ...testFiles.integration,
          ...allCores,
          ...patient,
          setupFiles: [seed],
          globalSetup: [temporary, extensions],
        },
      },
      {
        extends: true,
        test: {
          name: 'e2e',
          ...testFiles.e2e,
          globalSetup: [temporary, 'test/e2e/setup.ts'],
          // Each test waits for a process of its own.
          maxConcurrency: 2,
          ...allCores,
          ...patient,
        },
      },
    ],
  },
});
