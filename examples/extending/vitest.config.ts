import { contracts } from 'assay/plugin';
import { defineConfig } from 'vitest/config';

export default defineConfig({
  plugins: [contracts()],
  test: { reporters: ['default', './csv-reporter.ts'] },
});
