import type { Filter } from '../domain.ts';
import type { CountedFilter, Tally } from './rejections.ts';

/** The column that arbitraries are made for, and the counts that they share. */
export interface Making {
  readonly contract: string;
  readonly column: string;
  /** The language of faker's values. */
  readonly locale: string;
  readonly tallies: Tally[];
}

/** The filter of a rule, with a count of its own. */
export function counted<Value>(
  { accepts, rule }: { accepts: (value: Value) => boolean; rule: string },
  { contract, column, tallies }: Making,
): CountedFilter<Value> {
  const tally: Tally = { contract, column, rule, drawn: 0, refused: 0 };
  tallies.push(tally);
  return { accepts, tally };
}

/** Counts each filter of a domain. */
export const countedAll = (
  filters: readonly Filter[],
  making: Making,
): readonly CountedFilter<unknown>[] => filters.map((filter) => counted(filter, making));
