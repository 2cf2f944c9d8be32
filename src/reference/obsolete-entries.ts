import { isProblem, readBaseline } from './read-baseline.ts';
import type { ObsoleteEntry } from './write-baselines.ts';

/** A dataset that a contract is checked against, and the ids of what is compared with its baseline. */
export interface WantedEntries {
  /** The key of the dataset in the baseline file. */
  readonly dataset: string;
  readonly ids: readonly string[];
}

/**
 * Returns the entries of a baseline file that no expectation compares with, given all datasets that the contract is
 * checked against. A file that can't be read has none.
 */
export function obsoleteEntries(
  path: string,
  contract: string,
  wanted: readonly WantedEntries[],
): readonly ObsoleteEntry[] {
  const file = readBaseline(path, contract, path);
  if (file === null || isProblem(file)) return [];
  const all = new Map(wanted.map(({ dataset, ids }) => [dataset, new Set(ids)]));
  return Object.entries(file.datasets).flatMap(([dataset, entries]) =>
    Object.keys(entries)
      .filter((id) => !all.get(dataset)?.has(id))
      .map((id) => ({ dataset, id })),
  );
}
