import { resolve } from 'node:path';
import { inject } from 'vitest';
import type { MeasureRequest } from '../../plan/measure-request.ts';
import { cacheSettings, environmentSettings, type RunSettings } from '../run-options.ts';
import type { AssayContext } from '../worker-context.ts';

const startedAt = Symbol.for('assay.startedAt');

/** Returns the time that a worker without the plugin uses as "now", read once. */
function ownNow(): string {
  const shared = globalThis as { [startedAt]?: string };
  shared[startedAt] ??= new Date().toISOString();
  return shared[startedAt];
}

/** Returns the context that the plugin provides; without the plugin, one from the environment. */
export function runContext(): AssayContext {
  const provided: AssayContext | undefined = inject('assay');
  if (provided) return provided;
  const settings = { now: ownNow(), ...environmentSettings(process.env) };
  return { project: '', root: process.cwd(), settings };
}

/** Returns the settings of one measurement: the call's own, with the plugin's as defaults. */
export function measureSettings(
  context: AssayContext,
  own: RunSettings,
): Pick<MeasureRequest, 'settings' | 'cache' | 'unmask' | 'quarantine'> {
  const all = { ...context.settings, ...own };
  const {
    now,
    timeout: _,
    cache: _cache,
    identity: _identity,
    unmask = false,
    quarantine,
    ...engine
  } = all;
  return {
    settings: { ...engine, root: context.root, now: new Date(now) },
    unmask,
    quarantine: quarantine
      ? { ...quarantine, folder: resolve(context.root, quarantine.folder) }
      : null,
    cache: cacheSettings(all, context.root, process.env),
  };
}
