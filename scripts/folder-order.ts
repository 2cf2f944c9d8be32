/**
 * The folders of `src/` in the order in which data flows: each imports only from itself and from those before it.
 * `npm run order` writes the rules that Biome holds it by into biome.json; test/architecture.test.ts proves them.
 */
export const folders = [
  'system',
  'value',
  'privacy',
  'metric',
  'contract',
  'outcome',
  'dataset',
  'engine',
  'plan',
  'reference',
  'profile',
  'run',
  'generate',
  'fuzz',
  'mutants',
  'store',
  'vitest',
  'cli',
] as const;

export type Folder = (typeof folders)[number];

/** What only some folders may import; everybody else is refused. */
export const reserved: Readonly<Record<string, { pattern: string; by: readonly Folder[] }>> = {
  vitest: { pattern: 'vitest', by: ['vitest', 'cli'] },
  'vitest/node': { pattern: 'vitest/node', by: ['vitest', 'cli'] },
  '@duckdb/node-api': { pattern: '@duckdb/**', by: ['dataset', 'engine'] },
  '../../reporters/index.ts': { pattern: '**/reporters/**', by: ['run', 'vitest', 'cli'] },
};

/** Folders that a reporter may not import: it knows outcomes, no engine and no data. */
export const closedToReporters: readonly Folder[] = [
  'dataset',
  'engine',
  'plan',
  'reference',
  'profile',
  'run',
  'cli',
];

/** The patterns that a folder may not import. */
export function refusedTo(folder: Folder): readonly string[] {
  const later = folders.slice(folders.indexOf(folder) + 1).map((name) => `**/${name}/**`);
  const others = Object.values(reserved).filter(({ by }) => !by.includes(folder));
  return [...later, ...others.map(({ pattern }) => pattern)];
}
