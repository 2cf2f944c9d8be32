import { readdirSync, readFileSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { closeEngines } from '../../../src/engine/engines.ts';
import type { Contract, Dataset, Outcome } from '../../../src/index.ts';
import type { CacheSettings } from '../../../src/plan/states/fact-cache.ts';
import { startTrace } from '../../../src/plan/trace.ts';
import { measureAll } from '../../support/measured.ts';
import { folder } from '../folder.ts';

/** A run of a contract over CSV files, as a test looks at it. */
export interface KeptRun {
  readonly outcomes: readonly Outcome[];
  /** The names of the files that the engine read, once for each time. */
  readonly reads: readonly string[];
  readonly notices: readonly string[];
}

/** Forget what this worker knows, as a new process would. */
export async function forget(): Promise<void> {
  await closeEngines();
  Reflect.deleteProperty(globalThis, Symbol.for('assay.facts'));
}

/** Measures, and tells which CSV files were read whole for it. */
export async function measured(
  held: Contract,
  dataset: Dataset,
  root: string,
  cache: CacheSettings | null,
): Promise<KeptRun> {
  const trace = startTrace();
  const outcomes = await measureAll(held, dataset, { root, cache, trace });
  const { passes, notices } = trace.measurement({ contract: held.name, dataset: dataset.label });
  const sql = passes.flatMap((pass) => pass.sql.map((one) => String(one)));
  const reads = sql
    .filter((text) => /^copy /i.test(text))
    .flatMap((text) => [...text.matchAll(/[\w-]+\.csv(?:\.gz)?/g)].map(([name]) => name));
  return { outcomes, reads, notices };
}

export const statesOf = ({ outcomes }: KeptRun) => [...new Set(outcomes.map(({ state }) => state))];

export const cacheIn = (root: string, identity: CacheSettings['identity'] = 'footer') =>
  ({ folder: join(root, '.cache'), identity }) satisfies CacheSettings;

/** All text of the files of a cache. */
export const cachedText = (root: string): string =>
  readdirSync(join(root, '.cache'))
    .map((name) => readFileSync(join(root, '.cache', name), 'utf8'))
    .join('\n');

/** Writes other bytes, and puts the time of modification back. */
export function overwrite(path: string, content: string | Uint8Array): void {
  const { atime, mtime } = statSync(path);
  writeFileSync(path, content);
  utimesSync(path, atime, mtime);
}

export { folder };
