import { defineConfig } from 'assay/store';

export default defineConfig({
  gates: {
    production: {
      failOnWarnings: true,
      // What production misses just as much is no reason to keep the new data out.
      notWorseThan: true,
      approvers: { names: ['ana', 'ben'], atLeast: 1 },
    },
  },
});
