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

/**
 * Returns a name as the class of a case, with a middle dot for each dot: Jenkins, GitLab and others take what lies before the last
 * dot for a package, so that `flights on data/flights/*.parquet` would be the class `parquet`.
 */
export const classNamed = (name: string): string => name.replaceAll('.', '·');

/** Returns the name of a contract's suite: its own, with the dataset, so that its results on two of them stay apart. */
export const suiteOf = ({
  contract,
  dataset,
}: Pick<ReportedContract, 'contract' | 'dataset'>): string => `${contract} on ${dataset}`;

/** The names of outcomes: their titles, with a number where two of a contract and dataset are equal. */
export function outcomeNames(
  contracts: readonly ReportedContract[],
  named: Namer,
): ReadonlyMap<Outcome, string> {
  return new Map(
    contracts.flatMap((contract) =>
      contract.outcomes.map(
        (one) => [one, named(classNamed(suiteOf(contract)), one.title)] as const,
      ),
    ),
  );
}
