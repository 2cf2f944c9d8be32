import type { Gates } from './gate-policies.ts';

/** The configuration of a project's store, in `assay.config.ts`. */
export interface StoreConfig {
  /** The folder of the store, relative to the config file, or `s3://bucket/prefix`. The default is `.assay`. */
  readonly store?: string;
  /** The policies of each gate, by the tag that is promoted to: `{ production: { failOnWarnings: true } }`. */
  readonly gates?: Gates;
}

/**
 * Checks the type of a configuration, and returns it.
 *
 * @example
 * // assay.config.ts
 * export default defineConfig({ store: 's3://company-data/assay' });
 */
export function defineConfig(config: StoreConfig): StoreConfig {
  return config;
}
