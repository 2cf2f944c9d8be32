import { readFileSync, writeFileSync } from 'node:fs';
import { closedToReporters, folders, refusedTo } from './folder-order.ts';

interface Override {
  readonly includes: readonly string[];
  readonly linter?: unknown;
}

interface BiomeConfig {
  readonly overrides: readonly Override[];
}

const override = (includes: string, group: readonly string[], message: string): Override => ({
  includes: [includes],
  linter: {
    rules: {
      style: {
        noRestrictedImports: { level: 'error', options: { patterns: [{ group, message }] } },
      },
    },
  },
});

const isOfOrder = ({ linter }: Override): boolean =>
  JSON.stringify(linter ?? null).includes('noRestrictedImports');

/** The text of biome.json with the rules that hold the order of the folders. */
export function withOrder(text: string): string {
  const config: BiomeConfig = JSON.parse(text);
  const rules = [
    ...folders.map((folder) =>
      override(
        `src/${folder}/**`,
        refusedTo(folder),
        `${folder}/ stands before this in the order of the folders (CONTRIBUTING.md).`,
      ),
    ),
    override(
      'reporters/**',
      [...closedToReporters.map((folder) => `**/src/${folder}/**`), '@duckdb/**'],
      'A reporter knows outcomes, no engine (CONTRIBUTING.md).',
    ),
  ];
  const kept = config.overrides.filter((one) => !isOfOrder(one));
  return `${JSON.stringify({ ...config, overrides: [...kept, ...rules] }, null, 2)}\n`;
}

if (import.meta.main) writeFileSync('biome.json', withOrder(readFileSync('biome.json', 'utf8')));
