import { existsSync } from 'node:fs';
import type { Contract } from '../contract/contract.ts';
import { importModule, type Module } from '../run/import-module.ts';
import { messageOf } from '../value/thrown.ts';
import { recordVerifyCalls, type VerifyCall } from '../vitest/verify/outside-vitest.ts';
import { UsageError } from './usage.ts';

/** The contracts of a file, and its calls of `verify`. */
export interface LoadedFile {
  readonly contracts: readonly Contract[];
  readonly calls: readonly VerifyCall[];
}

/** Loads a file and returns the contracts that it exports or verifies. */
export const loadContracts = async (path: string): Promise<readonly Contract[]> =>
  (await loadContractFile(path)).contracts;

/** Loads a file and returns the contracts that it exports or verifies, and the datasets that it verifies them on. */
export async function loadContractFile(path: string): Promise<LoadedFile> {
  if (!existsSync(path)) throw new UsageError(`There is no contract file '${path}'.`);
  if (!/\.[cm]?[jt]sx?$/.test(path)) {
    throw new UsageError(
      `'${path}' is no contract file: one ends in .ts, .mts, .js or .mjs. If it is the data, give both in the order that --help says.`,
    );
  }
  const all = recordVerifyCalls();
  const before = all.length;
  const module = await importContract(path);
  const calls = all.slice(before);
  const exported = Object.values(module).filter(isContract);
  const contracts = [...new Set([...exported, ...calls.map(({ contract }) => contract)])];
  if (contracts.length === 0) {
    throw new UsageError(
      `'${path}' exports no contract: write export const name = contract('name', ...).`,
    );
  }
  return { contracts, calls };
}

async function importContract(path: string): Promise<Module> {
  try {
    return await importModule(path);
  } catch (error) {
    throw unloadable(path, error);
  }
}

const unloadable = (path: string, error: unknown) =>
  new UsageError(`'${path}' could not be loaded: ${messageOf(error)}`);

const isContract = (value: unknown): value is Contract =>
  typeof value === 'object' && value !== null && 'kind' in value && value.kind === 'contract';
