import { importModule } from '../../run/import-module.ts';
import { closest } from '../../value/closest.ts';
import { messageOf } from '../../value/thrown.ts';
import { StoreError } from '../store-error.ts';
import { checkGates } from './check-gates.ts';
import { findConfig } from './find-config.ts';
import { isPlainObject } from './plain-object.ts';
import type { StoreConfig } from './store-config.ts';

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
 * @throws {StoreError} `STORE_USAGE` for a file that can't be loaded or would be passed over, and for an option that does not exist.
 */
export async function loadConfig(root: string): Promise<StoreConfig> {
  const file = await findConfig(root);
  if (file === null) return {};
  const { exported } = await importConfig(file);
  return checkConfig(exported, file);
}

/** Imports the config. What it exports stands in an object, since a promise would be awaited otherwise. */
async function importConfig(file: string): Promise<{ readonly exported: unknown }> {
  try {
    return { exported: (await importModule(file)).default };
  } catch (error) {
    throw new StoreError('STORE_USAGE', `${file} could not be loaded: ${messageOf(error)}`);
  }
}

function checkConfig(config: unknown, file: string): StoreConfig {
  if (!isPlainObject(config))
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
