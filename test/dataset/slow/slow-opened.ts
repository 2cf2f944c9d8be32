import type { Opened } from '../../../src/dataset/dataset.ts';

/** A dataset as the slow way opens it: a record with a field that can't be read is left out. */
export interface SlowOpened extends Opened {
  readonly misread: {
    /** The number of records that were left out only because of a field. `problemCount` counts them too. */
    readonly rows: number;
    /** The number of fields that can't be read in each column that has some; null if that is not known. */
    readonly fields: ReadonlyMap<string, number> | null;
  };
}
