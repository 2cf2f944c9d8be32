import { inject } from 'vitest';
import { environmentSettings } from '../../run/run-settings.ts';
import { asVerifyError } from '../verify-error.ts';
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
  const environment = asVerifyError(() => environmentSettings(process.env));
  return { project: '', root: process.cwd(), settings: { now: ownNow(), ...environment } };
}
