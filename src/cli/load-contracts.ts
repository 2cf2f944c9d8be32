import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import process from 'node:process';
import { parseArgs } from 'node:util';
import type { Contract } from '../contract/contract.ts';
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

type Module = Readonly<Record<string, unknown>>;

/** Imports a file through Vite, as Vitest does: it may be TypeScript in a project of either module kind. */
async function importContract(path: string): Promise<Module> {
  try {
    const { runnerImport } = await import('vite');
    const conditions = nodeConditions();
    const { module } = await runnerImport<Module>(resolve(path), {
      configFile: false,
      logLevel: 'silent',
      environments: { inline: { resolve: { conditions, externalConditions: conditions } } },
    });
    return module;
  } catch (error) {
    throw unloadable(path, error);
  }
}

const unloadable = (path: string, error: unknown) =>
  new UsageError(`'${path}' could not be loaded: ${messageOf(error)}`);

const isContract = (value: unknown): value is Contract =>
  typeof value === 'object' && value !== null && 'kind' in value && value.kind === 'contract';

/** Returns the conditions that Node itself was started with (`--conditions`, `-C`). */
function nodeConditions(): string[] {
  const { values } = parseArgs({
    args: process.execArgv,
    options: { conditions: { type: 'string', short: 'C', multiple: true } },
    strict: false,
  });
  return (values.conditions ?? []).map(String);
}
