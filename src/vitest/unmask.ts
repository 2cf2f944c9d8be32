import { VerifyError } from './verify-error.ts';

/** What says that nobody's own machine this is, beside `CI` itself. */
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

/** Whether a variable of the environment is set, and not to a word for no. */
export const isOn = (value: string | undefined): boolean =>
  value !== undefined && !/^(?:|off|false|0|no)$/i.test(value);

/**
 * Values of the data may be shown to whoever has them at hand already. What CI prints is kept, and read by others: there
 * it is an error, for to ignore it would leave somebody to wonder, and to heed it would leak.
 *
 * @throws {VerifyError} `UNMASK_REFUSED` in CI.
 */
export function mayUnmask(asked: string, env: NodeJS.ProcessEnv): true {
  const service = isOn(env.CI) ? 'CI' : services.find((name) => isOn(env[name]));
  if (service === undefined) return true;
  throw new VerifyError(
    'UNMASK_REFUSED',
    `${asked} shows values of the data, and the environment variable ${service} says that this is CI, where what is printed is kept: take it out, and look at the values on a machine of your own.`,
  );
}
