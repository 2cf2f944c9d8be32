import { leastRuns, type PastWindow } from '../../metric/past-values.ts';
import type { PastOf } from '../past-runs.ts';
import type { Unmeasured } from '../unmeasured.ts';

const code = 'HISTORY_YOUNG';

/** Returns the reason why there are too few earlier runs to find an anomaly. */
export function anomalousYoung(
  compared: number,
  { values, runs }: PastOf,
  { season }: PastWindow,
): Unmeasured {
  const wanted =
    season === null ? 'over other data' : `over other data of the same day of ${season}`;
  const isNew = values.length === 0 && runs > 0;
  const why = isNew
    ? `; ${counted(runs)} did not measure it, so it is new, or was written otherwise until now`
    : '';
  return {
    isNotRun: true,
    problem: {
      code,
      message: `its history has ${counted(compared)} ${wanted}, and an anomaly needs ${leastRuns}${why}: each run adds one, and .allowYoung() passes until then.`,
    },
  };
}

/** True for the reason that there are too few earlier runs. */
export const isYoung = ({ problem }: Unmeasured): boolean => problem.code === code;

const counted = (runs: number): string => (runs === 1 ? '1 earlier run' : `${runs} earlier runs`);
