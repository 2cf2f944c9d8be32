import { resolve } from 'node:path';
import type { MeasureRequest } from '../plan/measure-request.ts';
import type { CacheSettings } from '../plan/states/fact-cache.ts';
import type { HistorySettings } from '../reference/open-history.ts';
import { isOn } from './ci-variable.ts';
import { instant, type RunSettings } from './run-options.ts';
import { mayUnmask } from './unmask.ts';

/** The default folder of the cache, next to the caches of other tools. */
const usualFolder = 'node_modules/.cache/assay';

/**
 * Returns the cache settings of a run. There is no cache in CI unless a folder is named, and none if the environment
 * turns it off.
 */
function cacheSettings(
  { cache, identity: kind = 'footer' }: RunSettings,
  root: string,
  env: NodeJS.ProcessEnv,
): CacheSettings | null {
  if (isCacheOff({ cache }, env)) return null;
  const folder = cache ?? (env.ASSAY_CACHE || (env.CI ? false : usualFolder));
  return folder === false ? null : { folder: resolve(root, folder), identity: kind };
}

/** True if the option or the environment asks that nothing is kept between runs. */
export const isCacheOff = (
  { cache }: { readonly cache?: string | false | undefined },
  env: NodeJS.ProcessEnv,
): boolean => cache === false || /^(off|false|0|no)$/i.test(env.ASSAY_CACHE ?? '');

/** Returns the settings of the history. In CI a run is only recorded in a folder that is named. */
export const historySettings = (
  { history }: RunSettings,
  root: string,
  env: NodeJS.ProcessEnv,
): HistorySettings =>
  typeof history === 'string'
    ? { folder: resolve(root, history), isKept: true }
    : { folder: null, isKept: history !== false && !env.CI };

/**
 * Returns the settings of the environment: `ASSAY_NOW`, `ASSAY_EXTENSION_DIRECTORY`, `ASSAY_UNMASK`.
 *
 * @throws {RunError} for a value that can't be, and for `ASSAY_UNMASK` in CI.
 */
export function environmentSettings(env: NodeJS.ProcessEnv): RunSettings {
  const { ASSAY_NOW: now, ASSAY_EXTENSION_DIRECTORY: extensionDirectory } = env;
  return {
    ...(now ? { now: instant(now, 'ASSAY_NOW') } : {}),
    ...(extensionDirectory ? { extensionDirectory } : {}),
    ...(isOn(env.ASSAY_UNMASK) ? { unmask: mayUnmask('ASSAY_UNMASK', env) } : {}),
  };
}

/** Returns the part of a request that options and environment decide. Paths start from `root`. */
export function requestSettings(
  settings: RunSettings & { readonly now: string },
  root: string,
  env: NodeJS.ProcessEnv,
): Pick<MeasureRequest, 'settings' | 'cache' | 'unmask' | 'quarantine'> {
  const {
    now,
    timeout: _,
    cache: _cache,
    identity: _identity,
    history: _history,
    baselineFolder: _folder,
    ...rest
  } = settings;
  const { unmask = false, quarantine, ...engine } = rest;
  return {
    settings: { ...engine, root, now: new Date(now) },
    unmask,
    quarantine: quarantine ? { ...quarantine, folder: resolve(root, quarantine.folder) } : null,
    cache: cacheSettings(settings, root, env),
  };
}
