import { contracts } from 'assay/plugin';
import { defineConfig } from 'vitest/config';

export default defineConfig({
  plugins: [contracts()],
  test: { reporters: ['default', 'assay/reporters/html', 'assay/reporters/junit'] },
});
