import { defineConfig } from 'vitest/config';

export default defineConfig({
  ssr: { resolve: { conditions: ['assay-source'] } },
  test: {
    include: ['test/{contract,metric,outcome}/*.test.ts', 'test/oracle/*.test.ts', 'test/plan/{adversarial,bundles,changed,footer-value,measure,passes,violations,quarantine}.test.ts'],
    setupFiles: ['test/support/seed.ts'],
    isolate: false,
    fileParallelism: false,
  },
});
