import type { FullReport } from './render.ts';

/** Returns the place of the full report: the page of a run on GitHub; elsewhere the log. */
export function fullReport(env: NodeJS.ProcessEnv): FullReport {
  const { GITHUB_SERVER_URL, GITHUB_REPOSITORY, GITHUB_RUN_ID } = env;
  const isRun =
    /^https:\/\/[\w.:-]+$/.test(GITHUB_SERVER_URL ?? '') &&
    /^[\w.-]+\/[\w.-]+$/.test(GITHUB_REPOSITORY ?? '') &&
    /^\d+$/.test(GITHUB_RUN_ID ?? '');
  const address = `${GITHUB_SERVER_URL}/${GITHUB_REPOSITORY}/actions/runs/${GITHUB_RUN_ID}`;
  return isRun
    ? { text: 'the log and the reports of this run', address }
    : { text: "the run's log, and in the reports as JSON or HTML", address: null };
}
