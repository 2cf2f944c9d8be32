import type { IdentityKind } from '../dataset/dataset.ts';
import type { EngineOptions } from '../engine/engine.ts';
import type { QuarantineSettings } from '../plan/quarantine/quarantine-files.ts';
import { closest } from '../value/closest.ts';
import { type Duration, instantOf, isFinerThanDate, parseDuration } from '../value/quantity.ts';
import { RunError } from './run-error.ts';

/** The options of a run: for all contracts in the plugin, for one in `verify` and `runContract`. */
export interface RunOptions extends EngineOptions {
  /**
   * The time that counts as "now", for ages and future dates: a `Date`, or ISO 8601 text, which is UTC if it has no
   * offset. The default is the run's start.
   */
  readonly now?: Date | string;
  /** The time limit for measuring one contract: milliseconds, or `'10m'`. There is none by default. */
  readonly timeout?: number | Duration;
  /**
   * The folder, relative to the root, in which measurements of Parquet files are cached, so that a later run only reads
   * files that changed. `false` turns the cache off. The default is `node_modules/.cache/assay`. In CI there is no
   * default: name a folder that is restored between runs. `ASSAY_CACHE=off` in the environment turns the cache off for
   * one run.
   */
  readonly cache?: string | false;
  /**
   * The way in which the cache identifies a file. `'footer'`, the default, uses its path, size, modification and change
   * times, and a digest of its footer. `'content'` uses a digest of all bytes: it takes about as long as reading the
   * file, and recognises files that were copied or restored.
   */
  readonly identity?: IdentityKind;
  /**
   * The folder, relative to the root, of the recorded baselines. The default is `__baselines__` beside the file that
   * declares the contract.
   */
  readonly baselineFolder?: string;
  /**
   * The folder, relative to the root, for the rows that violate an expectation that failed or warned. They are written
   * as Parquet, one file for each contract and dataset, with the row number and the names of what each row violates. `{
   * folder, clean: true }` writes the other rows too. The files contain the values as they are: keep them where the
   * data may be stored. Nothing is written by default.
   */
  readonly quarantine?: string | { readonly folder: string; readonly clean?: boolean };
  /**
   * The folder, relative to the root, of the histories that anomalies are found by: one file of lines for each contract.
   * Each run adds its values. The default is `__baselines__/history` beside the contract's file; in CI it is read and
   * nothing is added, unless a folder is named here, which has to be kept between runs. With `false` nothing is added
   * either.
   */
  readonly history?: string | false;
}

/** Checked run options, in a form that can be sent to a worker. */
export interface RunSettings extends EngineOptions {
  /** The time that counts as "now", as ISO 8601 text. */
  readonly now?: string;
  /** The time limit in milliseconds. */
  readonly timeout?: number;
  readonly cache?: string | false;
  readonly identity?: IdentityKind;
  readonly baselineFolder?: string;
  readonly quarantine?: QuarantineSettings;
  readonly history?: string | false;
  /** True to show values that would be masked. Only the environment or a command's option can set it. */
  readonly unmask?: true;
}

type Check<Input> = (value: unknown, name: string) => Input;

const text: Check<string> = (value, name) => {
  if (typeof value === 'string' && value.trim() !== '') return value;
  throw invalid(name, 'text that is not empty');
};

const threads: Check<number> = (value, name) => {
  if (typeof value === 'number' && Number.isInteger(value) && value > 0) return value;
  throw invalid(name, 'a whole number, 1 or more');
};

const memory: Check<string> = (value, name) => {
  if (typeof value === 'string' && /^\d+(?:\.\d+)?\s*[KMGT]i?B$/i.test(value)) return value;
  throw invalid(name, "an amount such as '2GiB' or '500MB'");
};

/** Checks an instant. Text without an offset is UTC; JavaScript would read it in the local time zone. */
export const instant: Check<string> = (value, name) => {
  const milliseconds = instantOf(value);
  if (milliseconds !== null) return new Date(milliseconds).toISOString();
  const digits = isFinerThanDate(value) ? ', with at most three digits after the seconds' : '';
  throw invalid(name, `a Date, or ISO 8601 text such as '2026-01-31T08:00:00Z'${digits}`);
};

const timeout: Check<number> = (value, name) => {
  if (typeof value === 'number' && Number.isFinite(value) && value > 0) return value;
  if (typeof value === 'string') return parseDuration(value).milliseconds;
  throw invalid(name, "milliseconds above 0, or a duration such as '10m'");
};

const folderOrOff: Check<string | false> = (value, name) => {
  if (value === false || (typeof value === 'string' && value.trim() !== '')) return value;
  throw invalid(name, 'a folder, or false');
};

const identity: Check<IdentityKind> = (value, name) => {
  if (value === 'footer' || value === 'content') return value;
  throw invalid(name, "'footer' or 'content'");
};

const quarantine: Check<QuarantineSettings> = (value, name) => {
  const given = typeof value === 'string' ? { folder: value } : value;
  if (typeof given === 'object' && given !== null && !Array.isArray(given)) {
    const { folder, clean = false, ...more } = given as Readonly<Record<string, unknown>>;
    const isText = typeof folder === 'string' && folder.trim() !== '';
    if (isText && typeof clean === 'boolean' && Object.keys(more).length === 0)
      return { folder, clean };
  }
  throw invalid(name, "a folder, or { folder: 'quarantine', clean: true }");
};

const checks = {
  threads,
  memoryLimit: memory,
  spillDirectory: text,
  extensionDirectory: text,
  now: instant,
  timeout,
  cache: folderOrOff,
  identity,
  baselineFolder: text,
  quarantine,
  history: folderOrOff,
} satisfies { readonly [K in keyof Required<RunOptions>]: Check<RunSettings[K]> };

const runOptionNames = Object.keys(checks);

/** Returns the error for an invalid option. */
export function invalid(name: string, wanted: string): RunError {
  return new RunError('OPTION_INVALID', `Option '${name}' takes ${wanted}.`);
}

/**
 * Checks options for typos and invalid values; `more` names further options that the caller checks itself.
 *
 * @throws {RunError} `OPTION_INVALID`
 */
export function checkRunOptions(options: unknown, more: readonly string[] = []): RunSettings {
  if (options === undefined) return {};
  if (typeof options !== 'object' || options === null || Array.isArray(options)) {
    throw new RunError('OPTION_INVALID', 'Options are an object, such as { threads: 2 }.');
  }
  const known = [...runOptionNames, ...more];
  const typo = Object.keys(options).find((name) => !known.includes(name));
  if (typo !== undefined) throw unknown(typo, known);
  const given = options as Readonly<Record<string, unknown>>;
  return Object.fromEntries(
    Object.entries(checks)
      .filter(([name]) => given[name] !== undefined)
      .map(([name, check]) => [name, check(given[name], name)]),
  );
}

function unknown(typo: string, known: readonly string[]): RunError {
  const near = closest(typo, known);
  const hint = near === undefined ? '' : ` Did you mean '${near}'?`;
  return new RunError(
    'OPTION_INVALID',
    `There is no option '${typo}': the options are ${known.join(', ')}.${hint}`,
  );
}
