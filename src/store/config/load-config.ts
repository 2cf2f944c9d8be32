import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { importModule } from '../../run/import-module.ts';
import { closest } from '../../value/closest.ts';
import { messageOf } from '../../value/thrown.ts';
import { StoreError } from '../store-error.ts';
import { checkGates } from './check-gates.ts';
import type { StoreConfig } from './store-config.ts';

/** The names of the config file, the first of which counts. */
const names = ['ts', 'mts', 'js', 'mjs'].map((ending) => `assay.config.${ending}`);

/** The checks of the options, each with what it takes. */
const options: {
  readonly [Name in keyof Required<StoreConfig>]: (value: unknown) => string | null;
} = {
  store: (value) =>
    typeof value === 'string' && value.trim() !== '' ? null : "a folder, or 's3://bucket/prefix'",
  // They are checked on their own, for their messages say more.
  gates: () => null,
};

/**
 * Loads the configuration of a project; it is empty where there is none.
 *
 * @throws {StoreError} `STORE_USAGE` for a file that can't be loaded, and for an option that does not exist.
 */
export async function loadConfig(root: string): Promise<StoreConfig> {
  const file = names.map((name) => join(root, name)).find(existsSync);
  return file === undefined ? {} : checkConfig(await importConfig(file), file);
}

async function importConfig(file: string): Promise<unknown> {
  try {
    return (await importModule(file)).default;
  } catch (error) {
    throw new StoreError('STORE_USAGE', `${file} could not be loaded: ${messageOf(error)}`);
  }
}

function checkConfig(config: unknown, file: string): StoreConfig {
  if (typeof config !== 'object' || config === null || Array.isArray(config))
    throw new StoreError(
      'STORE_USAGE',
      `${file} exports no configuration: write export default defineConfig({ store: '.assay' }).`,
    );
  for (const [name, value] of Object.entries(config)) {
    if (!isOption(name)) throw unknownOption(name, file);
    const wanted = value === undefined ? null : options[name](value);
    if (wanted !== null) throw new StoreError('STORE_USAGE', `${file}: ${name} takes ${wanted}.`);
  }
  if ('gates' in config && config.gates !== undefined) checkGates(config.gates, file);
  return config;
}

const isOption = (name: string): name is keyof StoreConfig => Object.hasOwn(options, name);

function unknownOption(name: string, file: string): StoreError {
  const known = Object.keys(options);
  const near = closest(name, known);
  return new StoreError(
    'STORE_USAGE',
    `${file} has no option '${name}': the options are ${known.join(', ')}.${near === undefined ? '' : ` Did you mean '${near}'?`}`,
  );
}
