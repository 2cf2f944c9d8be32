import { dirname, join } from 'node:path';
import type { Metric } from '../metric/metric.ts';
import { isSameState } from '../metric/past-values.ts';
import type { MeasuredRun, PastRuns } from '../plan/past-runs.ts';
import type { Unmeasured } from '../plan/unmeasured.ts';
import { pathWithin } from '../system/paths.ts';
import { compareNumeric, type Numeric } from '../value/numeric.ts';
import { messageOf } from '../value/thrown.ts';
import { baselineFolderName } from './baseline-path.ts';
import { contractFileName } from './contract-file-name.ts';
import { appendHistory, readHistory, type UnreadableLine } from './history-file.ts';
import type { HistoryLine } from './history-line.ts';
import { observableId } from './observable-id.ts';

/** The place of a run's history, and whether the run is added to it. */
export interface HistorySettings {
  /** The folder of the histories; null for the one beside the file that declares the contract. */
  readonly folder: string | null;
  /** True if the run is recorded. */
  readonly isKept: boolean;
}

/** The runs that a history is about. */
export interface HistoryOf {
  readonly contract: string;
  /** The label of the dataset. */
  readonly dataset: string;
  /** The absolute path of the file that declares the contract; null where it is not known. */
  readonly declaredIn: string | null;
  /** The folder that paths are shown from. */
  readonly root: string;
}

/** Opens the history of a contract over a dataset. It is read when it is first needed. Null if it has no place. */
export function openHistory(
  { contract, dataset, declaredIn, root }: HistoryOf,
  { folder, isKept }: HistorySettings,
): PastRuns | null {
  if (folder === null && declaredIn === null) return null;
  const path = join(
    folder ?? join(dirname(String(declaredIn)), baselineFolderName, 'history'),
    `${contractFileName(contract)}.jsonl`,
  );
  const shown = pathWithin(root, path) ?? path;
  let known: readonly HistoryLine[] | UnreadableLine | undefined;
  const read = () => {
    known ??= readHistory(path);
    return 'fault' in known ? known : known.filter((line) => line.contract === contract);
  };
  return {
    valuesOf: (metric) => {
      const lines = read();
      if ('fault' in lines) return unreadable(shown, lines);
      const own = lines.filter((line) => line.dataset === dataset);
      const values = valuesIn(own, metric);
      return { values, runs: own.length, others: lines.length - own.length, isKept };
    },
    add: (run) => {
      if (!isKept || run.values.size === 0) return [];
      const lines = read();
      const line = lineOf(run, { contract, dataset });
      if ('fault' in lines || isRecorded(line, lines)) return [];
      try {
        appendHistory(path, line);
        return [];
      } catch (error) {
        return [
          `The history ${shown} was not written, and this run is not in it: ${whyNot(error)}.`,
        ];
      }
    },
  };
}

/** The system's words name the path of a machine. */
const whyNot = (error: unknown): string =>
  error instanceof Error && 'code' in error ? `the system says ${error.code}` : messageOf(error);

const valuesIn = (lines: readonly HistoryLine[], metric: Metric) => {
  const id = observableId(metric);
  return lines.flatMap(({ at, snapshot, values }) => {
    const value = values.get(id);
    return value === undefined ? [] : [{ at, snapshot, value }];
  });
};

const lineOf = (
  { at, snapshot, values }: MeasuredRun,
  of: Pick<HistoryLine, 'contract' | 'dataset'>,
): HistoryLine => ({
  ...of,
  at,
  snapshot,
  values: new Map([...values].map(([metric, value]) => [observableId(metric), value])),
});

/** True if a history says already what a line would add: data that is checked again is no other point. */
function isRecorded(line: HistoryLine, lines: readonly HistoryLine[]): boolean {
  const earlier = lines
    .filter((one) => one.dataset === line.dataset && one.at <= line.at && isSameState(one, line))
    .toSorted((one, other) => one.at - other.at);
  const counting = line.snapshot === null ? earlier.slice(-1) : earlier;
  return counting.some(({ values }) =>
    [...line.values].every(([id, value]) => isEqual(values.get(id), value)),
  );
}

const isEqual = (one: Numeric | undefined, other: Numeric): boolean =>
  one !== undefined && compareNumeric(one, other) === 0;

const unreadable = (shown: string, { line, fault }: UnreadableLine): Unmeasured => ({
  problem: {
    code: 'HISTORY_UNREADABLE',
    message: `the history ${shown} can't be read: ${line === null ? fault : `line ${line} is ${fault}`}.`,
  },
});
