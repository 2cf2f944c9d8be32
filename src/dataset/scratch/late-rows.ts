import { DatasetError } from '../dataset.ts';

/** Files that an earlier run read, and that are read again since their rows are asked for. */
export interface LateRows {
  /** The files in messages. */
  readonly what: string;
  /** The row count that the earlier run found. */
  readonly kept: number;
  /** The row count that was found now. */
  readonly found: number;
  /** True if the files are as they were opened. */
  readonly areAsOpened: boolean;
}

/** Refuses rows that are others than those which an earlier run has measured. */
export function refuseOtherRows({ what, kept, found, areAsOpened }: LateRows): void {
  if (!areAsOpened)
    throw unreadable(`${what} changed while it was read: run again once it is written.`);
  if (found !== kept)
    throw unreadable(
      `${what} has ${found} records where an earlier run found ${kept}, though it has not changed: run again without the cache.`,
    );
}

const unreadable = (message: string) => new DatasetError('DATASET_UNREADABLE', message);
