import { describe } from 'vitest';
import type { Contract } from '../../contract/contract.ts';
import { rowColumnNames } from '../../contract/schema/row-kinds.ts';
import type { Dataset } from '../../dataset/dataset.ts';
import {
  isPartitioned,
  type PartitionDataset,
  type PartitionedDataset,
} from '../../dataset/partitions/partitions.ts';
import { maskedOf } from '../../plan/disclosure/disclosure.ts';
import type { ReferenceDatasets } from '../../reference/compared-metrics.ts';
import { checkReference, type ReferenceOption } from '../../run/reference-option.ts';
import { argumentProblem } from '../../run/run-arguments.ts';
import { checkRunOptions, type RunOptions } from '../../run/run-options.ts';
import { userPlace } from '../../run/user-stack.ts';
import { asVerifyError, VerifyError } from '../verify-error.ts';
import { describeVerification } from './add-tests.ts';
import { nameSuite } from './name-suite.ts';
import { recordVerifyCall } from './outside-vitest.ts';
import { recordPartitions, recordVerification } from './registry.ts';
import { runContext } from './settings.ts';
import { collectingFile } from './suite.ts';
import type { Verification } from './verification.ts';

/** The options of a call of `verify.each`: those of `verify`, and one more reference. */
export interface EachOptions extends RunOptions {
  /** The data that drift and changes are measured against: as for `verify`, or the partition before each one. */
  readonly reference?: 'previous' | ReferenceOption['reference'];
}

/** Checks each of some partitions against a contract. */
export type VerifyEach = (
  contract: Contract,
  dataset: PartitionedDataset,
  options?: EachOptions,
) => void;

/** Registers a suite for each partition, once the partitions are found. */
export function registerEach(
  mode: Verification['mode'],
  contract: Contract,
  dataset: PartitionedDataset,
  options?: EachOptions,
): void {
  checkArguments(contract, dataset);
  const own = asVerifyError(() => checkRunOptions(options, ['reference']));
  const referencesOf = readReference(options?.reference);
  const file = collectingFile();
  if (!file) {
    recordVerifyCall({ contract, dataset });
    return;
  }
  const calledAt = new Error('called here').stack ?? '';
  const place = userPlace(calledAt);
  recordVerification(file, contract, dataset, place);
  describe(contract.name, async () => {
    nameSuite(contract, dataset);
    const found = await findPartitions(dataset, runContext().root);
    // Until here the call has declared the expectations of one dataset, so that partitions that are never found are missed.
    if (found.isKnown) recordPartitions(file, contract, dataset, place, found.partitions);
    for (const { name, dataset: one, previous } of found.partitions)
      describeVerification(name, {
        mode,
        contract,
        dataset: one,
        own,
        references: referencesOf(previous),
        calledAt,
      });
  });
}

/** Finds the partitions. If they can't be found, all of them together are one that can't be opened, with the reason. */
async function findPartitions(
  dataset: PartitionedDataset,
  root: string,
): Promise<{ readonly partitions: readonly PartitionDataset[]; readonly isKnown: boolean }> {
  try {
    return { partitions: await dataset.each(root), isKnown: true };
  } catch (error) {
    const fails = () => Promise.reject(error);
    const lost: Dataset = { ...dataset, access: fails, open: fails };
    return {
      partitions: [{ name: 'no partition', dataset: lost, previous: () => lost }],
      isKnown: false,
    };
  }
}

function readReference(
  reference: EachOptions['reference'],
): (previous: () => Dataset) => ReferenceDatasets {
  if (reference === 'previous') return (previous) => new Map([['previous', previous()]]);
  const references = asVerifyError(() => checkReference(reference));
  return () => references;
}

function checkArguments(contract: Contract, dataset: Dataset): void {
  const problem = argumentProblem('verify.each', contract, dataset);
  if (problem !== null) throw new VerifyError('VERIFY_INVALID', problem);
  if (!isPartitioned(dataset))
    throw new VerifyError(
      'VERIFY_INVALID',
      `verify.each takes partitions second: verify.each(${contract.name}, partitions(parquet('data/day=*/*.parquet'), { by: 'day' })).`,
    );
  const names = [...rowColumnNames(contract.terms.schema), ...dataset.keys];
  const masked = maskedOf(contract, names);
  const classified = dataset.keys.find((key) => masked.has(key));
  if (classified !== undefined)
    throw new VerifyError(
      'VERIFY_INVALID',
      `verify.each would name its tests by the values of '${classified}', which the contract '${contract.name}' classifies: check all partitions together with verify(), or choose another key.`,
    );
}
