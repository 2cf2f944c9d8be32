import type { Plugin } from 'vitest/config';

/**
 * The plugin of a project that runs in Node, wherever the tests of the config run: it turns the browser mode off that the
 * project inherits, or that `--browser` asks for. A contract opens files and an engine, which no browser can.
 */
export const inNode: Plugin = {
  name: 'assay:node',
  enforce: 'pre',
  config: {
    // After the flags are in the config, and before Vitest sets a browser up.
    order: 'pre',
    handler(config) {
      if (config.test) config.test.browser = { enabled: false };
    },
  },
};
