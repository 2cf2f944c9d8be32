import { checkRunOptions, type RunOptions, type RunSettings } from '../../run/run-options.ts';
import { environmentSettings } from '../../run/run-settings.ts';
import { asVerifyError, VerifyError } from '../verify-error.ts';

/** Options of the plugin `contracts()`. Run options given here are the defaults of each `verify`. */
export interface ContractsOptions extends RunOptions {
  /**
   * Globs of the contract files, from the root; any `*.contract.ts` unless given. Files below a folder `dist` are
   * skipped as build output, unless a glob names that folder.
   */
  readonly include?: string | readonly string[];
  /**
   * Globs of files with fuzz tests, from the root, such as `'steps/*.fuzz.ts'`. They run in a project `fuzz` of their own,
   * after all others. There is none unless given; a glob that matches no file is an error.
   */
  readonly fuzz?: string | readonly string[];
  /** The project's name, for `--project`: `'contracts'` unless given. */
  readonly name?: string;
  /**
   * Lets a run pass that checks nothing, such as one with a `-t` that matches nothing, or a project without contract
   * files. It fails otherwise.
   */
  readonly allowNoneSelected?: boolean;
}

/** The checked options of the plugin, with the environment as their defaults. */
export interface PluginSettings {
  readonly name: string;
  readonly include: readonly string[];
  /** The globs of the fuzz tests; empty for no project of them. */
  readonly fuzz: readonly string[];
  readonly allowNoneSelected: boolean;
  readonly run: RunSettings;
}

const defaultInclude = ['**/*.contract.?(c|m)[jt]s?(x)'];

/** Checks the plugin's options and returns its settings. */
export function pluginSettings(options: ContractsOptions, env: NodeJS.ProcessEnv): PluginSettings {
  const own = asVerifyError(() =>
    checkRunOptions(options, ['include', 'fuzz', 'name', 'allowNoneSelected']),
  );
  const { include, name = 'contracts', allowNoneSelected = false } = options;
  const globs = include === undefined ? defaultInclude : [include].flat();
  if (!areGlobs(globs))
    throw invalid('include', "a glob such as 'contracts/**/*.contract.ts', or a list of them");
  const fuzz = options.fuzz === undefined ? [] : [options.fuzz].flat();
  if (options.fuzz !== undefined && !areGlobs(fuzz))
    throw invalid('fuzz', "a glob such as 'steps/**/*.fuzz.ts', or a list of them");
  if (typeof name !== 'string' || name.trim() === '')
    throw invalid('name', 'text that is not empty');
  if (typeof allowNoneSelected !== 'boolean') throw invalid('allowNoneSelected', 'true or false');
  const environment = asVerifyError(() => environmentSettings(env));
  return { name, include: globs, fuzz, allowNoneSelected, run: { ...environment, ...own } };
}

const areGlobs = (globs: readonly unknown[]): boolean =>
  globs.length > 0 && globs.every((glob) => typeof glob === 'string' && glob !== '');

const invalid = (option: string, wanted: string) =>
  new VerifyError('OPTION_INVALID', `contracts(): option '${option}' takes ${wanted}.`);
