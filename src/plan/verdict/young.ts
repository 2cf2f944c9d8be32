import { leastRuns, type PastWindow } from '../../metric/past-values.ts';
import type { PastOf } from '../past-runs.ts';
import type { Unmeasured } from '../unmeasured.ts';

const code = 'HISTORY_YOUNG';

/** Returns the reason why there are too few earlier runs to find an anomaly. */
export function anomalousYoung(compared: number, past: PastOf, { season }: PastWindow): Unmeasured {
  const wanted =
    season === null ? 'over other data' : `over other data of the same day of ${season}`;
  const advice = past.isKept
    ? 'each run adds one'
    : 'runs on your machine add to it, and in CI those for which the option history names a folder';
  return {
    isNotRun: true,
    problem: {
      code,
      message: `its history has ${counted(compared)} ${wanted}, and an anomaly needs ${leastRuns}${remark(past)}: ${advice}, and .allowYoung() passes until then.`,
    },
  };
}

/** Returns what else the history has, so that a history that was lost by another name is found. */
function remark({ values, runs, others }: PastOf): string {
  if (values.length > 0) return '';
  if (runs > 0)
    return `; ${counted(runs)} did not measure it, so it is new, or was written otherwise until now`;
  return others > 0 ? `; ${counted(others)} were over datasets with another label` : '';
}

/** True for the reason that there are too few earlier runs. */
export const isYoung = ({ problem }: Unmeasured): boolean => problem.code === code;

const counted = (runs: number): string => (runs === 1 ? '1 earlier run' : `${runs} earlier runs`);
