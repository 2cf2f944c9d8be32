import { resolve } from 'node:path';
import process from 'node:process';
import { parseArgs } from 'node:util';

/** The exports of a module. */
export type Module = Readonly<Record<string, unknown>>;

/** Imports a file through Vite, as Vitest does: it may be TypeScript in a project of either module kind. */
export async function importModule(path: string): Promise<Module> {
  const { runnerImport } = await import('vite');
  const conditions = nodeConditions();
  const { module } = await runnerImport<Module>(resolve(path), {
    configFile: false,
    logLevel: 'silent',
    environments: { inline: { resolve: { conditions, externalConditions: conditions } } },
  });
  return module;
}

/** Returns the conditions that Node itself was started with (`--conditions`, `-C`). */
function nodeConditions(): string[] {
  const { values } = parseArgs({
    args: process.execArgv,
    options: { conditions: { type: 'string', short: 'C', multiple: true } },
    strict: false,
  });
  return (values.conditions ?? []).map(String);
}
