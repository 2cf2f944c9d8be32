import { existsSync } from 'node:fs';
import type { Contract } from '../contract/contract.ts';
import { importModule, type Module } from '../run/import-module.ts';
import { messageOf } from '../value/thrown.ts';
import { recordVerifyCalls } from '../vitest/verify/outside-vitest.ts';
import { UsageError } from './usage.ts';

/** Loads a file and returns the contracts that it exports or verifies. */
export async function loadContracts(path: string): Promise<readonly Contract[]> {
  if (!existsSync(path)) throw new UsageError(`There is no contract file '${path}'.`);
  const calls = recordVerifyCalls();
  const module = await importContract(path);
  const exported = Object.values(module).filter(isContract);
  const found = [...new Set([...exported, ...calls.map(({ contract }) => contract)])];
  if (found.length === 0) {
    throw new UsageError(
      `'${path}' exports no contract: write export const name = contract('name', ...).`,
    );
  }
  return found;
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
