import { type Duration, parseDuration } from '../contract/quantity.ts';
import type { EngineOptions } from '../engine/engine.ts';
import { VerifyError } from './errors.ts';

/** How contracts are run; for all of them in the plugin, for one in `verify`. */
export interface RunOptions extends EngineOptions {
  /** What "now" is, for ages and future dates: a `Date`, or ISO 8601 text. The run's start unless given. */
  readonly now?: Date | string;
  /** How long the measuring of one contract may take: milliseconds, or `'10m'`. No limit unless given. */
  readonly timeout?: number | Duration;
}

/** Run options that are checked and fit to travel to a worker. */
export interface RunSettings extends EngineOptions {
  /** ISO 8601. */
  readonly now?: string;
  /** Milliseconds. */
  readonly timeout?: number;
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

const instant: Check<string> = (value, name) => {
  const date = value instanceof Date || typeof value === 'string' ? new Date(value) : new Date(NaN);
  if (!Number.isNaN(date.getTime())) return date.toISOString();
  throw invalid(name, "a Date, or ISO 8601 text such as '2026-01-31T08:00:00Z'");
};

const timeout: Check<number> = (value, name) => {
  if (typeof value === 'number' && Number.isFinite(value) && value > 0) return value;
  if (typeof value === 'string') return parseDuration(value).milliseconds;
  throw invalid(name, "milliseconds above 0, or a duration such as '10m'");
};

const checks = {
  threads,
  memoryLimit: memory,
  spillDirectory: text,
  extensionDirectory: text,
  now: instant,
  timeout,
} satisfies { readonly [K in keyof Required<RunOptions>]: Check<RunSettings[K]> };

const runOptionNames = Object.keys(checks);

function invalid(name: string, wanted: string): VerifyError {
  return new VerifyError('OPTION_INVALID', `Option '${name}' takes ${wanted}.`);
}

/** Check options for typos and wrong values; `more` names further options that the caller checks itself. */
export function checkRunOptions(options: unknown, more: readonly string[] = []): RunSettings {
  if (options === undefined) return {};
  if (typeof options !== 'object' || options === null || Array.isArray(options)) {
    throw new VerifyError('OPTION_INVALID', 'Options are an object, such as { threads: 2 }.');
  }
  const known = [...runOptionNames, ...more];
  const typo = Object.keys(options).find((name) => !known.includes(name));
  if (typo !== undefined) {
    throw new VerifyError(
      'OPTION_INVALID',
      `There is no option '${typo}': the options are ${known.join(', ')}.`,
    );
  }
  const given = options as Readonly<Record<string, unknown>>;
  return Object.fromEntries(
    Object.entries(checks)
      .filter(([name]) => given[name] !== undefined)
      .map(([name, check]) => [name, check(given[name], name)]),
  );
}

/** What the environment says: `ASSAY_NOW`, `ASSAY_EXTENSION_DIRECTORY`. */
export function environmentSettings(env: NodeJS.ProcessEnv): RunSettings {
  const { ASSAY_NOW: now, ASSAY_EXTENSION_DIRECTORY: extensionDirectory } = env;
  return {
    ...(now ? { now: instant(now, 'ASSAY_NOW') } : {}),
    ...(extensionDirectory ? { extensionDirectory } : {}),
  };
}
