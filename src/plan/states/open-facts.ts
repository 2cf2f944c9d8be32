import type { Recall } from '../../dataset/dataset.ts';
import { type CacheSettings, type FactCache, openCache } from './fact-cache.ts';
import { type Facts, runFacts } from './facts.ts';

/** Facts that are open for a run. */
export interface OpenFacts {
  readonly facts: Facts;
  /** The facts that outlive the run; null if none do. */
  readonly kept: FactCache | null;
}

/** Opens the facts of this worker, and those that a cache holds. */
export function openFacts(cache: CacheSettings | null): OpenFacts {
  const run = runFacts();
  const kept = cache === null ? null : openCache(cache.folder, run);
  return { facts: kept ?? run, kept };
}

/** Returns the facts as a source knows them. */
export const recallIn = (
  { facts }: OpenFacts,
  cache: CacheSettings | null,
  isMasked: (column: string) => boolean,
): Recall => ({
  identity: cache?.identity ?? 'footer',
  get: (files, question) => facts.get(files, question),
  put: (files, question, fact) => facts.put(files, question, fact, false),
  isMasked,
});
