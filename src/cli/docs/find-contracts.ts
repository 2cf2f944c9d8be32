import { resolve } from 'node:path';
import process from 'node:process';
import type { Contract } from '../../contract/contract.ts';
import type { Dataset } from '../../dataset/dataset.ts';
import { userPlace } from '../../run/user-stack.ts';
import { pathFrom } from '../../system/paths.ts';
import { loadProjects } from '../init/load-projects.ts';
import { loadContractFile } from '../load-contracts.ts';
import { UsageError } from '../usage.ts';

/** A contract of the project, with the datasets that contract files hold it to. */
export interface FoundContract {
  readonly contract: Contract;
  /** The file that declares it, from the root. */
  readonly file: string;
  readonly datasets: readonly Dataset[];
}

/**
 * Loads contract files, those of the Vitest config unless some are given, and returns the contracts in the order of their names.
 * A contract that several files import is found once, with the datasets of all.
 *
 * @throws {UsageError} if there is no contract file, if one can't be loaded, and if one has no contract.
 */
export async function findContracts(given: readonly string[]): Promise<readonly FoundContract[]> {
  const root = process.cwd();
  const files = given.length > 0 ? given : await projectFiles();
  const found = new Map<string, FoundContract>();
  for (const path of files) {
    const { contracts, calls } = await loadContractFile(path);
    for (const contract of contracts) {
      const place = userPlace(contract.stack);
      const file = pathFrom(root, place?.file ?? resolve(path));
      // Each file is loaded apart, so that a contract that two import is two objects of one place.
      const key = JSON.stringify([contract.name, place ?? path]);
      const known = found.get(key)?.datasets ?? [];
      const own = calls.filter((call) => call.contract === contract).map(({ dataset }) => dataset);
      found.set(key, { contract, file, datasets: byLabel([...known, ...own]) });
    }
  }
  return [...found.values()].sort(
    (one, other) =>
      compare(one.contract.name, other.contract.name) || compare(one.file, other.file),
  );
}

const byLabel = (datasets: readonly Dataset[]): readonly Dataset[] => [
  ...new Map(datasets.map((one) => [one.label, one])).values(),
];

/** Compares by code units, the same in every locale. */
const compare = (one: string, other: string) => (one < other ? -1 : one > other ? 1 : 0);

/** Returns the contract files of the Vitest config, from the current folder. */
async function projectFiles(): Promise<readonly string[]> {
  const { contracts, globs, files, problem } = await loadProjects();
  const instead = 'or name the contract files: npx assay docs contracts/NAME.contract.ts';
  if (problem !== null)
    throw new UsageError(
      `Vitest could not load the config, so that the contract files are not known: ${problem} Fix it, ${instead}`,
    );
  if (contracts.length === 0)
    throw new UsageError(
      `The Vitest config runs no contracts: add the plugin contracts() of assay/plugin to it, ${instead}`,
    );
  if (files.length === 0)
    throw new UsageError(
      `There is no contract file: the globs are ${globs.join(', ')}. Write one with npx assay infer FILE, ${instead}`,
    );
  return files.map((file) => pathFrom(process.cwd(), file)).sort(compare);
}
