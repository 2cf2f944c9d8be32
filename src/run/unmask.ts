import { ciVariable } from './ci-variable.ts';
import { RunError } from './run-error.ts';

/**
 * Allows values of the data to be shown, to someone who has the data anyway. In CI, where output is stored and read by
 * others, it is an error: ignoring it silently would confuse, and obeying it would leak values.
 *
 * @throws {RunError} `UNMASK_REFUSED` in CI.
 */
export function mayUnmask(asked: string, env: NodeJS.ProcessEnv): true {
  const service = ciVariable(env);
  if (service === undefined) return true;
  throw new RunError(
    'UNMASK_REFUSED',
    `${asked} shows values of the data, and the environment variable ${service} says that this is CI, where output is stored: remove it, and view the values on your own machine.`,
  );
}
