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

/** Returns the environment variable that says that this is CI; undefined elsewhere. */
export const ciVariable = (env: NodeJS.ProcessEnv): string | undefined =>
  isOn(env.CI) ? 'CI' : services.find((name) => isOn(env[name]));
