import { RunError } from './run-error.ts';

/** Environment variables that CI services set, besides `CI`. */
const services = [
  'BUILD_BUILDID',
  'BUILDKITE',
  'CODEBUILD_BUILD_ID',
  'GITHUB_ACTIONS',
  'GITLAB_CI',
  'JENKINS_URL',
  'TEAMCITY_VERSION',
  'TF_BUILD',
];

/** True if an environment variable is set to anything but a word for no. */
export const isOn = (value: string | undefined): boolean =>
  value !== undefined && !/^(?:|off|false|0|no)$/i.test(value);

/**
 * Allows values of the data to be shown, to someone who has the data anyway. In CI, where output is stored and read by
 * others, it is an error: ignoring it silently would confuse, and obeying it would leak values.
 *
 * @throws {RunError} `UNMASK_REFUSED` in CI.
 */
export function mayUnmask(asked: string, env: NodeJS.ProcessEnv): true {
  const service = isOn(env.CI) ? 'CI' : services.find((name) => isOn(env[name]));
  if (service === undefined) return true;
  throw new RunError(
    'UNMASK_REFUSED',
    `${asked} shows values of the data, and the environment variable ${service} says that this is CI, where output is stored: remove it, and view the values on your own machine.`,
  );
}
