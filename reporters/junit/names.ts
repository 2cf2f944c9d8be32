import type { Outcome } from '../../src/outcome/outcome.ts';
import type { ReportedContract } from '../../src/outcome/report.ts';

/** Gives a case of a class a name that no other of its class has, by a number where it must. */
export type Namer = (classname: string, name: string) => string;

/**
 * Returns a function that makes names unique. Readers identify a case by its class and name, and GitLab drops all but
 * the first of several.
 */
export function namer(): Namer {
  const taken = new Set<string>();
  return (classname, name) => {
    for (let number = 1; ; number += 1) {
      const tried = number === 1 ? name : `${name} (${number})`;
      const key = JSON.stringify([classname, tried]);
      if (taken.has(key)) continue;
      taken.add(key);
      return tried;
    }
  };
}

/** The names of outcomes: their titles, with the dataset where their contract is held to several. */
export function outcomeNames(
  contracts: readonly ReportedContract[],
  named: Namer,
): ReadonlyMap<Outcome, string> {
  const datasets = new Map<string, Set<string>>();
  for (const { contract, dataset } of contracts) {
    datasets.set(contract, (datasets.get(contract) ?? new Set()).add(dataset));
  }
  return new Map(
    contracts.flatMap(({ contract, dataset, outcomes }) => {
      const suffix = (datasets.get(contract)?.size ?? 0) > 1 ? ` on ${dataset}` : '';
      return outcomes.map((one) => [one, named(contract, `${one.title}${suffix}`)] as const);
    }),
  );
}
