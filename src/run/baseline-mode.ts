import type { BaselineMode } from '../reference/baseline-settings.ts';
import { ciVariable } from './ci-variable.ts';
import { invalid } from './run-options.ts';

/** The way in which a run may be asked to treat recorded baselines. */
export type AskedMode = Exclude<BaselineMode, 'refused'>;

/** Returns the way in which a run treats baselines. In CI it records none, and refuses to record all anew. */
export function baselineMode(asked: AskedMode, env: NodeJS.ProcessEnv): BaselineMode {
  if (ciVariable(env) === undefined) return asked;
  return asked === 'all' ? 'refused' : 'none';
}

/**
 * Checks the option `baselines`.
 *
 * @throws {RunError} `OPTION_INVALID`
 */
export function checkBaselines(value: unknown): AskedMode {
  if (value === undefined) return 'none';
  if (value === 'none' || value === 'new' || value === 'all') return value;
  throw invalid('baselines', "'none', 'new' or 'all'");
}
