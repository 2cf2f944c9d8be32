import { inject } from 'vitest';
import type { SessionSettings } from '../engine/engine.ts';
import type { AssayContext } from './context.ts';
import { environmentSettings, type RunSettings } from './options.ts';

const startedAt = Symbol.for('assay.startedAt');

/** Without the plugin, the clock is read once in a worker. */
function ownNow(): string {
  const shared = globalThis as { [startedAt]?: string };
  shared[startedAt] ??= new Date().toISOString();
  return shared[startedAt];
}

/** What the plugin provides; without it, the same from the environment. */
export function runContext(): AssayContext {
  const provided: AssayContext | undefined = inject('assay');
  if (provided) return provided;
  const settings = { now: ownNow(), ...environmentSettings(process.env) };
  return { project: '', root: process.cwd(), settings };
}

/** The settings of one measurement: the call's own, then the plugin's. */
export function sessionSettings(context: AssayContext, own: RunSettings): SessionSettings {
  const { now, timeout: _, ...engine } = { ...context.settings, ...own };
  return { ...engine, root: context.root, now: new Date(now) };
}
