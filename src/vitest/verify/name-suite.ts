import type { RunnerTestSuite } from 'vitest';
import type { Contract } from '../../contract/contract.ts';
import type { Dataset } from '../../dataset/dataset.ts';
import { currentSuite, renameSuite } from './suite.ts';

/** Adds the name of the dataset to that of the suite that is being collected, if its contract is verified on several. */
export function nameSuite(contract: Contract, dataset: Dataset): void {
  const suite = currentSuite();
  if (isOneOfSeveral(suite, contract)) renameSuite(suite, `${contract.name} on ${dataset.label}`);
}

const isOneOfSeveral = ({ file }: RunnerTestSuite, { name }: Contract): boolean => {
  const own = (file.meta.assayDeclared ?? []).filter(({ contract }) => contract === name);
  return new Set(own.map(({ partOf, dataset }) => partOf ?? dataset)).size > 1;
};
