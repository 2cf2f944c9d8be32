import type { RunnerTestFile, RunnerTestSuite } from 'vitest';
import type { Contract } from '../../contract/contract.ts';
import type { Dataset } from '../../dataset/dataset.ts';
import { currentSuite, renameSuite } from './suite.ts';

interface Named {
  readonly suite: RunnerTestSuite;
  readonly dataset: string;
}

const named = new WeakMap<RunnerTestFile, Map<string, readonly Named[]>>();

/**
 * Adds the name of the dataset to that of the suite that is being collected, if its contract is verified on several. In a
 * `describe`, a call is known only after the suites before it were named: these are then renamed as well, so that the names do
 * not depend on the order of the calls.
 */
export function nameSuite(contract: Contract, { label: dataset }: Dataset): void {
  const suite = currentSuite();
  const ofFile = named.get(suite.file) ?? new Map<string, readonly Named[]>();
  named.set(suite.file, ofFile);
  const all = [...(ofFile.get(contract.name) ?? []), { suite, dataset }];
  ofFile.set(contract.name, all);
  if (!isOneOfSeveral(suite, contract)) return;
  for (const one of all) {
    if (one.suite.name === contract.name)
      renameSuite(one.suite, `${contract.name} on ${one.dataset}`);
  }
}

const isOneOfSeveral = ({ file }: RunnerTestSuite, { name }: Contract): boolean => {
  const own = (file.meta.assayDeclared ?? []).filter(({ contract }) => contract === name);
  return new Set(own.map(({ partOf, dataset }) => partOf ?? dataset)).size > 1;
};
