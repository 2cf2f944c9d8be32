import { defineConfig } from 'assay/store';

export default defineConfig({
  gates: {
    production: {
      failOnWarnings: true,
      approvers: { names: ['ana', 'ben'], atLeast: 1 },
    },
  },
});
