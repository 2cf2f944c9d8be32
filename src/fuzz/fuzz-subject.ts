import type { Contract } from '../contract/contract.ts';

/** A fuzz test, as its messages name it. */
export interface FuzzSubject {
  readonly step: string;
  readonly runs: number;
  /** True if the step may read real data, whose values a message must not show. */
  readonly readsData: boolean;
  readonly output: Contract;
  /** The columns of each input table, in order. */
  readonly columns: ReadonlyMap<string, readonly string[]>;
}
